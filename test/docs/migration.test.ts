import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import { SIGMA_CATALOG } from "../family/sigma";

const ROOT = join(__dirname, "../..");
const LATER = ["sim", "market", "pilot"];

const catalog = mkdtempSync(join(tmpdir(), "migration-"));
const edit = (file: string, change: (text: string) => string): void => {
  const path = join(catalog, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`nothing to edit in ${file}`);
  writeFileSync(path, after);
};
const activeProducts = ({ products }: Family): readonly string[] =>
  Object.values(products)
    .filter(({ state }) => state === "active")
    .map(({ code }) => code);

beforeAll(() => {
  cpSync(SIGMA_CATALOG, catalog, { recursive: true });
});
afterAll(() => {
  rmSync(catalog, { recursive: true });
});

/** The edits of docs/migration.md, in its order, on the Sigma family as it was agreed. */
it("takes the family from phase to phase, each one a catalog without problems", () => {
  const page = readFileSync(join(ROOT, "docs/migration.md"), "utf8");
  expect(page).toContain("catalog/products/{sim,market,pilot}.yaml");
  expect(page).toContain("take the line `calls` out of `catalog/products/lab.yaml`");

  const whole = loadFamily(catalog);
  for (const code of LATER) edit(`products/${code}.yaml`, (text) => `${text}state: planned\n`);
  for (const name of ["sigma-sdk", "sigma-packs"]) {
    edit("repositories.yaml", (text) => text.replace(`  ${name}:\n`, `  ${name}:\n    state: planned\n`));
  }
  edit("products/lab.yaml", (text) => text.replace(/^calls: .*\n/m, ""));
  const first = loadFamily(catalog);
  expect(activeProducts(first)).toEqual(["lab"]);
  const managed = Object.values(first.repositories).filter((repository) => repository.managed);
  expect(managed.map(({ name }) => name).sort()).toEqual(["sigma-core", "sigma-infra", "sigma-lab-api", "sigma-lab-ui", "sigma-platform"]);

  for (const code of LATER) {
    edit(`products/${code}.yaml`, (text) => text.replace("state: planned\n", ""));
    if (code === "market") edit("products/lab.yaml", (text) => `${text}calls: [market]\n`);
    expect(activeProducts(loadFamily(catalog))).toContain(code);
  }

  edit("repositories.yaml", (text) => text.replaceAll("    state: planned\n", ""));
  const last = loadFamily(catalog);
  expect(Object.keys(last.repositories)).toEqual(Object.keys(whole.repositories));
  expect(activeProducts(last)).toEqual(activeProducts(whole));
});
