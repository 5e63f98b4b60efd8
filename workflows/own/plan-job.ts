import { actions } from "../actions";
import { read, write } from "../engine/model";
import type { Job } from "../engine/model";
import { platformEnvironment, platformSetup, type PlatformStack } from "./platform-job";
import { gate, HOSTED_RUNNER } from "../engine/steps";

/** Name of the artifact with the plan of a stack. */
export const planArtifact = (stack: PlatformStack): string => `plan-${stack.name}`;

/** Plans one stack with the read-only identity of the environment, and keeps the plan file and its report. */
export const planJob = (stack: PlatformStack, environment: string): Job => ({
  name: `plan ${stack.name}`,
  needs: ["inputs"],
  runsOn: stack.runner,
  timeoutMinutes: 30,
  permissions: {
    contents: read("check out"),
    "id-token": write(stack.hasCluster ? "be this job to the cluster and to the state" : "be this job to the state"),
  },
  environment: { name: environment },
  outputs: { changes: "${{ steps.plan.outputs.changes }}", digest: "${{ steps.plan.outputs.digest }}" },
  steps: [
    ...platformSetup(stack),
    {
      ...gate("Plan", "plan-stack", {
        STACK: stack.name,
        // The lock is an object beside the state: who may take it may also take away the lock of an apply that runs. A plan needs none, because
        // Terraform refuses to apply a plan whose state has moved on.
        TF_CLI_ARGS_plan: "-lock=false",
        ...platformEnvironment(stack),
      }),
      id: "plan",
    },
    {
      name: "Keep the plan",
      uses: actions.uploadArtifact,
      with: { name: planArtifact(stack), path: "planned", "if-no-files-found": "error", "retention-days": 30, overwrite: true },
    },
  ],
});

/** Checks the inputs once, before any identity is asked for. */
export const inputsJob: Job = {
  name: "inputs",
  runsOn: HOSTED_RUNNER,
  timeoutMinutes: 5,
  permissions: {},
  steps: [],
};
