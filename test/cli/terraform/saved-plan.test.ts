import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasSavedPlan, planStack, type Stack } from "../../../cli/terraform/planned-stack";
import { loadFamily } from "../../../model/load";
import { ACME } from "../workplace";

/** A plan brings its own backend along: applied from another stack's folder it would change the stack that it was made for. */
const home = mkdtempSync(join(tmpdir(), "saved-plan-"));
const before = process.env["TERRAFORM_BINARY_NAME"];

/** A Terraform that saves a plan of its folder and shows nothing in it. */
const PROGRAM = `#!/usr/bin/env bash
echo "$1" >>"${home}/calls"
if [[ $1 == plan ]]; then echo "a plan of $PWD" >plan; else echo '{}'; fi
`;

const stack = (name: string): Stack => ({ name, directory: join(home, name) });
const copy = (file: string, from: string, to: string): void => {
  cpSync(join(home, from, file), join(home, to, file));
};

beforeEach(async () => {
  writeFileSync(join(home, "terraform"), PROGRAM);
  chmodSync(join(home, "terraform"), 0o755);
  process.env["TERRAFORM_BINARY_NAME"] = join(home, "terraform");
  for (const name of ["trial", "live"]) {
    mkdirSync(join(home, name), { recursive: true });
    writeFileSync(join(home, name, "cdk.tf.json"), JSON.stringify({ stack: name }));
    await planStack(loadFamily(ACME), stack(name));
  }
  writeFileSync(join(home, "calls"), "");
});
afterEach(() => {
  // Whatever was refused, Terraform did not see it.
  expect(readFileSync(join(home, "calls"), "utf8")).toBe("");
});
afterAll(() => {
  if (before === undefined) delete process.env["TERRAFORM_BINARY_NAME"];
  else process.env["TERRAFORM_BINARY_NAME"] = before;
  rmSync(home, { recursive: true });
});

it("is there after a plan, and not before", () => {
  expect(hasSavedPlan(stack("live"))).toBe(true);
  expect(hasSavedPlan(stack("github"))).toBe(false);
});

it.each([
  ["the plan of another stack", ["plan"]],
  ["the plan of another stack with what binds it", ["plan", "plan.sha256"]],
  ["everything of another stack", ["plan", "plan.sha256", "cdk.tf.json"]],
])("refuses %s before Terraform sees it", (_, files) => {
  for (const file of files) copy(file, "live", "trial");
  expect(() => hasSavedPlan(stack("trial"))).toThrow(
    `${join(home, "trial/plan")} is not the plan that was saved for trial: it is another stack's, or something else wrote it; nothing was applied. Run npx sigma plan trial and review it`,
  );
});

it("refuses a plan that something else wrote since", () => {
  writeFileSync(join(home, "live/plan"), "another plan");
  expect(() => hasSavedPlan(stack("live"))).toThrow(/is not the plan that was saved for live/);
});

it("refuses a plan whose configuration changed since", () => {
  writeFileSync(join(home, "live/cdk.tf.json"), "{}");
  expect(() => hasSavedPlan(stack("live"))).toThrow(/the saved plan of live is stale: the catalog or a chart changed since/);
});
