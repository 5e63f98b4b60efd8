import { actions } from "../actions";
import { read, write } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, gate, installPython, resultJob, runnerInput, setupPython } from "../engine/steps";

export interface PublishPythonProps {
  /** The family's index, as pip reads it. */
  readonly index: string;
}

/** A tag becomes a release: built where nothing can be published, published where nothing is built. */
export const publishPythonWorkflow = ({ index }: PublishPythonProps): Workflow =>
  reusableWorkflow("publish-python", {
    name: "Publish a Python package",
    summary: "Builds the tagged version, compares its public API with the last release, and publishes it behind the release environment.",
    inputs: {
      package: { type: "string", description: "Import name of the package", pattern: "[a-z_][a-z0-9_]*" },
      "python-version": { type: "string", description: "Python that builds", default: "3.12", pattern: "3\\.[0-9]+" },
      "dev-requirements": {
        type: "string",
        description:
          "File with the tools (build, griffe and the build backend) and what these need, pinned with hashes: nothing else is installed",
        default: "requirements-dev.txt",
        pattern: patterns.relativePath,
      },
      "publish-url": {
        type: "string",
        description: "Where the index takes uploads",
        default: index.replace(/\/simple\/?$/, "/"),
        pattern: "https://[A-Za-z0-9.-]+(:[0-9]+)?/[A-Za-z0-9._/-]*",
      },
      runner: runnerInput,
    },
    secrets: {
      INDEX_TOKEN: { description: "Token that reads the index, when it asks for one", required: false },
      // The value of the release environment wins over what a caller passes, so the caller passes an empty one.
      PUBLISH_TOKEN: {
        description: "Token that uploads, kept in the environment release; without it trusted publishing is used",
        required: false,
      },
    },
    outputs: { version: { description: "The version that was published", value: "${{ jobs.result.outputs.version }}" } },
    jobs: {
      build: build(index),
      publish: publish(index),
      result: resultJob(["build", "publish"], { version: "${{ needs.build.outputs.version }}" }),
    },
  });

const DISTRIBUTION = "distribution";

const build = (index: string): Job => ({
  name: "build",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 20,
  permissions: { contents: read("check out the history") },
  outputs: { version: "${{ steps.version.outputs.version }}", digest: "${{ steps.built.outputs.digest }}" },
  steps: [
    checkout({ history: true }),
    gate("Was merged", ["default-branch", "merged"], { COMMIT: "${{ github.sha }}" }),
    setupPython("${{ inputs.python-version }}"),
    // Asks the index with the token, so before anything is installed that this Python would run.
    { ...gate("Version", "version-python"), id: "version" },
    gate("Version is the tag's", "version-is-new", {
      INDEX: index,
      INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}",
      VERSION: "${{ steps.version.outputs.version }}",
    }),
    ...installPython(index),
    gate("Public API", "compare-api", { PACKAGE: "${{ inputs.package }}", VERSION: "${{ steps.version.outputs.version }}" }),
    // The time of the commit, so that a second attempt builds the same files.
    {
      name: "Build",
      run: 'SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)" python -m build --no-isolation --outdir distribution/files\n',
    },
    { ...gate("What is published stays", "same-as-published"), id: "built" },
    gate("Release notes", "release-notes", { VERSION: "${{ steps.version.outputs.version }}" }),
    {
      name: "Keep the distribution",
      uses: actions.uploadArtifact,
      with: { name: DISTRIBUTION, path: DISTRIBUTION, "if-no-files-found": "error", "retention-days": 5, overwrite: true },
    },
  ],
});

const publish = (index: string): Job => ({
  name: "publish",
  needs: ["build"],
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 15,
  permissions: {
    contents: write("write the release"),
    "id-token": write("sign as this workflow"),
    attestations: write("record what was signed"),
  },
  environment: { name: "release" },
  concurrency: { group: "publish-${{ github.repository }}", cancelInProgress: false, queue: "max" },
  steps: [
    { name: "Fetch the distribution", uses: actions.downloadArtifact, with: { name: DISTRIBUTION, path: DISTRIBUTION } },
    gate("Is what was built", "built-files", { DIGEST: "${{ needs.build.outputs.digest }}" }),
    { name: "Attest the provenance", uses: actions.attest, with: { "subject-path": "distribution/files/*" } },
    gate("Publish", "publish-python", {
      PUBLISH_URL: "${{ inputs.publish-url }}",
      UV_PUBLISH_TOKEN: "${{ secrets.PUBLISH_TOKEN }}",
      INDEX: index,
      INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}",
    }),
    gate("Write the release", ["github-api", "github-release", "release-python"], {
      GH_TOKEN: "${{ github.token }}",
      GH_REPO: "${{ github.repository }}",
    }),
  ],
});
