import type { Workflow } from "../engine/model";
import { passedSecrets } from "../own/platform-job";
import { call, type Library } from "./library";
import { ON_MAIN } from "./pipeline";

/**
 * The platform's own callers. They pin a released commit like everybody else: clusters know the jobs of released workflows only, so before the
 * first release there is nothing to call and a person plans and applies from a laptop.
 */
export const infraCallers = ({ library }: { readonly library: Library }): readonly Workflow[] => [
  {
    id: "infra",
    name: "Platform",
    summary: "Plans every stack on a pull request; on main plans again, and applies those plans after approval.",
    on: {
      pullRequest: {},
      push: { branches: ["main"] },
      workflowDispatch: {
        inputs: {
          "allow-delete": {
            type: "string",
            description: "What may be lost, by the names that the plan prints, separated by spaces",
            default: "",
            pattern: "([A-Za-z0-9_./-]+( [A-Za-z0-9_./-]+)*)?",
          },
        },
      },
    },
    concurrency: { group: "infra-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}", cancelInProgress: true },
    jobs: {
      plan: call(library, "infra-plan", {
        if: "github.event_name == 'pull_request'",
        secrets: passedSecrets,
      }),
      apply: call(library, "infra-apply", {
        if: `${ON_MAIN} || github.event_name == 'workflow_dispatch'`,
        with: { "allow-delete": "${{ inputs.allow-delete || '' }}" },
        secrets: passedSecrets,
      }),
    },
  },
  {
    id: "drift",
    name: "Drift",
    summary: "Every night: what differs from the catalog without having gone through it.",
    on: { schedule: ["17 3 * * *"], workflowDispatch: { inputs: {} } },
    concurrency: { group: "drift", cancelInProgress: true },
    jobs: { drift: call(library, "infra-drift", { secrets: passedSecrets }) },
  },
  {
    id: "fleet",
    name: "Fleet",
    summary:
      "When the catalog lists a release, and every working day while rings wait for each other: brings the repositories in step with their scaffolds.",
    // A release reaches callers once the catalog lists it. The release's own event starts nothing: it is made with a job's token.
    // https://docs.github.com/actions/concepts/security/github_token
    on: {
      push: { branches: ["main"], paths: ["catalog/family.yaml", "package.json"] },
      schedule: ["43 6 * * 1-5"],
      workflowDispatch: { inputs: {} },
    },
    concurrency: { group: "fleet", cancelInProgress: false, queue: "single" },
    jobs: { fleet: call(library, "infra-fleet", { with: { repositories: library.fleet.join(",") }, secrets: passedSecrets }) },
  },
];
