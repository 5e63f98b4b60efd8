import type { Workflow } from "../engine/model";
import { call, type Library } from "./library";
import { NOT_A_TAG, pipeline } from "./pipeline";

/** Packs: validated on every change, bundled for a tag. */
export const packsCallers = ({ library }: { readonly library: Library }): readonly Workflow[] => [
  pipeline({ validate: call(library, "validate-packs", { with: { bundle: "${{ github.ref_type == 'tag' }}" } }) }),
];

/** The same check where packs live in a folder of another repository, whose `make validate` and `make bundle` go into that folder. */
export const withPacks = (workflows: readonly Workflow[], library: Library, folder: string): readonly Workflow[] =>
  workflows.map((workflow) => {
    if (workflow.on.pullRequest === undefined) return workflow;
    const validate = call(library, "validate-packs", { if: NOT_A_TAG, with: { "dev-requirements": `${folder}/requirements-dev.txt` } });
    return { ...workflow, jobs: { ...workflow.jobs, validate } };
  });
