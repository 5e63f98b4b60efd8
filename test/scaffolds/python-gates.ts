import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { emittedFiles } from "../../workflows/files";
import { acme } from "../workflows/acme";
import { virtualEnvironment } from "../virtual-environment";

const texts = z.record(z.string(), z.string());
const declared = z.record(z.string(), z.object({ default: z.union([z.string(), z.number(), z.boolean()]).default("") }));
const workflowCall = z.object({
  on: z.object({ workflow_call: z.object({ inputs: declared }) }),
  jobs: z.record(
    z.string(),
    z.object({ steps: z.array(z.object({ name: z.string(), env: texts.default({}), run: z.string().optional() })) }),
  ),
});
const caller = z.object({
  jobs: z.record(z.string(), z.object({ uses: z.string(), with: z.record(z.string(), z.unknown()).default({}) })),
});

export interface Gate {
  readonly name: string;
  readonly code: number;
  readonly output: string;
}

/** What `build-python` runs in a repository that holds a package and no migrations. */
export const LIBRARY_GATES = [
  "Check the inputs",
  "Install the dependencies",
  "Install",
  "Lint",
  "Types",
  "Bandit",
  "Licenses",
  "Advisories",
  "Version",
  "Tests",
  "Coverage",
];

/**
 * Runs the shell of a called workflow as the repository's own `delivery.yml` calls it, step after step, each for itself as on a runner.
 * Left out are the steps that use an action, and those of the jobs that are not named.
 * @param job the calling job: `build`
 * @param called the jobs that it leads to: `quality`
 * @param inputs those that the caller gives as an expression, by the value that it has
 */
export async function pythonGates(
  repository: string,
  job: string,
  called: readonly string[],
  inputs: Readonly<Record<string, string>> = {},
): Promise<readonly Gate[]> {
  const { uses, with: given } = workflow(readFileSync(join(repository, ".github/workflows/delivery.yml"), "utf8"), job);
  const { values, steps } = emitted(/([a-z-]+\.yml)@/.exec(uses)?.[1] ?? "", { ...given, ...inputs }, called);
  const temporary = mkdtempSync(join(tmpdir(), "runner-"));
  const files = Object.fromEntries(["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"].map((name) => [name, join(temporary, name)]));
  for (const file of Object.values(files)) writeFileSync(file, "");
  const environment = {
    ...process.env,
    ...files,
    CI: "true",
    RUNNER_TEMP: temporary,
    PATH: [join(virtualEnvironment(join(repository, "requirements-dev.txt")), "bin"), process.env["PATH"]].join(delimiter),
  };
  const gates: Gate[] = [];
  for (const { name, env, run } of steps) {
    const evaluated = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, evaluate(value, values)]));
    // The only condition that says something else than "the installation succeeded".
    if (evaluated["CONTRACT_TESTS"] === "" && name === "Contract tests") continue;
    gates.push({ name, ...(await bash(run, repository, { ...environment, ...handedOn(files["GITHUB_ENV"] ?? ""), ...evaluated })) });
    if (name.startsWith("Install") && gates.at(-1)?.code !== 0) break;
  }
  return gates;
}

/** Names of those that failed. */
export const failed = (gates: readonly Gate[]): readonly string[] => gates.filter(({ code }) => code !== 0).map(({ name }) => name);

/** What one of them printed. */
export function said(gates: readonly Gate[], name: string): string {
  const gate = gates.find((each) => each.name === name);
  if (!gate) throw new Error(`no gate "${name}" ran; there is ${gates.map((each) => each.name).join(", ")}`);
  return gate.output;
}

/** Without the network nobody knows of advisories: no failure, and not to be passed over in silence. */
export function tellWhetherAudited(gates: readonly Gate[]): void {
  if (said(gates, "Advisories").includes("could not be checked")) console.log("no answer from the advisory database");
}

function workflow(text: string, job: string) {
  const found = caller.parse(parse(text)).jobs[job];
  if (!found) throw new Error(`delivery.yml has no job ${job}`);
  return found;
}

function emitted(file: string, given: Readonly<Record<string, unknown>>, jobs: readonly string[]) {
  // The family's own packages are in no index yet, and none of them is needed.
  const text = emittedFiles({ ...acme, pythonIndex: "https://pypi.org/simple" }).get(`.github/workflows/${file}`);
  if (text === undefined) throw new Error(`no workflow ${file} is emitted`);
  const definition = workflowCall.parse(parse(text));
  const values = new Map([
    ["secrets.INDEX_TOKEN", ""],
    // A push: there is no branch that the change goes to.
    ["github.base_ref || github.event.merge_group.base_ref", ""],
  ]);
  for (const [name, input] of Object.entries(definition.on.workflow_call.inputs)) values.set(`inputs.${name}`, String(input.default));
  for (const [name, value] of Object.entries(given)) values.set(`inputs.${name}`, String(value));
  const steps = jobs
    .flatMap((name) => definition.jobs[name]?.steps ?? [])
    .flatMap(({ run, ...step }) => (run === undefined ? [] : [{ ...step, run }]));
  // Each job installs the same again.
  return { values, steps: steps.filter(({ name }, index) => steps.findIndex((other) => other.name === name) === index) };
}

/** What earlier steps left for later ones, as `NAME=value` lines. */
const handedOn = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...readFileSync(file, "utf8").matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));

const evaluate = (value: string, values: ReadonlyMap<string, string>): string =>
  value.replace(/\$\{\{\s*(.*?)\s*\}\}/gs, (_, expression: string) => {
    const known = values.get(expression);
    if (known === undefined) throw new Error(`no value for the expression ${expression}`);
    return known;
  });

/** As GitHub runs `shell: bash`. */
function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}
