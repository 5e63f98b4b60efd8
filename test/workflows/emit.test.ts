import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { staleFiles, staleText, writeEmitted } from "../../workflows/emit";
import { emittedFiles } from "../../workflows/files";
import { acme } from "./acme";

const written = (files: ReadonlyMap<string, string>): string => {
  const root = mkdtempSync(join(tmpdir(), "emitted-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

it("finds a hand edit, a missing file and a file that nobody emits", () => {
  const files = emittedFiles(acme);
  const root = written(files);
  expect(staleFiles(root, files)).toEqual([]);
  writeFileSync(join(root, ".github/workflows/deploy.yml"), `${files.get(".github/workflows/deploy.yml") ?? ""}# edited\n`);
  writeFileSync(join(root, ".github/workflows/own.yml"), "name: Own\n");
  const more = new Map([...files, [".github/workflows/new.yml", "name: New\n"]]);
  expect(staleFiles(root, more)).toEqual([
    { file: ".github/workflows/deploy.yml", how: "differs" },
    { file: ".github/workflows/new.yml", how: "missing" },
    { file: ".github/workflows/own.yml", how: "no builder emits it" },
  ]);
  expect(staleText(staleFiles(root, more))).toBe(
    [
      "3 emitted files are not up to date; run: npm run emit",
      "  .github/workflows/deploy.yml: differs",
      "  .github/workflows/new.yml: missing",
      "  .github/workflows/own.yml: no builder emits it\n",
    ].join("\n"),
  );
});

it("removes files that are no longer emitted, and keeps files that somebody wrote by hand", () => {
  const files = emittedFiles(acme);
  const root = written(files);
  const before = ".github/workflows/before.yml";
  writeFileSync(join(root, before), "# Emitted from workflows/before.ts; edit that and run: npm run emit\nname: Before\n");
  writeFileSync(join(root, ".github/workflows/own.yml"), "name: Own\n");
  expect(writeEmitted(root, files)).toEqual([".github/workflows/own.yml"]);
  expect(existsSync(join(root, before))).toBe(false);
  expect(staleFiles(root, files)).toEqual([{ file: ".github/workflows/own.yml", how: "no builder emits it" }]);
});

it("emits the same text every time", () => {
  expect([...emittedFiles(acme)]).toEqual([...emittedFiles(acme)]);
});
