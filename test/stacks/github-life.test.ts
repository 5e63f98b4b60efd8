import { tmpdir } from "node:os";
import { Testing } from "cdktf";
import { GithubStack } from "../../stacks/github-stack";
import { Rehearsal } from "../sandbox/rehearsal";
import { synthStack } from "../synth";
import { editedAcme, type Edit } from "./edited-acme";

/** The stack's life with the real terraform and the stand-in provider. Each step starts from the one before. */
jest.setTimeout(120_000);
const rehearsal = new Rehearsal();

afterAll(() => {
  rehearsal.remove();
});

function configure(...edits: readonly Edit[]): void {
  const stack = new GithubStack(Testing.app({ outdir: tmpdir() }), "github", {
    family: editedAcme(...edits),
    allowedActions: ["actions/checkout@*"],
    imports: {},
  });
  const { resource, ...more } = synthStack(stack).json;
  rehearsal.configure(resource!, more);
}

const linesOf = (output: string, pattern: RegExp) => output.split("\n").filter((line) => pattern.test(line));

const ACTIVE: Edit = ["repositories.yaml", "summary: Retired, state: archived", "summary: Retired"];

it("is applied to an organization that is already there, and then has no changes", async () => {
  configure(ACTIVE);
  const applied = await rehearsal.terraform("apply");
  expect(applied.output).toMatch(/Apply complete! Resources: 1 imported, \d+ added, 1 changed, 0 destroyed/);
  expect(await rehearsal.plan()).toMatchObject({ code: 0 });
});

it("hands texts over as they are written", () => {
  expect(rehearsal.world()).toContain("Acme Shop, API: Sells ${things} and %{more}");
});

it("changes one repository when one entry is edited", async () => {
  configure(ACTIVE, ["repositories.yaml", "summary: Shared server code", "summary: Code for servers"]);
  const { output } = await rehearsal.plan();
  expect(output).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
  expect(linesOf(output, /will be updated/)).toEqual([expect.stringContaining("github_repository.repositories_acme-base_repository_")]);
});

it("archives a repository last, when everything of it that needs a writable one is gone", async () => {
  configure();
  const { code, output } = await rehearsal.terraform("apply");
  expect(code).toBe(0);
  const done = linesOf(output, /(Destruction|Modifications) complete/);
  expect(done.length).toBeGreaterThan(5);
  expect(done.at(-1)).toMatch(/^github_repository\.repositories_acme-old_.*Modifications complete/);
  expect(await rehearsal.plan()).toMatchObject({ code: 0 });
});

it("plans no change of an archived repository that GitHub would refuse", async () => {
  configure(["repositories.yaml", "summary: Retired, ", "summary: Really retired, "]);
  expect(await rehearsal.plan()).toMatchObject({ code: 0 });
});

it("takes a repository and its settings out of the archive", async () => {
  configure(ACTIVE);
  expect(await rehearsal.terraform("apply")).toMatchObject({ code: 0 });
  expect(await rehearsal.plan()).toMatchObject({ code: 0 });
});

it("changes nothing but approvals when an approver is taken away", async () => {
  configure(ACTIVE, ["environments.yaml", "approvers: [base, release]", "approvers: [base]"]);
  const { output } = await rehearsal.plan();
  expect(linesOf(output, /# .* will be updated/)).not.toEqual([]);
  for (const line of linesOf(output, /# .* will be updated/)) expect(line).toContain("github_repository_environment.");
  for (const line of linesOf(output, /# .* will be destroyed/)) expect(line).toContain("github_team_repository.");
});
