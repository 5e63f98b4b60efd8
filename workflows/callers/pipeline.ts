import type { CallingJob, Input, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { call, type Library } from "./library";

/** Built once, on main; a tag only promotes what was built. */
export const NOT_A_TAG = "github.ref_type != 'tag'";
export const A_TAG = "github.event_name == 'push' && github.ref_type == 'tag'";
export const ON_MAIN = "github.event_name == 'push' && github.ref == 'refs/heads/main'";

/** The one workflow of a repository for everything that a change goes through. */
export const pipeline = (jobs: Readonly<Record<string, CallingJob>>): Workflow => ({
  id: "delivery",
  name: "Delivery",
  summary: "Everything that a change goes through, by the family's reusable workflows.",
  on: { pullRequest: {}, mergeGroup: true, push: { branches: ["main"], tags: ["v*"] } },
  // A newer push to a pull request cancels the older run; on main and for tags every run finishes.
  concurrency: { group: "delivery-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}", cancelInProgress: true },
  jobs,
});

const text = (description: string, pattern: string): Input => ({ type: "string", description, pattern });

/** Started by hand, on a ref that the environment admits. */
export const rollback = (library: Library, inputs: Readonly<Record<string, string>>): Workflow => ({
  id: "rollback",
  name: "Roll back",
  summary:
    "Started by hand on a ref that the environment admits (a version's tag, or main for the first environment). A deployment that waits for approval goes first: reject or cancel it.",
  on: {
    workflowDispatch: {
      inputs: {
        to: text("Version (v1.2.3) or full commit to go back to", `${patterns.semanticTag}|${patterns.commit}`),
        environment: text("The environment that goes back", patterns.kebab),
      },
    },
  },
  // Of two waiting runs the newer one stays; the active one is never canceled.
  concurrency: { group: "rollback-${{ inputs.environment }}", cancelInProgress: false },
  jobs: {
    rollback: call(library, "rollback", {
      with: { ...inputs, to: "${{ inputs.to }}", environment: "${{ inputs.environment }}" },
    }),
  },
});
