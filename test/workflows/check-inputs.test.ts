import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { z } from "zod";
import { libraryWorkflows } from "../../workflows/library-workflows";
import { renderWorkflow } from "../../workflows/engine/render";
import { acme } from "./acme";

const emitted = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      steps: z
        .array(z.object({ name: z.string(), env: z.record(z.string(), z.string()).optional(), run: z.string().optional() }))
        .optional(),
    }),
  ),
});

/** Runs the first step of a workflow as emitted, with these inputs instead of GitHub's. */
function check(id: string, inputs: Readonly<Record<string, string>>): { code: number | null; output: string } {
  const workflow = libraryWorkflows(acme).find((each) => each.id === id);
  if (!workflow?.on.workflowCall) throw new Error(`${id} is not a reusable workflow`);
  const [job] = Object.values(emitted.parse(parse(renderWorkflow(workflow, "x"))).jobs);
  const step = job?.steps?.[0];
  if (step?.run === undefined) throw new Error(`${id} has no first step`);
  const values = Object.fromEntries(
    Object.entries(workflow.on.workflowCall.inputs).map(([name, input]) => [
      `INPUT_${name.toUpperCase().replaceAll("-", "_")}`,
      inputs[name] ?? String(input.default ?? ""),
    ]),
  );
  const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
    env: { PATH: process.env["PATH"], RULES: step.env?.["RULES"], ...values },
    encoding: "utf8",
  });
  return { code: status, output: stdout };
}

it("admits good inputs and the defaults of all others", () => {
  expect(check("build-python", { package: "shop_api", "python-versions": '["3.12","3.13"]' })).toEqual({ code: 0, output: "" });
  expect(check("build-node", {})).toEqual({ code: 0, output: "" });
  expect(check("docker-scan", { version: "1.2.3", platforms: "linux/amd64,linux/arm64" })).toEqual({ code: 0, output: "" });
});

it("names input, value and pattern", () => {
  expect(check("build-python", { package: "shop-api" })).toEqual({
    code: 1,
    output: "::error title=Input package::input package is shop-api; it must match ^([a-z_][a-z0-9_]*)$\n",
  });
});

it("reports all wrong inputs at once", () => {
  const { output } = check("build-python", { package: "", "coverage-minimum": "101", advisories: "maybe" });
  expect(
    output
      .trim()
      .split("\n")
      .map((line) => /^::error title=Input ([a-z-]+)::/.exec(line)?.[1]),
  ).toEqual(["package", "coverage-minimum", "advisories"]);
});

it.each([
  ["build-python", "package", "shop; rm -rf /"],
  ["build-python", "package", "shop\n::add-mask::x"],
  ["build-python", "migrations", "../other"],
  ["build-python", "migrations", "/etc"],
  ["build-python", "requirements", "-r"],
  ["build-python", "python-versions", "3.12"],
  ["build-python", "python-versions", '["2.7"]'],
  ["build-python", "licences", "MIT; GPL"],
  ["build-node", "node-version", "22.x"],
  ["build-node", "api-base-url", "javascript:alert(1)"],
  ["build-node", "site", "dist/../.."],
  ["docker-scan", "platforms", "windows/amd64"],
  ["docker-scan", "dockerfile", "$(id)"],
  ["docker-scan", "version", "`id`"],
])("%s refuses %s = %j on one line, whatever is in it", (id, name, value) => {
  const { code, output } = check(id, { package: "shop", version: "1.0.0", [name]: value });
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`^::error title=Input ${name}::input ${name} is .*; it must match \\^.*\\$\\n$`));
});
