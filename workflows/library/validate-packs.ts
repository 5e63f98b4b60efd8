import { actions } from "../actions";
import { read } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";
import { checkout, gate, resultJob, runnerInput, secretsJob, setupPython } from "../engine/steps";

/** Packs are content: schemas and policies are checked with the validators of their own repository. */
export const validatePacksWorkflow = (): Workflow =>
  reusableWorkflow("validate-packs", {
    name: "Validate packs",
    summary: "Checks every pack against its schemas and policies, and keeps a bundle of them when asked.",
    inputs: {
      "python-version": { type: "string", description: "Python that runs the validators", default: "3.12", pattern: "3\\.[0-9]+" },
      "dev-requirements": {
        type: "string",
        description: "File with everything that the validators need, pinned with hashes: nothing else is installed",
        default: "requirements-dev.txt",
        pattern: patterns.relativePath,
      },
      bundle: {
        type: "boolean",
        description: "Whether make bundle writes dist/, kept with the run",
        default: false,
        pattern: patterns.boolean,
      },
      runner: runnerInput,
    },
    outputs: {
      artifact: { description: "Name of the artifact with the bundle; empty without one", value: "${{ jobs.result.outputs.artifact }}" },
    },
    jobs: {
      validate,
      secrets: secretsJob,
      result: resultJob(["validate", "secrets"], { artifact: "${{ needs.validate.outputs.artifact }}" }),
    },
  });

const validate: Job = {
  name: "validate",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 15,
  permissions: { contents: read("check out") },
  outputs: { artifact: "${{ steps.artifact.outputs.name }}" },
  steps: [
    checkout({ history: true }),
    setupPython("${{ inputs.python-version }}"),
    gate("Install", "install-packs", { REQUIREMENTS: "${{ inputs.dev-requirements }}" }),
    { name: "Schemas and policies", run: "make validate\n" },
    { name: "Bundle", id: "artifact", if: "inputs.bundle", run: 'make bundle\necho "name=packs-$GITHUB_SHA" >> "$GITHUB_OUTPUT"\n' },
    {
      name: "Keep the bundle",
      if: "inputs.bundle",
      uses: actions.uploadArtifact,
      with: {
        name: "${{ steps.artifact.outputs.name }}",
        path: "dist",
        "if-no-files-found": "error",
        "retention-days": 30,
        overwrite: true,
      },
    },
  ],
};
