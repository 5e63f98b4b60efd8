import { actions } from "../actions";
import { planId, type InfraProps } from "./infra-plan";
import { read, write } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { inputsJob, planArtifact, planJob } from "./plan-job";
import { driftEnvironment } from "../../contract/stacks";
import { platformEnvironment, platformSecrets, platformSetup, type PlatformStack } from "./platform-job";
import { reusableWorkflow } from "../engine/reusable";
import { gate, HOSTED_RUNNER, resultJob } from "../engine/steps";

/**
 * Plans every stack, waits for the approvers of each, and applies exactly the plan that they saw. Terraform refuses it when the state has moved on
 * since; the digest says that it is the one of this run.
 */
export const infraApplyWorkflow = ({ stacks }: InfraProps): Workflow =>
  reusableWorkflow("infra-apply", {
    name: "Apply the platform",
    summary: "Plans every stack, then applies exactly those plans, one stack after the other, each behind its environment.",
    inputs: {
      "allow-delete": {
        type: "string",
        description:
          "What may be lost, by the names that the plan prints: addresses of what is deleted, edits that are a danger; separated by spaces, empty for none",
        default: "",
        pattern: "([A-Za-z0-9_./-]+( [A-Za-z0-9_./-]+)*)?",
      },
    },
    secrets: platformSecrets,
    jobs: {
      inputs: inputsJob,
      ...Object.fromEntries(stacks.map((stack) => [planId(stack), planJob(stack, driftEnvironment(stack.name))])),
      ...Object.fromEntries(stacks.map((stack, index) => [applyId(stack), applyJob(stack, stacks.slice(0, index))])),
      result: resultJob(["inputs", ...stacks.map(planId), ...stacks.map(applyId)], {}, HOSTED_RUNNER),
    },
  });

const applyId = (stack: PlatformStack): string => `apply-${stack.name}`;

const applyJob = (stack: PlatformStack, earlier: readonly PlatformStack[]): Job => ({
  name: `apply ${stack.name}`,
  needs: [planId(stack), ...earlier.map(applyId)],
  // A stack without changes asks no approver; a failed one ends the run before the next environment.
  if: `!cancelled() && !failure() && needs.${planId(stack)}.outputs.changes != '0'`,
  runsOn: stack.runner,
  timeoutMinutes: 60,
  permissions: {
    contents: read("check out"),
    "id-token": write(stack.hasCluster ? "be this job to the cluster and to the state" : "be this job to the state"),
  },
  environment: { name: stack.name },
  concurrency: { group: `apply-${stack.name}`, cancelInProgress: false, queue: "max" },
  steps: [
    ...platformSetup(stack),
    { name: "Fetch the plan", uses: actions.downloadArtifact, with: { name: planArtifact(stack), path: "planned" } },
    gate("Apply", "apply-stack", {
      STACK: stack.name,
      DIGEST: `\${{ needs.${planId(stack)}.outputs.digest }}`,
      ALLOW_DELETE: "${{ inputs.allow-delete }}",
      ...platformEnvironment(stack),
    }),
  ],
});
