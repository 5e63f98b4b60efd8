import type { Action } from "../actions";

/** Scopes of the job's token that the library uses. https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#permissions */
export type Scope =
  "actions" | "attestations" | "checks" | "contents" | "deployments" | "id-token" | "issues" | "packages" | "pull-requests";

/** One permission with its reason, which is written beside it. */
export interface Grant {
  readonly level: "read" | "write";
  readonly why: string;
}

/** Everything that a job's token may do, and nothing else. */
export type Permissions = Readonly<Partial<Record<Scope, Grant>>>;

export const read = (why: string): Grant => ({ level: "read", why });
export const write = (why: string): Grant => ({ level: "write", why });

/** An input of a reusable workflow. Each has a pattern, so that the first step can refuse a wrong value. */
export interface Input {
  readonly type: "string" | "number" | "boolean";
  readonly description: string;
  /** @default - none: the caller must give it */
  readonly default?: string | number | boolean;
  /** POSIX extended regular expression for the whole value, as GitHub passes it to a shell. */
  readonly pattern: string;
}

export interface Secret {
  readonly description: string;
  readonly required: boolean;
}

export interface Output {
  readonly description: string;
  /** An expression over `jobs`. */
  readonly value: string;
}

interface AnyStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  /** Values reach the shell only through these variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly continueOnError?: boolean;
}

/** A step that runs shell text; the text holds no expression (checked). */
export interface RunStep extends AnyStep {
  readonly run: string;
  readonly workingDirectory?: string;
}

export interface UsesStep extends AnyStep {
  readonly uses: Action;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export type Step = RunStep | UsesStep;

/** A queue of runs of which one is active. `max` keeps all waiting runs, `single` only the newest. */
export interface Concurrency {
  readonly group: string;
  readonly cancelInProgress: boolean;
  /** Only without cancelling. https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
  readonly queue?: "max" | "single";
}

interface AnyJob {
  readonly needs?: readonly string[];
  readonly if?: string;
  /** Required: a job without it would inherit the organization's default. */
  readonly permissions: Permissions;
  readonly concurrency?: Concurrency;
}

export interface Job extends AnyJob {
  readonly name: string;
  readonly runsOn: string;
  readonly timeoutMinutes: number;
  readonly environment?: { readonly name: string; readonly url?: string };
  /** Each value a list, or an expression that gives one. */
  readonly matrix?: { readonly failFast: boolean; readonly values: Readonly<Record<string, string | readonly string[]>> };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** A reusable workflow at one commit, or a sibling in the same repository at the same commit. */
export type WorkflowReference =
  { readonly repository: string; readonly file: string; readonly sha: string; readonly version: string } | { readonly sibling: string };

/** A job that calls a reusable workflow; GitHub shows its id as its name. GitHub admits no `environment`, `runs-on`, `timeout-minutes` or `env` here. */
export interface CallingJob extends AnyJob {
  readonly uses: WorkflowReference;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface Triggers {
  readonly workflowCall?: {
    readonly inputs: Readonly<Record<string, Input>>;
    readonly secrets: Readonly<Record<string, Secret>>;
    readonly outputs: Readonly<Record<string, Output>>;
  };
  readonly pullRequest?: { readonly branches?: readonly string[]; readonly paths?: readonly string[] };
  readonly mergeGroup?: true;
  readonly push?: { readonly branches?: readonly string[]; readonly tags?: readonly string[]; readonly paths?: readonly string[] };
  readonly workflowDispatch?: { readonly inputs: Readonly<Record<string, Input>> };
  /** Cron lines, UTC. */
  readonly schedule?: readonly string[];
}

export interface Workflow {
  /** File name without `.yml`. */
  readonly id: string;
  /** As GitHub shows it. */
  readonly name: string;
  /** One paragraph for the file's header and the documentation. */
  readonly summary: string;
  readonly on: Triggers;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job | CallingJob>>;
}

export const isCallingJob = (job: Job | CallingJob): job is CallingJob => "uses" in job;
export const isRunStep = (step: Step): step is RunStep => "run" in step;
