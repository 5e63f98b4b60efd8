import { actions } from "../actions";
import { read } from "../engine/model";
import type { Workflow } from "../engine/model";
import { checkout, setupNode, setupPython } from "../engine/steps";

/** This repository's own checks: the same script that a person runs. */
export const ciWorkflow = (): Workflow => ({
  id: "ci",
  name: "CI",
  summary: "Everything that must be true of a commit of this repository; .ci/run says what.",
  on: { pullRequest: {}, mergeGroup: true, push: { branches: ["main"] } },
  concurrency: { group: "ci-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}", cancelInProgress: true },
  jobs: {
    check: {
      name: "check",
      runsOn: "ubuntu-24.04",
      // Every run builds the tools, a whole control plane among them, on the two cores that private repositories get.
      timeoutMinutes: 120,
      permissions: { contents: read("check out") },
      steps: [
        checkout({ history: true }),
        setupNode("22"),
        setupPython("3.12"),
        { name: "Set up Go", uses: actions.setupGo, with: { "go-version": "1.26.x", cache: false } },
        { name: "Set up Terraform", uses: actions.setupTerraform, with: { terraform_version: "1.11.4", terraform_wrapper: false } },
        { name: "Everything", run: ".ci/run\n" },
      ],
    },
  },
});
