import { createHash } from "node:crypto";
import { RECORD } from "../scaffolding/record";
import type { Rendered } from "../scaffolding/rendered";

/** What the branches of all updates begin with, those that `sigma scaffold update` makes on a laptop included. */
export const UPDATE_BRANCH = "scaffold/update-";

/** The label of the fleet's pull requests, for people who look for them. */
export const UPDATE_LABEL = "scaffold-update";

/** The label of an update that a newer one took the place of: its closing is no refusal by the owners. */
export const SUPERSEDED_LABEL = "scaffold-superseded";

/**
 * The branch of the update to one scaffold: the same for every run, and another one as soon as a file of the scaffold changes. GitHub keeps one open pull request
 * for a branch, so a run that was killed and started again finds what it made, and what the owners closed.
 */
export function updateBranch(rendered: Rendered): string {
  const files = [...rendered]
    .filter(([path]) => path !== RECORD)
    .map(([path, { text, executable, once }]) => [path, text, executable, once]);
  return `${UPDATE_BRANCH}${createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12)}`;
}
