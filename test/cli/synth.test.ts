import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../stacks/synthesize";
import type { Family } from "../../model/family";
import { editedAcme } from "../stacks/edited-acme";
import { ROOT } from "./workplace";

/** What a rehearsal synthesizes beside what the real thing does. */
const folder = mkdtempSync(join(tmpdir(), "synth-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface StackFile {
  readonly terraform: { readonly backend: Readonly<Record<string, object>> };
  readonly "//": { readonly metadata: { readonly backend: string; readonly overrides?: { readonly backend?: unknown } } };
}

let count = 0;
function synth(family: Family, localState: boolean): { readonly directory: string; readonly stacks: Readonly<Record<string, StackFile>> } {
  const directory = join(folder, String((count += 1)));
  const names = synthesize({ family, allowedActions: ["actions/checkout@*"], outputDirectory: directory, localState });
  const read = (name: string): [string, StackFile] => [
    name,
    JSON.parse(readFileSync(join(directory, "stacks", name, "cdk.tf.json"), "utf8")) as StackFile,
  ];
  return { directory, stacks: Object.fromEntries(names.map(read)) };
}

/** A stack's file but for the words that name its backend. */
const withoutBackend = ({ terraform, "//": comment, ...rest }: StackFile) => ({
  ...rest,
  terraform: { ...terraform, backend: null },
  "//": { ...comment, metadata: { ...comment.metadata, backend: null, overrides: { ...comment.metadata.overrides, backend: null } } },
});

const S3 = editedAcme();
const LOCAL: Family = { ...S3, state: { backend: "local" } };

it("differs from the real thing by the backend alone, when the catalog keeps its state in S3", () => {
  const real = synth(S3, false).stacks;
  const rehearsed = synth(S3, true).stacks;
  expect(Object.keys(rehearsed)).toEqual(["github", "trial", "live"]);
  for (const [name, stack] of Object.entries(rehearsed)) {
    expect(real[name]!.terraform.backend).toEqual({
      s3: expect.objectContaining({ bucket: "acme-tfstate", key: `${name}.tfstate`, use_lockfile: true }) as object,
    });
    expect(stack.terraform.backend).toEqual({ local: { path: `../../../terraform.${name}.tfstate` } });
    expect(withoutBackend(stack)).toEqual(withoutBackend(real[name]!));
  }
});

it("does not differ at all when the catalog keeps its state in local files", () => {
  expect(synth(LOCAL, true).stacks).toEqual(synth(LOCAL, false).stacks);
});

it("is the same on every machine: no file names a folder, wherever it is written", () => {
  const here = synth(S3, false).directory;
  const there = synth(S3, false).directory;
  const files = readdirSync(here, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    const text = readFileSync(file, "utf8");
    for (const absolute of [folder, ROOT, homedir(), process.cwd(), "file://"]) expect(text).not.toContain(absolute);
    expect(readFileSync(file.replace(here, there), "utf8")).toBe(text);
  }
});
