import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma plan` as a person reads it, against the stand-in providers. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

/** Terraform, but for one command in one stack. */
function terraformBut(stack: string, command: string, does: string): Readonly<Record<string, string>> {
  const real = execFileSync("sh", ["-c", "command -v terraform"], { encoding: "utf8" }).trim();
  work.write("bin/terraform", `#!/bin/sh\ncase "$PWD $1" in */${stack}\\ ${command}) ${does};; esac\nexec ${real} "$@"\n`);
  chmodSync(work.path("bin/terraform"), 0o755);
  return { TERRAFORM_BINARY_NAME: work.path("bin/terraform") };
}

it("plans the other stacks when one cannot be initialized, and tells both", async () => {
  const environment = terraformBut("github", "init", `echo "Error: the bucket is not there" >&2; exit 1`);
  const { code, stdout, stderr, output } = await work.sigma(["sandbox", "sigma", "plan"], { environment });
  expect(code).toBe(1);
  expect(stdout).toMatch(/│ trial +│ \d+/);
  expect(stdout).toMatch(/│ live +│ \d+/);
  expect(stdout).not.toMatch(/│ github/);
  expect(stderr).toContain("sigma: github: Terraform failed\nError: the bucket is not there\n");
  expect(output).not.toMatch(STACK_TRACE);
});

it("begins nothing more when somebody presses Ctrl-C while a stack is initialized", async () => {
  const environment = terraformBut("github", "init", `sleep 1; kill -INT $PPID; sleep 1; exit 1`);
  const { code, stdout, stderr } = await work.sigma(["sandbox", "sigma", "plan"], { environment });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/sigma: github: interrupted; .* Go on: npx sigma sandbox sigma plan github\n$/);
});

it("lists a first plan up to 40 lines, and says how many more there are and how to see them all", async () => {
  const { stdout } = await work.rehearse(["plan", "live"]);
  expect(stdout.match(/^live: \+ /gm)).toHaveLength(40);
  expect(stdout).toMatch(/^live: and \d+ more; all of them: npx sigma sandbox sigma terraform live show plan$/m);
});
