import { actions } from "../actions";
import { write } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { inputsJob, planJob } from "./plan-job";
import { planEnvironment } from "../../contract/stacks";
import { platformSecrets, type PlatformStack } from "./platform-job";
import { reusableWorkflow } from "../engine/reusable";
import { gate, HOSTED_RUNNER, resultJob } from "../engine/steps";

export interface InfraProps {
  readonly stacks: readonly PlatformStack[];
}

export const planId = (stack: PlatformStack): string => `plan-${stack.name}`;

/** The plan of every stack for a pull request: in the summary of its job, and in one comment that is kept up to date. */
export const infraPlanWorkflow = ({ stacks }: InfraProps): Workflow =>
  reusableWorkflow("infra-plan", {
    name: "Plan the platform",
    summary: "Plans every stack as an identity that can only read, and comments the plans on the pull request.",
    inputs: {},
    secrets: platformSecrets,
    jobs: {
      inputs: inputsJob,
      ...Object.fromEntries(stacks.map((stack) => [planId(stack), planJob(stack, planEnvironment(stack.name))])),
      comment: comment(stacks),
      result: resultJob(["inputs", ...stacks.map(planId), "comment"], {}, HOSTED_RUNNER),
    },
  });

/** Runs nothing of the pull request, so that it may write to it. */
const comment = (stacks: readonly PlatformStack[]): Job => ({
  name: "comment",
  needs: stacks.map(planId),
  if: "!cancelled() && github.event_name == 'pull_request'",
  runsOn: HOSTED_RUNNER,
  timeoutMinutes: 5,
  permissions: { "pull-requests": write("comment the plans") },
  steps: [
    { name: "Fetch the plans", uses: actions.downloadArtifact, with: { pattern: "plan-*", path: "plans" } },
    gate("Comment", "comment-plans", {
      GH_TOKEN: "${{ github.token }}",
      GH_REPO: "${{ github.repository }}",
      PULL_REQUEST: "${{ github.event.pull_request.number }}",
      STACKS: stacks.map(({ name }) => name).join(" "),
    }),
  ],
});
