import { GITHUB_STACK, driftEnvironment } from "../../contract/stacks";
import { PLATFORM_APP_KEY } from "../../contract/secrets";
import { PLATFORM_APP_ID } from "../../contract/variables";
import { actions } from "../actions";
import { read } from "../engine/model";
import type { Job, Step, Workflow } from "../engine/model";
import { inputsJob } from "./plan-job";
import { platformSecrets } from "./platform-job";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, gate, resultJob, runnerInput, setupNode } from "../engine/steps";
import { installStep } from "./install-step";

export interface InfraFleetProps {
  readonly organization: string;
}

/** Longest that the checks of a ring are waited for, in minutes. Together with the visits it stays below the hour that the App's token lives. */
const WAIT_MINUTES = 30;

/** Looks at the whole fleet as an identity that can only read; what is behind gets its pull request once somebody has approved it, because it reaches every repository. */
export const infraFleetWorkflow = ({ organization }: InfraFleetProps): Workflow =>
  reusableWorkflow("infra-fleet", {
    name: "Keep the fleet in step",
    summary: "Shows which scaffold every repository has, and opens one pull request in each that is behind, ring by ring.",
    inputs: {
      repositories: {
        type: "string",
        description: "The repositories that are looked at and updated, separated by commas; the token of the App reaches no other",
        pattern: "[A-Za-z0-9._-]+(,[A-Za-z0-9._-]+)*",
      },
      runner: runnerInput,
    },
    secrets: platformSecrets,
    jobs: {
      inputs: inputsJob,
      status: status(organization),
      update: update(organization),
      result: resultJob(["inputs", "status", "update"]),
    },
  });

const status = (organization: string): Job => ({
  name: "status",
  needs: ["inputs"],
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 50,
  permissions: { contents: read("check out") },
  environment: { name: driftEnvironment(GITHUB_STACK) },
  outputs: { next: "${{ steps.status.outputs.next }}" },
  steps: [
    ...asApp(organization, { contents: "read", "pull-requests": "read", checks: "read", statuses: "read" }),
    { ...gate("Look at the fleet", "fleet-status", { GITHUB_TOKEN: TOKEN }), id: "status" },
  ],
});

const update = (organization: string): Job => ({
  name: "update",
  needs: ["status"],
  // Where nothing is behind, or a ring before has not passed, nobody is asked.
  if: "needs.status.outputs.next != ''",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 55,
  permissions: { contents: read("check out; what is pushed is pushed by the platform's App") },
  environment: { name: GITHUB_STACK },
  concurrency: { group: "fleet-update", cancelInProgress: false, queue: "single" },
  steps: [
    // Callers are workflows, and what may write one asks for more than contents. https://docs.github.com/rest/authentication/permissions-required-for-github-apps
    ...asApp(organization, { contents: "write", workflows: "write", "pull-requests": "write", checks: "read", statuses: "read" }),
    gate("Propose the update", "fleet-update", { GITHUB_TOKEN: TOKEN, WAIT: String(WAIT_MINUTES) }),
  ],
});

const TOKEN = "${{ steps.app.outputs.token }}";

/** The project with its packages, and after that a token of the environment's App that may do no more than this. */
const asApp = (organization: string, permissions: Readonly<Record<string, "read" | "write">>): readonly Step[] => [
  checkout(),
  setupNode("22"),
  installStep,
  {
    name: "Be the App",
    id: "app",
    uses: actions.createGithubAppToken,
    with: {
      "app-id": `\${{ vars.${PLATFORM_APP_ID} }}`,
      "private-key": `\${{ secrets.${PLATFORM_APP_KEY} }}`,
      owner: organization,
      repositories: "${{ inputs.repositories }}",
      ...Object.fromEntries(Object.entries(permissions).map(([name, level]) => [`permission-${name}`, level])),
    },
  },
];
