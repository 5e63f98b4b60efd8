import { isCallingJob } from "./model";
import type { CallingJob, Input, Job, Output, RunStep, Secret, Workflow } from "./model";
import { shell } from "./shell";

export interface ReusableWorkflowProps {
  /** As GitHub shows it. */
  readonly name: string;
  readonly summary: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly secrets?: Readonly<Record<string, Secret>>;
  readonly outputs?: Readonly<Record<string, Output>>;
  readonly jobs: Readonly<Record<string, Job | CallingJob>>;
}

/** A workflow that others call. Every job that waits for no other one checks the inputs before it does anything else. */
export function reusableWorkflow(id: string, { inputs, secrets = {}, outputs = {}, jobs, ...rest }: ReusableWorkflowProps): Workflow {
  return {
    id,
    ...rest,
    on: { workflowCall: { inputs, secrets, outputs } },
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([key, job]) => {
        if ((job.needs ?? []).length > 0) return [key, job];
        if (isCallingJob(job))
          throw new Error(`${id}: job "${key}" calls a workflow before any job has checked the inputs; let it need one`);
        return [key, { ...job, steps: [checkInputs(inputs), ...job.steps] }];
      }),
    ),
  };
}

function checkInputs(inputs: Readonly<Record<string, Input>>): RunStep {
  const names = Object.keys(inputs);
  return {
    name: "Check the inputs",
    env: {
      RULES: Object.entries(inputs)
        .map(([name, { pattern }]) => `${name} ${pattern}\n`)
        .join(""),
      ...Object.fromEntries(names.map((name) => [`INPUT_${name.toUpperCase().replaceAll("-", "_")}`, `\${{ inputs.${name} }}`])),
    },
    run: shell("check-inputs"),
  };
}
