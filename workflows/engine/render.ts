import { Document, isMap, isScalar, stringify, visit } from "yaml";
import { isCallingJob, isRunStep } from "./model";
import type { CallingJob, Concurrency, Input, Job, Permissions, Step, Triggers, Workflow, WorkflowReference } from "./model";

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value | undefined };

/**
 * The text of one workflow file; the only place where GitHub's spelling is known.
 * @param origin the first line: where the file comes from and what a person edits instead
 */
export function renderWorkflow(workflow: Workflow, origin: string): string {
  const document = new Document(plain(rendered(workflow)), { aliasDuplicateObjects: false });
  document.commentBefore = ` ${origin}\n ${workflow.summary}`;
  comment(document, workflow);
  inOneLine(document);
  if (Object.values(workflow.jobs).every(isCallingJob)) shorten(document, Object.keys(workflow.jobs));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function rendered(workflow: Workflow): Value {
  return {
    name: workflow.name,
    on: triggers(workflow.on),
    permissions: {},
    concurrency: workflow.concurrency && concurrency(workflow.concurrency),
    // Without it a missing program in the middle of a pipe would go unseen: only the named bash has pipefail.
    defaults: Object.values(workflow.jobs).every(isCallingJob) ? undefined : { run: { shell: "bash" } },
    jobs: mapped(workflow.jobs, (job) => (isCallingJob(job) ? callingJob(job) : ordinaryJob(job))),
  };
}

function triggers({ workflowCall, pullRequest, mergeGroup, push, workflowDispatch, schedule }: Triggers): Value {
  return {
    workflow_call: workflowCall && {
      inputs: filled(mapped(workflowCall.inputs, input)),
      secrets: filled(mapped(workflowCall.secrets, ({ description, required }) => ({ description, required }))),
      outputs: filled(mapped(workflowCall.outputs, ({ description, value }) => ({ description, value }))),
    },
    pull_request: pullRequest && { branches: pullRequest.branches, paths: pullRequest.paths },
    merge_group: mergeGroup && {},
    push: push && { branches: push.branches, tags: push.tags, paths: push.paths },
    workflow_dispatch: workflowDispatch && { inputs: filled(mapped(workflowDispatch.inputs, input)) },
    schedule: schedule?.map((cron) => ({ cron })),
  };
}

const input = ({ type, description, default: value }: Input): Value => ({
  type,
  description,
  required: value === undefined,
  default: value,
});

function callingJob(job: CallingJob): Value {
  return {
    needs: job.needs,
    if: job.if,
    permissions: permissions(job.permissions),
    concurrency: job.concurrency && concurrency(job.concurrency),
    uses: reference(job.uses),
    with: job.with,
    secrets: job.secrets,
  };
}

function ordinaryJob(job: Job): Value {
  return {
    name: job.name,
    needs: job.needs,
    if: job.if,
    "runs-on": job.runsOn,
    "timeout-minutes": job.timeoutMinutes,
    permissions: permissions(job.permissions),
    environment: job.environment && { ...job.environment },
    concurrency: job.concurrency && concurrency(job.concurrency),
    strategy: job.matrix && { "fail-fast": job.matrix.failFast, matrix: job.matrix.values },
    outputs: job.outputs,
    env: job.env,
    steps: job.steps.map(step),
  };
}

function step(value: Step): Value {
  const { name, id, if: condition, env, continueOnError } = value;
  const head = { name, id, if: condition, "continue-on-error": continueOnError };
  return isRunStep(value)
    ? { ...head, "working-directory": value.workingDirectory, env, run: value.run }
    : { ...head, uses: `${value.uses.name}@${value.uses.sha}`, env, with: value.with };
}

const permissions = (grants: Permissions): Value => mapped(grants, ({ level }) => level);

const concurrency = ({ group, cancelInProgress, queue }: Concurrency): Value => ({
  group,
  "cancel-in-progress": cancelInProgress,
  queue,
});

/** What `uses:` of a calling job says. */
export const reference = (uses: WorkflowReference): string =>
  "sibling" in uses ? `$/.github/workflows/${uses.sibling}.yml` : `${uses.repository}/.github/workflows/${uses.file}.yml@${uses.sha}`;

/** Beside each pin its version, beside each permission its reason. */
function comment(document: Document, workflow: Workflow): void {
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const grants = document.getIn(["jobs", id, "permissions"]);
    for (const [scope, grant] of Object.entries(job.permissions)) remark(isMap(grants) ? grants.get(scope, true) : undefined, grant.why);
    if (isCallingJob(job)) {
      if ("version" in job.uses) remark(document.getIn(["jobs", id, "uses"], true), job.uses.version);
      continue;
    }
    job.steps.forEach((each, index) => {
      if (!isRunStep(each)) remark(document.getIn(["jobs", id, "steps", index, "uses"], true), each.uses.version);
    });
  }
}

/** Lists of names on one line, as people write them. */
function inOneLine(document: Document): void {
  visit(document, {
    Seq(_, node) {
      if (node.items.every((item) => isScalar(item))) node.flow = true;
    },
  });
}

/** Columns that a map of a caller may take to stand on one line: what a product repository holds is to be seen at a glance. */
const ONE_LINE = 140;

function shorten(document: Document, jobs: readonly string[]): void {
  for (const id of jobs) {
    const grants = document.getIn(["jobs", id, "permissions"]);
    if (!isMap(grants)) throw new Error(`job ${id} grants nothing`);
    // A reason cannot stand in the middle of a line. Those of what may write stand at its end; reading explains itself, and the called workflow says it.
    const scalars = grants.items.map(({ value }) => value).filter((value) => isScalar(value));
    const reasons = scalars.filter(({ value }) => value === "write").map(({ comment: reason }) => reason?.trim());
    for (const scalar of scalars) scalar.comment = null;
    grants.comment = reasons.length > 0 ? ` ${reasons.join("; ")}` : null;
    for (const key of ["permissions", "with", "secrets", "concurrency"]) fold(document, document.getIn(["jobs", id, key]));
  }
  for (const key of ["on", "concurrency"]) fold(document, document.get(key));
}

/** On one line what fits there, else what fits of its parts. */
function fold(document: Document, node: unknown): void {
  if (!isMap(node)) return;
  if (stringify(node.toJS(document), { collectionStyle: "flow", lineWidth: 0 }).trim().length <= ONE_LINE) node.flow = true;
  else for (const { value } of node.items) fold(document, value);
}

function remark(node: unknown, text: string): void {
  if (!isScalar(node)) throw new Error(`no place for the comment "${text}"`);
  node.comment = ` ${text}`;
}

function mapped<T>(values: Readonly<Record<string, T>>, turn: (value: T) => Value): { readonly [key: string]: Value } {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, turn(value)]));
}

/** A key with an empty map is noise, except for permissions, where it says "none". */
const filled = (value: { readonly [key: string]: Value }): Value | undefined => (Object.keys(value).length > 0 ? value : undefined);

/** Without the keys that have no value. */
function plain(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === undefined ? [] : [[key, plain(child)]])));
}
