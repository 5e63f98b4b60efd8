import { RELEASE_APP_KEY } from "../../contract/secrets";
import { actions } from "../actions";
import { read } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, gate, resultJob, runnerInput, setupNode } from "../engine/steps";

export interface ReleaseNodeProps {
  /**
   * Id of the release App: what it pushes starts workflows, what the job's own token pushes does not. It may write contents and pull requests, and is
   * none that may bypass a protection. https://docs.github.com/actions/concepts/security/github_token
   */
  readonly releaseAppId: number;
}

/** Changesets without a third-party action: the project's locked CLI writes versions and changelog; a job that runs none of its code pushes them. */
export const releaseNodeWorkflow = ({ releaseAppId }: ReleaseNodeProps): Workflow =>
  reusableWorkflow("release-node", {
    name: "Release a Node package",
    summary: "Keeps a version pull request up to date with the waiting changesets, and tags the version once that is merged.",
    inputs: {
      "node-version": { type: "string", description: "Major version of Node", default: "22", pattern: "[1-9][0-9]" },
      runner: runnerInput,
    },
    // The value of the release environment wins over what a caller passes, so the caller passes an empty one.
    secrets: { [RELEASE_APP_KEY]: { description: "Private key of the release App, kept in the environment release", required: false } },
    outputs: { version: { description: "The version that was tagged; empty when none was", value: "${{ jobs.result.outputs.version }}" } },
    jobs: {
      prepare,
      push: push(releaseAppId),
      result: resultJob(["prepare", "push"], { version: "${{ needs.push.outputs.version }}" }),
    },
  });

const VERSION_CHANGES = "version-changes";

const prepare: Job = {
  name: "prepare",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 10,
  permissions: { contents: read("check out") },
  outputs: { pending: "${{ steps.prepare.outputs.pending }}", version: "${{ steps.prepare.outputs.version }}" },
  steps: [
    checkout({ history: true }),
    setupNode("${{ inputs.node-version }}"),
    { name: "Install", run: "npm ci --ignore-scripts --no-audit --no-fund\n" },
    { ...gate("Apply the changesets", "prepare-node"), id: "prepare" },
    {
      name: "Keep the changes",
      if: "steps.prepare.outputs.pending == 'true'",
      uses: actions.uploadArtifact,
      with: { name: VERSION_CHANGES, path: "version.patch", "if-no-files-found": "error", "retention-days": 1, overwrite: true },
    },
  ],
};

const push = (releaseAppId: number): Job => ({
  name: "push",
  needs: ["prepare"],
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 10,
  permissions: { contents: read("check out; what is pushed is pushed by the release App") },
  // Admits main alone: a repository's own secret could be read by a workflow of any branch.
  environment: { name: "release" },
  concurrency: { group: "release-${{ github.repository }}", cancelInProgress: false, queue: "max" },
  outputs: { version: "${{ steps.tag.outputs.version }}" },
  steps: [
    checkout({ history: true }),
    {
      name: "Fetch the changes",
      if: "needs.prepare.outputs.pending == 'true'",
      uses: actions.downloadArtifact,
      with: { name: VERSION_CHANGES, path: "${{ runner.temp }}" },
    },
    gate("Look for the key", "release-key", { PRESENT: `\${{ secrets.${RELEASE_APP_KEY} != '' }}` }),
    {
      name: "Be the release App",
      id: "app",
      uses: actions.createGithubAppToken,
      with: {
        "app-id": releaseAppId,
        "private-key": `\${{ secrets.${RELEASE_APP_KEY} }}`,
        "permission-contents": "write",
        "permission-pull-requests": "write",
      },
    },
    {
      ...gate("Propose the version", "propose-node", {
        GH_TOKEN: "${{ steps.app.outputs.token }}",
        VERSION: "${{ needs.prepare.outputs.version }}",
      }),
      if: "needs.prepare.outputs.pending == 'true'",
    },
    {
      ...gate("Tag the version", ["github-api", "github-release", "tag-node"], {
        GH_TOKEN: "${{ steps.app.outputs.token }}",
        VERSION: "${{ needs.prepare.outputs.version }}",
      }),
      id: "tag",
      if: "needs.prepare.outputs.pending != 'true'",
    },
  ],
});
