import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProjectCopy } from "../cli/project-copy";
import { ROOT } from "../cli/workplace";
import type { Edit } from "../model/copy-acme";
import { KIND_DESCRIPTOR, KIND_FILES, KIND_IN_CATALOG, KIND_WORKFLOWS } from "./mobile-app";

/** What CONTRIBUTING.md says of a new kind of repositories, done in a copy of the project: whatever knows kinds knows this one. */
const copy = new ProjectCopy();
const beside = mkdtempSync(join(tmpdir(), "born-"));
const born = join(beside, "born");
afterAll(() => {
  copy.remove();
  rmSync(beside, { recursive: true });
});

function edit(edits: readonly Edit[]): void {
  for (const [file, from, to] of edits) copy.edit(file, from, to);
}
const sigma = (...args: readonly string[]) => copy.run(process.execPath, [copy.path("cli/sigma.js"), ...args]);

/** The file that has to name every kind, and what it imports, as the compiler sees them. */
function compile() {
  const project = { extends: "./tsconfig.json", files: ["workflows/callers/repository-callers.ts"], include: [] };
  copy.write("tsconfig.callers.json", JSON.stringify(project));
  return copy.run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.callers.json"]);
}

beforeAll(() => {
  copy.restoreCatalog();
  edit(KIND_IN_CATALOG);
  copy.edit(
    "catalog/repositories.yaml",
    "repositories:\n",
    "repositories:\n  acme-pocket: { kind: mobile-app, owner: sales, summary: The shop in a pocket }\n",
  );
});

// Each step needs the one before.
it("as data alone it is refused, and the refusal says which files it needs", async () => {
  const { code, output } = await sigma("check");
  expect(code).toBe(1);
  expect(output).toMatch(/^catalog\/repositories\.yaml:\d+:\d+ kinds\.mobile-app: the kind "mobile-app" has no descriptor/);
  for (const file of ["contract/kinds.ts", "workflows/callers/repository-callers.ts", "scaffolds/mobile-app/files/"])
    expect(output).toContain(file);
  expect(output).toMatch(/\n1 problem\n$/);
});

it("with a descriptor it does not compile before it has workflows", async () => {
  edit(KIND_DESCRIPTOR);
  const { code, output } = await compile();
  expect(code).not.toBe(0);
  expect(output).toContain(`Property '"mobile-app"' is missing`);
});

it("with workflows it compiles, and only its files are missing", async () => {
  edit(KIND_WORKFLOWS);
  expect((await compile()).output).toBe("");
  expect((await sigma("check")).output).toContain("no problems");
  const { code, output } = await sigma("scaffold", "--all", "--out", born);
  expect(code).toBe(1);
  expect(output).toContain('no scaffold for the kind "mobile-app"; write scaffolds/mobile-app/files/');
  expect(existsSync(born)).toBe(false);
});

it("with files its repositories are born, with its workflows", async () => {
  for (const [file, text] of Object.entries(KIND_FILES)) copy.write(file, text);
  const { code, output } = await sigma("scaffold", "--all", "--out", born);
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("born/acme-pocket: ") as string });
  expect(readFileSync(join(born, "acme-pocket/README.md"), "utf8")).toBe("# acme-pocket\n\nThe shop in a pocket\n");
  expect(readFileSync(join(born, "acme-pocket/.github/workflows/delivery.yml"), "utf8")).toContain(
    "uses: acme-corp/acme-infra/.github/workflows/build-node.yml@",
  );
});

it("its repositories are protected by the checks of its workflows, and have its environments", async () => {
  const script = `
    const { loadFamily } = require("./model/load");
    const { synthesize } = require("./stacks/synthesize");
    synthesize({ family: loadFamily("catalog"), allowedActions: [], outputDirectory: "synthesized" });`;
  expect((await copy.run(process.execPath, ["--require", "tsx/cjs", "--eval", script])).output).toBe("");
  const { resource } = JSON.parse(readFileSync(copy.path("synthesized/stacks/github/cdk.tf.json"), "utf8")) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };
  const of = (type: string, key: string) =>
    Object.entries(resource[type] ?? {}).flatMap(([id, each]) => (id.includes("acme-pocket") ? [each[key]] : []));
  expect(JSON.stringify(of("github_repository_ruleset", "rules"))).toContain('"context":"test / result"');
  expect(of("github_repository_environment", "environment")).toEqual(["release"]);
  expect(of("github_repository_topics", "topics").concat(of("github_repository", "topics")).flat()).toContain("mobile");
});
