import { isCallingJob, isRunStep } from "./model";
import type { Job, Workflow } from "./model";

/** An expression that a shell would execute, or a variable that changes what a program runs. */
export interface ExpressionFinding {
  readonly workflow: string;
  readonly job: string;
  readonly step: string;
  readonly message: string;
}

/** Variables that decide what a later program runs. */
const OBEYED =
  /^(PATH|BASH_ENV|ENV|LD_[A-Z_]+|NODE_OPTIONS|PYTHON(PATH|STARTUP|HOME)|GIT_[A-Z_]+|PERL5OPT|RUBYOPT|IFS|PS4|PROMPT_COMMAND)$/;

/** Contexts whose values nobody outside the repository can write. */
const OURS = /^(github\.(sha|run_id|run_attempt|server_url|repository|repository_owner|workspace|event_name|token)|runner\.|job\.)/;

/**
 * GitHub puts the value of `${{ … }}` into the text before a shell reads it, so a value with a quote in it becomes a command.
 * Values therefore reach a shell through `env:` alone, and never under a name that programs obey. Pure; reports every problem.
 */
export const checkExpressions = (workflow: Workflow): readonly ExpressionFinding[] =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => (isCallingJob(job) ? [] : inJob(workflow.id, id, job)));

const inJob = (workflow: string, id: string, job: Job): ExpressionFinding[] => [
  ...obeyed(job.env).map((message) => ({ workflow, job: id, step: "(env)", message })),
  ...job.steps.flatMap((step) => {
    const messages = [
      ...obeyed(step.env),
      ...(isRunStep(step)
        ? [
            ...expressions(step.run).map((text) => `run holds \${{ ${text} }}: pass it through env`),
            ...expressions(step.workingDirectory ?? "").map((text) => `working-directory holds \${{ ${text} }}`),
          ]
        : script(step.with)),
    ];
    return messages.map((message) => ({ workflow, job: id, step: step.name, message }));
  }),
];

/** `with.script` of github-script and `with.entrypoint`/`args` of containers are shells by another name. */
const script = (values: Readonly<Record<string, string | number | boolean>> = {}): string[] =>
  ["script", "entrypoint", "args", "run"].flatMap((key) =>
    expressions(String(values[key] ?? "")).map((text) => `with.${key} holds \${{ ${text} }}`),
  );

const obeyed = (env: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(env).flatMap(([name, value]) => {
    const foreign = expressions(value).filter((text) => !OURS.test(text));
    return OBEYED.test(name) && foreign.length > 0
      ? [`env ${name} is obeyed by programs and comes from \${{ ${foreign.join(" }}, ${{ ")} }}`]
      : [];
  });

const expressions = (text: string): string[] => [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inner = ""]) => inner.trim());
