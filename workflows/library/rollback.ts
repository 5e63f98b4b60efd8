import { releaseInputs } from "./deploy";
import type { DeployProps } from "./deploy-props";
import { read, write } from "../engine/model";
import type { CallingJob, Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, gate, HOSTED_RUNNER } from "../engine/steps";

/**
 * The fast lane back: deploy with an older commit's digest, through the same gates and the same queue, into one environment.
 * GitHub lets a job enter its queue before it asks for approval, so an unapproved deployment stands before a rollback; two queues would let both change
 * the cluster at once. Refused where a contract migration has run that the older commit does not know (the deploy job looks, while it holds the queue).
 */
export const rollbackWorkflow = (props: DeployProps): Workflow => {
  const names = props.environments.map(({ name }) => name);
  return reusableWorkflow("rollback", {
    name: "Roll back",
    summary:
      "Puts an older, verified digest back into one environment: a call of deploy, nothing is rebuilt. A deployment that waits for approval holds its queue: reject or cancel that one first.",
    inputs: {
      ...releaseInputs,
      to: {
        type: "string",
        description: "Version (v1.2.3) or full commit to go back to",
        pattern: `${patterns.semanticTag}|${patterns.commit}`,
      },
      environment: { type: "string", description: "The environment that goes back", pattern: names.join("|") },
    },
    outputs: { image: { description: "name@sha256:… that runs now", value: "${{ jobs.deploy.outputs.image }}" } },
    jobs: { find, deploy },
  });
};

const find: Job = {
  name: "find",
  runsOn: HOSTED_RUNNER,
  timeoutMinutes: 5,
  permissions: { contents: read("look the version's commit up") },
  outputs: { commit: "${{ steps.find.outputs.commit }}", version: "${{ steps.find.outputs.version }}" },
  steps: [
    checkout({ history: true }),
    { ...gate("Find the commit", ["default-branch", "find-commit"], { TO: "${{ inputs.to }}" }), id: "find" },
    gate("Say what it waits for", "rollback-queue", { SERVICE: "${{ inputs.service }}", ENVIRONMENT: "${{ inputs.environment }}" }),
  ],
};

const deploy: CallingJob = {
  needs: ["find"],
  uses: { sibling: "deploy" },
  permissions: {
    contents: read("values and migrations of the image's commit"),
    packages: write("deploy asks for it to label a version, which a rollback skips"),
    attestations: write("be the deploy job, which records what ran"),
    "id-token": write("be the deploy job to the cluster"),
  },
  with: {
    service: "${{ inputs.service }}",
    commit: "${{ needs.find.outputs.commit }}",
    version: "${{ needs.find.outputs.version }}",
    only: "${{ inputs.environment }}",
    chart: "${{ inputs.chart }}",
    values: "${{ inputs.values }}",
    migrations: "${{ inputs.migrations }}",
    "smoke-path": "${{ inputs.smoke-path }}",
  },
};
