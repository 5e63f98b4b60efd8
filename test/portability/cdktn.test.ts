import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** cdktf was archived in 2025; the same tree must synthesize the same with its continuation. docs/decisions/2026-11-22-cdktf.md */
jest.setTimeout(120_000);
const folder = mkdtempSync(join(tmpdir(), "portability-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Synthesizes in a process of its own and returns the libraries that it loaded. */
const synthesize = (directory: string, ...hooks: readonly string[]): string =>
  execFileSync(
    process.execPath,
    [...[...hooks, "tsx/cjs"].flatMap((hook) => ["--require", hook]), join(__dirname, "synthesize-acme.ts"), directory],
    { cwd: join(__dirname, "../.."), encoding: "utf8" },
  );

/** Every file of a folder: JSON as data, without the version of the library, which it writes into each; anything else as text. */
function filesOf(directory: string, library: "cdktf" | "cdktn"): Readonly<Record<string, unknown>> {
  const { version } = JSON.parse(readFileSync(require.resolve(`${library}/package.json`), "utf8")) as { version: string };
  const content = (file: string): unknown => {
    const text = readFileSync(file, "utf8");
    return file.endsWith(".json") ? JSON.parse(text.replaceAll(`"version": "${version}"`, '"version": "of the library"')) : text;
  };
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => join(parentPath, name)).map((file) => [relative(directory, file), content(file)]),
  );
}

it("synthesizes the same with cdktn as with cdktf, but for the version that they write down", () => {
  const [cdktf, cdktn] = [join(folder, "cdktf"), join(folder, "cdktn")];
  expect(synthesize(cdktf)).toBe("cdktf");
  expect(synthesize(cdktn, join(__dirname, "cdktn-hook.js"))).toBe("cdktn");
  const files = filesOf(cdktf, "cdktf");
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(["manifest.json", ...["github", "trial", "live"].map((stack) => join("stacks", stack, "cdk.tf.json"))]),
  );
  expect(filesOf(cdktn, "cdktn")).toEqual(files);
});
