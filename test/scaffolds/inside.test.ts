import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "../../model/family";
import { callersLibrary, renderRepository } from "../../scaffolding/render";
import { writeRendered } from "../../scaffolding/write";
import { commit, git } from "../delivery/act";
import { editedAcme } from "../stacks/edited-acme";
import { failed, pythonGates } from "./python-gates";

/** The decision points of a family: a library that lives inside another one. The holder passes its own gates with both. */
function born(family: Family, name: string): string {
  const directory = join(mkdtempSync(join(tmpdir(), "inside-")), name);
  writeRendered(renderRepository(family, name, callersLibrary(family, "0".repeat(40))), directory);
  git(directory, "init", "--quiet", "--initial-branch", "main");
  commit(directory, "Be born");
  return directory;
}

it("passes the gates of a library that holds the platform library", async () => {
  const family = editedAcme(
    ["repositories.yaml", "imports: [acme_base],", "imports: [acme_base], inside: acme-helpers,"],
    ["repositories.yaml", "imports: [acme_helpers], inside: acme-base", "imports: [acme_helpers]"],
    ["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""],
  );
  const gates = await pythonGates(born(family, "acme-helpers"), "build", ["quality", "test"]);
  expect(gates.map(({ name }) => name)).toEqual(expect.arrayContaining(["Lint", "Types", "Bandit", "Licenses", "Tests", "Contract tests"]));
  expect(failed(gates)).toEqual([]);
});

it("passes the gates of an API that holds packs, and theirs", async () => {
  const family = editedAcme(["repositories.yaml", "summary: Content, state: planned }", "summary: Content, inside: acme-shop-api }"]);
  const repository = born(family, "acme-shop-api");
  expect(failed(await pythonGates(repository, "build", ["quality"]))).toEqual([]);
  const validated = await pythonGates(repository, "validate", ["validate"]);
  expect(validated.map(({ name }) => name)).toContain("Schemas and policies");
  expect(failed(validated)).toEqual([]);
});
