import { actions } from "../actions";
import { read } from "../engine/model";
import type { Job, RunStep, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { advisoriesInput, checkout, gate, licensesInput, resultJob, runnerInput, secretsJob, setupNode } from "../engine/steps";

/** Every gate of a Node repository with a site: the built site is kept with the run. */
export const buildNodeWorkflow = (): Workflow =>
  reusableWorkflow("build-node", {
    name: "Build Node",
    summary: "Lints, types, unit and browser tests, audits and builds a Node repository. Holds no permission but reading.",
    inputs: {
      "node-version": { type: "string", description: "Major version of Node", default: "22", pattern: "[1-9][0-9]" },
      "api-base-url": {
        type: "string",
        description: "API that the built site calls unless it is told another one at run time (VITE_API_BASE_URL)",
        default: "/api",
        pattern: "(https://[a-z0-9.-]+)?(/[A-Za-z0-9._/-]*)?",
      },
      site: { type: "string", description: "Folder that npm run build writes", default: "dist", pattern: patterns.relativePath },
      e2e: { type: "boolean", description: "Whether npm run e2e is a gate", default: true, pattern: patterns.boolean },
      licences: licensesInput,
      advisories: advisoriesInput,
      runner: runnerInput,
    },
    outputs: {
      version: { description: "Version in package.json", value: "${{ jobs.result.outputs.version }}" },
      artifact: { description: "Name of the artifact with the built site", value: "${{ jobs.result.outputs.artifact }}" },
    },
    jobs: {
      quality,
      test,
      secrets: secretsJob,
      result: resultJob(["quality", "test", "secrets"], {
        version: "${{ needs.quality.outputs.version }}",
        artifact: "${{ needs.test.outputs.artifact }}",
      }),
    },
  });

const common = {
  runsOn: "${{ inputs.runner }}",
  permissions: { contents: read("check out") },
} as const;

/** No install script of a dependency runs; the project's own `postinstall` names what must be built. */
const install: RunStep = { name: "Install", id: "install", run: "npm ci --ignore-scripts --no-audit --no-fund\n" };

/** Every gate runs and reports, also after another one failed; none runs when the installation failed. */
const AFTER_INSTALL = "!cancelled() && steps.install.outcome == 'success'";

const quality: Job = {
  ...common,
  name: "quality",
  timeoutMinutes: 15,
  outputs: { version: "${{ steps.version.outputs.version }}" },
  steps: [
    checkout(),
    setupNode("${{ inputs.node-version }}"),
    install,
    { name: "Lint", if: AFTER_INSTALL, run: "npm run lint\n" },
    { name: "Types", if: AFTER_INSTALL, run: "npm run typecheck\n" },
    { ...gate("Licenses", "licenses-node", { ALLOWED: "${{ inputs.licences }}" }), if: AFTER_INSTALL },
    { ...gate("Signatures", "signatures-node", { WHEN_UNREACHABLE: "${{ inputs.advisories }}" }), if: AFTER_INSTALL },
    { name: "Version", id: "version", run: 'echo "version=$(jq -er .version package.json)" >> "$GITHUB_OUTPUT"\n' },
  ],
};

const test: Job = {
  ...common,
  name: "test",
  timeoutMinutes: 30,
  outputs: { artifact: "${{ steps.artifact.outputs.name }}" },
  steps: [
    checkout(),
    setupNode("${{ inputs.node-version }}"),
    install,
    { name: "Unit tests", run: "npm test\n" },
    { name: "Build", if: AFTER_INSTALL, id: "build", env: { VITE_API_BASE_URL: "${{ inputs.api-base-url }}" }, run: "npm run build\n" },
    { ...gate("Browser tests", "e2e-node"), if: `${AFTER_INSTALL} && steps.build.outcome == 'success' && inputs.e2e` },
    {
      name: "Name the artifact",
      id: "artifact",
      env: { SITE: "${{ inputs.site }}" },
      run: 'test -f "$SITE/index.html"\necho "name=site-$GITHUB_SHA" >> "$GITHUB_OUTPUT"\n',
    },
    {
      name: "Keep the site",
      uses: actions.uploadArtifact,
      with: {
        name: "${{ steps.artifact.outputs.name }}",
        path: "${{ inputs.site }}",
        "if-no-files-found": "error",
        "retention-days": 7,
        // A second attempt of a run replaces the artifact of the first.
        overwrite: true,
      },
    },
  ],
};
