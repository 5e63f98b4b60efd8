import { isCallingJob } from "../engine/model";
import type { CallingJob, Job, Workflow } from "../engine/model";

/** A job that no pull request starts names its event. */
const NEVER_ON_PULL_REQUESTS = /github\.event_name == '(?!pull_request)/;

/** Whether a pull request starts the job, as far as the event decides. */
export const startsOnPullRequest = ({ if: condition }: Job | CallingJob): boolean => !NEVER_ON_PULL_REQUESTS.test(condition ?? "");

/** Jobs covered by one that always runs and fails when they fail: branch protection requires only that one. */
const answeredFor = ({ jobs }: Workflow): readonly string[] =>
  Object.values(jobs).flatMap(({ if: condition, needs = [] }) => (condition === "always()" ? needs : []));

/**
 * Names of the checks that a pull request gets from these workflows, as branch protection must demand them: `<job> / result` for a job that calls
 * a workflow of the library, whose jobs all end in `result`, so the names do not change with a matrix.
 */
export const requiredChecks = (workflows: readonly Workflow[]): readonly string[] =>
  workflows
    .filter(({ on }) => on.pullRequest !== undefined)
    .flatMap((workflow) => Object.entries(workflow.jobs).filter(([id]) => !answeredFor(workflow).includes(id)))
    .filter(([, job]) => startsOnPullRequest(job))
    .map(([id, job]) => (isCallingJob(job) ? `${id} / result` : job.name));
