import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProjectCopy } from "../cli/project-copy";
import { ROOT } from "../cli/workplace";
import { findings } from "../workflows/parser";
import { make } from "./addition";
import { CATALOG_ADDITIONS } from "./additions/catalog";
import { CLUSTER_ADDITIONS } from "./additions/clusters";
import { PROGRAM_ADDITIONS } from "./additions/commands-and-workflows";
import { type Changed, ChangedFiles } from "./changed-files";
import { isAt, rows } from "./table";

/** Each row of CONTRIBUTING's table, done in a copy of the project: it names every file that a person has to change, and no other. */
const ADDITIONS = [...CATALOG_ADDITIONS, ...CLUSTER_ADDITIONS, ...PROGRAM_ADDITIONS];

/** It needs the provider itself, which has to be downloaded. */
const NOT_DONE_HERE = ["a new version of a provider"];

/** What `npm run emit` may write, as the table would name it. */
const EMITTED = [
  ".github/workflows/",
  "catalog/schemas/",
  "docs/catalog.md",
  "docs/workflows.md",
  "renovate.json",
  ".github/renovate/family.json",
  "charts/<chart>/README.md",
  "charts/<chart>-values.ts",
];

// Every test needs that all additions were made, and that what is emitted from them was written.
jest.setTimeout(600_000);
const copy = new ProjectCopy();
const changed = new Map<string, Changed>();
let emitted: Changed = {};
const node = (...args: readonly string[]) => copy.run(process.execPath, args);
const inPackages = (path: string): string => join(ROOT, "node_modules", path);

beforeAll(async () => {
  const files = new ChangedFiles(copy);
  for (const addition of ADDITIONS) {
    await make(copy, addition);
    changed.set(addition.row, files.next());
  }
  const { code, output } = await node("--import", "tsx", "workflows/emit.ts");
  if (code !== 0) throw new Error(output);
  emitted = files.next();
});
afterAll(() => {
  copy.remove();
});

it("every row is done here", () => {
  expect([...changed.keys(), ...NOT_DONE_HERE].sort()).toEqual(rows.map(({ name }) => name).sort());
});

describe.each(rows.filter(({ name }) => !NOT_DONE_HERE.includes(name)))("$name", ({ name, paths, lines }) => {
  const files = () => Object.keys(changed.get(name) ?? {});

  it("changes the files of its row, and no other", () => {
    expect(files().filter((file) => !paths.some((path) => isAt(file, path)))).toEqual([]);
    expect(paths.filter((path) => !files().some((file) => isAt(file, path)))).toEqual([]);
  });

  it("takes as many lines as its row says", () => {
    const added = Object.values(changed.get(name) ?? {}).reduce((sum, each) => sum + each, 0);
    expect(added).toBeGreaterThanOrEqual(lines.fewest);
    expect(added).toBeLessThanOrEqual(lines.most);
  });
});

it("everything else that has to change is emitted", () => {
  expect(Object.keys(emitted).filter((file) => !EMITTED.some((path) => isAt(file, path)))).toEqual([]);
  for (const file of ["docs/catalog.md", "charts/baseline-values.ts", "charts/notice/README.md", ".github/workflows/check-pages.yml"])
    expect(emitted).toHaveProperty([file]);
});

it("the programs compile with all of them, and so do the tests that they change", async () => {
  const files = [...changed.values()].flatMap(Object.keys).filter((file) => file.endsWith(".ts") && !file.startsWith("page/site/"));
  const project = { extends: "./tsconfig.json", files: ["cli/main.ts", "stacks/main.ts", "workflows/emit.ts", ...files], include: [] };
  copy.write("tsconfig.additions.json", JSON.stringify(project));
  const tsc = inPackages("typescript/bin/tsc");
  expect(await node(tsc, "--project", "tsconfig.additions.json")).toMatchObject({ code: 0, output: "" });
  expect(await node(tsc, "--project", "page/site")).toMatchObject({ code: 0, output: "" });
});

it("the tests that the rows name pass", async () => {
  const tests = [
    "test/constructs/kubernetes/(viewers|notice|baseline).test.ts",
    "test/charts/schema.test.ts",
    "test/cli/commands/count.test.ts",
    "test/cli/terraform/edits",
    "test/model/bad-catalogs.test.ts",
    "test/page/family-page.test.ts",
  ];
  const { code, output } = await node(inPackages("jest/bin/jest.js"), ...tests);
  // All of what it prints is the reason.
  if (code !== 0) throw new Error(output);
  expect(output).toMatch(/Test Suites: 8 passed, 8 total/);
});

it("the catalog has no problems, and every stack is made with what was added", async () => {
  expect((await node("cli/sigma.js", "check")).output).toContain("no problems");
  const script = `
    const { loadFamily } = require("./model/load");
    const { synthesize } = require("./stacks/synthesize");
    synthesize({ family: loadFamily("catalog"), allowedActions: [], outputDirectory: "synthesized" });
    console.log(require("./sandbox/behavior-of").behaviorOf("helm_release").recomputed.join(" "));`;
  expect((await node("--require", "tsx/cjs", "--eval", script)).output).toBe("id metadata status\n");
  const stack = readFileSync(copy.path("synthesized/stacks/stg/cdk.tf.json"), "utf8");
  for (const added of ["sigma-quant-stg", '"viewers"', '"notice"', '\\"domain\\":']) expect(stack).toContain(added);
});

it("GitHub's own parser takes the reusable workflow", () => {
  const path = ".github/workflows/check-pages.yml";
  expect(findings(path, copy.read(path))).toEqual([]);
});
