import { actions } from "../actions";
import { planId, type InfraProps } from "./infra-plan";
import { read, write } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { inputsJob, planJob } from "./plan-job";
import { driftEnvironment } from "../../contract/stacks";
import { platformSecrets, type PlatformStack } from "./platform-job";
import { reusableWorkflow } from "../engine/reusable";
import { gate, HOSTED_RUNNER, resultJob } from "../engine/steps";

/** Plans every stack on main: a difference was made outside the catalog. One issue per stack, closed when the difference is gone. */
export const infraDriftWorkflow = ({ stacks, organization }: InfraProps & { readonly organization: string }): Workflow =>
  reusableWorkflow("infra-drift", {
    name: "Look for drift",
    summary: "Plans every stack as an identity that can only read, and keeps one issue for each stack that differs from the catalog.",
    inputs: {},
    secrets: platformSecrets,
    jobs: {
      inputs: inputsJob,
      ...Object.fromEntries(stacks.map((stack) => [planId(stack), planJob(stack, driftEnvironment(stack.name))])),
      report: report(stacks, organization),
      result: resultJob(["inputs", ...stacks.map(planId), "report"], {}, HOSTED_RUNNER),
    },
  });

const report = (stacks: readonly PlatformStack[], organization: string): Job => ({
  name: "report",
  needs: stacks.map(planId),
  if: "!cancelled()",
  runsOn: HOSTED_RUNNER,
  timeoutMinutes: 10,
  permissions: { issues: write("open and close the issues"), actions: read("find the last apply") },
  steps: [
    { name: "Fetch the plans", uses: actions.downloadArtifact, with: { pattern: "plan-*", path: "plans" } },
    gate("Report", "report-drift", {
      GH_TOKEN: "${{ github.token }}",
      GH_REPO: "${{ github.repository }}",
      ORGANIZATION: organization,
      STACKS: stacks.map(({ name }) => name).join(" "),
    }),
  ],
});
