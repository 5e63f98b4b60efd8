import { GITHUB_STACK } from "../../contract/stacks";
import { actions } from "../actions";
import { read, write } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { checkout, gate, setupNode } from "../engine/steps";

export interface ReleaseProps {
  readonly registry: string;
}

/**
 * A commit of main becomes a version of the library. What changed in the contracts of the reusable workflows decides how big a step it is.
 * Callers pin the commit; clusters admit it once the catalog lists it.
 */
export const releaseWorkflow = ({ registry }: ReleaseProps): Workflow => ({
  id: "release",
  name: "Release",
  summary:
    "Started by hand on main: compares the contracts of the workflows with the last release, pushes the charts by digest, writes the release.",
  on: {
    workflowDispatch: { inputs: { version: { type: "string", description: "Version to release, v1.2.3", pattern: patterns.semanticTag } } },
  },
  concurrency: { group: "release", cancelInProgress: false, queue: "max" },
  jobs: { check, publish: publish(registry) },
});

const CHARTS = "charts";

const check: Job = {
  name: "check",
  runsOn: "ubuntu-24.04",
  timeoutMinutes: 20,
  permissions: { contents: read("check out the history") },
  steps: [
    gate("Check the version", "release-version", { VERSION: "${{ inputs.version }}", PATTERN: patterns.semanticTag }),
    checkout({ history: true }),
    setupNode("22"),
    { name: "Install", run: "npm ci --no-audit --no-fund\n" },
    { name: "Emitted files are fresh", run: "npm run --silent emit -- --check\n" },
    gate("Contracts of the workflows", "release-contracts", { VERSION: "${{ inputs.version }}" }),
    { name: "Set up Helm", uses: actions.setupHelm, with: { version: "v4.2.4" } },
    gate("Package the charts", "package-charts"),
    {
      name: "Keep the charts",
      uses: actions.uploadArtifact,
      with: { name: CHARTS, path: "release", "if-no-files-found": "error", "retention-days": 5, overwrite: true },
    },
  ],
};

/** Runs nothing of the checkout. Behind the environment `github`: a release may change what every repository of the family runs. */
const publish = (registry: string): Job => ({
  name: "publish",
  needs: ["check"],
  runsOn: "ubuntu-24.04",
  timeoutMinutes: 15,
  permissions: {
    contents: write("write the release and its tag"),
    packages: write("push the charts and their attestations"),
    "id-token": write("sign as this workflow"),
    attestations: write("record what was signed"),
  },
  environment: { name: GITHUB_STACK },
  steps: [
    { name: "Fetch the charts", uses: actions.downloadArtifact, with: { name: CHARTS, path: "release" } },
    { name: "Set up Helm", uses: actions.setupHelm, with: { version: "v4.2.4" } },
    { name: "Log in", uses: actions.dockerLogin, with: { registry, username: "${{ github.actor }}", password: "${{ github.token }}" } },
    {
      ...gate("Push the charts", ["github-api", "registry-tag", "attested", "push-charts"], {
        GH_TOKEN: "${{ github.token }}",
        REGISTRY: registry,
      }),
      id: "push",
    },
    ...["service", "web"].map((chart) => ({
      name: `Attest the chart ${chart}`,
      if: `steps.push.outputs.sign-${chart} == 'true'`,
      uses: actions.attest,
      with: {
        "subject-name": `\${{ steps.push.outputs.prefix }}/${chart}`,
        "subject-digest": `\${{ steps.push.outputs.${chart} }}`,
        "push-to-registry": true,
      },
    })),
    gate("Write the release", ["github-api", "github-release", "release-library"], {
      GH_TOKEN: "${{ github.token }}",
      GH_REPO: "${{ github.repository }}",
      VERSION: "${{ inputs.version }}",
    }),
  ],
});
