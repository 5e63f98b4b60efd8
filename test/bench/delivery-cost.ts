import { startsOnPullRequest } from "../../workflows/callers/required-checks";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { isCallingJob } from "../../workflows/engine/model";
import type { CallingJob, Job, Workflow } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { KINDS, shop } from "../workflows/acme-callers";
import type { Section } from "./report";

/** What a repository may hold of workflow, without comments and blank lines. */
const MOST_LINES = 40;

/**
 * What each kind of repository holds of workflow, and what one pull request costs at least: GitHub rounds every job up to a minute, so a job is a minute
 * whatever it does. How long a job takes on a hosted runner cannot be known here.
 */
export function deliveryCost(): Section {
  const kinds = KINDS.map((kind) => {
    const workflows = repositoryCallers(kind, shop);
    const texts = workflows.map((workflow) => renderWorkflow(workflow, "From the scaffold").split("\n"));
    const lines = texts.flat().filter((line) => !/^\s*(#|$)/.test(line)).length;
    return { kind, lines, jobs: workflows.flatMap(pullRequestJobs) };
  });
  return {
    title: "Workflow of a repository, and a pull request's jobs",
    head: ["kind", "lines", "jobs", "one after the other", "billed minutes, at least"],
    rows: kinds.map(({ kind, lines, jobs }) => [kind, lines, jobs.length, Math.max(...jobs.map((job) => job.depth)), jobs.length]),
    results: kinds.map(({ kind, lines }) => ({ what: kind, value: lines, unit: "lines" as const, limit: { most: MOST_LINES } })),
  };
}

interface RunningJob {
  readonly id: string;
  /** Its place in the longest row of jobs that wait for each other. */
  readonly depth: number;
}

/** The jobs that a pull request starts, those of the called workflows one by one. */
function pullRequestJobs({ on, jobs }: Workflow): readonly RunningJob[] {
  if (on.pullRequest === undefined) return [];
  return inOrder(jobs).reduce<readonly RunningJob[]>((before, [id, job]) => {
    if (!isCallingJob(job)) throw new Error(`job ${id} of a caller calls nothing`);
    if (!startsOnPullRequest(job)) return before;
    const waited = before.filter((each) => (job.needs ?? []).some((need) => each.id.startsWith(`${need} / `))).map(({ depth }) => depth);
    return [...before, ...calledJobs(id, job).map((each) => ({ ...each, depth: each.depth + Math.max(0, ...waited) }))];
  }, []);
}

function calledJobs(caller: string, { uses, with: values = {} }: CallingJob): readonly RunningJob[] {
  const workflow = "file" in uses ? shop.library.workflows[uses.file] : undefined;
  if (!workflow) throw new Error(`job ${caller} calls nothing of the library`);
  const inputs = Object.fromEntries(
    Object.entries(workflow.on.workflowCall?.inputs ?? {}).map(([name, input]) => [name, values[name] ?? input.default]),
  );
  const depths = new Map<string, number>();
  return inOrder(workflow.jobs).flatMap(([id, job]) => {
    if (isCallingJob(job)) throw new Error(`${workflow.id} calls another workflow in ${id}, which is not counted yet`);
    if (!startsOnPullRequest(job) || !isWanted(job, inputs)) return [];
    const depth = 1 + Math.max(0, ...(job.needs ?? []).map((need) => depths.get(need) ?? 0));
    depths.set(id, depth);
    return Array.from({ length: legs(job, inputs) }, () => ({ id: `${caller} / ${id}`, depth }));
  });
}

type Inputs = Readonly<Record<string, string | number | boolean | undefined>>;

/** A job that an input switches off. */
function isWanted({ if: condition }: Job, inputs: Inputs): boolean {
  const [, name] = /^inputs\.([a-z-]+) != ''$/.exec(condition ?? "") ?? [];
  return name === undefined || inputs[name] !== "";
}

/** One job for each value of a matrix, which an input holds as a JSON list. */
function legs({ matrix }: Job, inputs: Inputs): number {
  return Object.values(matrix?.values ?? {}).reduce<number>((product, values) => {
    if (typeof values !== "string") return product * values.length;
    const [, name = ""] = /^\$\{\{ fromJSON\(inputs\.([a-z-]+)\) \}\}$/.exec(values) ?? [];
    return product * (JSON.parse(String(inputs[name])) as readonly unknown[]).length;
  }, 1);
}

/** Jobs after those that they need. */
const inOrder = <T extends Job | CallingJob>(jobs: Readonly<Record<string, T>>): readonly (readonly [string, T])[] => {
  const depth = (id: string): number => 1 + Math.max(0, ...(jobs[id]?.needs ?? []).map(depth));
  return Object.entries(jobs).sort(([one], [other]) => depth(one) - depth(other));
};
