import type { Workflow } from "../model";
import { call, type Library } from "./library";
import { pipeline } from "./pipeline";

/** Packs: validated on every change, bundled for a tag. */
export const packsCallers = ({ library }: { readonly library: Library }): readonly Workflow[] => [
  pipeline({ validate: call(library, "validate-packs", { with: { bundle: "${{ github.ref_type == 'tag' }}" } }) }),
];
