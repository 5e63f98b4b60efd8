import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const variables = z.record(z.string(), z.string());
const workflow = z.object({
  jobs: z.record(
    z.string(),
    z.object({
      env: variables.optional(),
      // A job that calls another workflow has none.
      steps: z
        .array(
          z.object({
            name: z.string(),
            env: variables.optional(),
            run: z.string().optional(),
            uses: z.string().optional(),
            with: z.record(z.string(), z.unknown()).optional(),
          }),
        )
        .optional(),
    }),
  ),
});

export interface JobRun {
  readonly code: number;
  /** Names of the steps that ran; the last one failed when `code` is not 0. */
  readonly steps: readonly string[];
  readonly output: string;
  readonly summary: string;
  /** RUNNER_TEMP of the run. */
  readonly directory: string;
  /** What the steps wrote to GITHUB_OUTPUT, as lines. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface JobContext {
  /** Text of the emitted workflow. */
  readonly text: string;
  readonly job: string;
  readonly cwd: string;
  /** Values of expressions, by their text: `inputs.service`. An expression without one is an error, not an empty text. */
  readonly expressions: Readonly<Record<string, string>>;
  /** What a runner sets. */
  readonly environment: NodeJS.ProcessEnv;
  /** What a step does that uses an action, by the action's name; it gets its inputs. */
  readonly actions?: Readonly<Record<string, (inputs: Readonly<Record<string, string>>) => void>>;
}

/** Runs the shell of one emitted job, step after step as a runner does, up to the first failure. A step whose action is not in `actions` is left out. */
export async function runJob({ text, job, cwd, expressions, environment, actions = {} }: JobContext): Promise<JobRun> {
  const definition = workflow.parse(parse(text)).jobs[job];
  if (!definition?.steps) throw new Error(`no job ${job} with steps of its own`);
  const directory = mkdtempSync(join(tmpdir(), "job-"));
  const file = (name: string): string => {
    writeFileSync(join(directory, name), "");
    return join(directory, name);
  };
  const files = { GITHUB_ENV: file("env"), GITHUB_OUTPUT: file("output"), GITHUB_STEP_SUMMARY: file("summary") };
  const evaluated = (env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluate(value, expressions)]));
  const steps: string[] = [];
  let output = "";
  let code = 0;
  for (const step of definition.steps) {
    if (step.run === undefined) {
      const act = actions[step.uses?.split("@")[0] ?? ""];
      act?.(Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluate(String(value), expressions)])));
      continue;
    }
    steps.push(step.name);
    const env = {
      ...environment,
      RUNNER_TEMP: directory,
      ...files,
      ...evaluated(definition.env),
      ...lines(files.GITHUB_ENV),
      ...evaluated(step.env),
    };
    const result = await bash(step.run, cwd, env);
    output += `--- ${step.name}\n${result.output}`;
    code = result.code;
    if (code !== 0) break;
  }
  return { code, steps, output, directory, summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"), outputs: lines(files.GITHUB_OUTPUT) };
}

const evaluate = (value: string, expressions: Readonly<Record<string, string>>): string =>
  value.replace(/\$\{\{\s*(.*?)\s*\}\}/gs, (_, expression: string) => {
    const known = expressions[expression];
    if (known === undefined) throw new Error(`no value for the expression ${expression}`);
    return known;
  });

/** `NAME=value` lines, the form that the workflows write. */
const lines = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

/** As GitHub runs `shell: bash`. */
function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const file = join(mkdtempSync(join(tmpdir(), "step-")), "step.sh");
    writeFileSync(file, script);
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", file], { cwd, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.on("error", reject).on("close", (code) => {
      resolve({ code: code ?? -1, output });
    });
  });
}
