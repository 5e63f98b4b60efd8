import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadFamily } from "../../model/load";
import { filesOf, staleFiles } from "../../workflows/emit";
import { emittedFiles } from "../../workflows/files";
import { acme } from "./acme";

const ROOT = join(__dirname, "../..");

const written = (files: ReadonlyMap<string, string>): string => {
  const root = mkdtempSync(join(tmpdir(), "emitted-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

it("the emitted files of this repository are what its catalog and its builders say", () => {
  expect(staleFiles(ROOT, filesOf(loadFamily(join(ROOT, "catalog"))))).toEqual([]);
});

it("finds a hand edit, a missing file and a file that nobody emits", () => {
  const files = emittedFiles(acme);
  const root = written(files);
  expect(staleFiles(root, files)).toEqual([]);
  writeFileSync(join(root, ".github/workflows/deploy.yml"), `${files.get(".github/workflows/deploy.yml") ?? ""}# edited\n`);
  writeFileSync(join(root, ".github/workflows/own.yml"), "name: Own\n");
  const more = new Map([...files, [".github/workflows/new.yml", "name: New\n"]]);
  expect(staleFiles(root, more)).toEqual([
    ".github/workflows/deploy.yml: differs",
    ".github/workflows/new.yml: missing",
    ".github/workflows/own.yml: no builder emits it",
  ]);
});

it("emits the same text every time", () => {
  expect([...emittedFiles(acme)]).toEqual([...emittedFiles(acme)]);
});
