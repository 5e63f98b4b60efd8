import { PROJECT_FOLDER } from "../contract/project-folder";
import type { Family } from "../model/family";
import { gitIn, gitOrNull } from "../scaffolding/git";
import { callersLibrary, type Library } from "../scaffolding/render";
import { ScaffoldError } from "../scaffolding/scaffold-error";
import { UserError } from "./user-error";

/** The released workflows, or those of this checkout while there is no release. */
export function requireLibrary(family: Family): Library {
  if (family.workflows.released.length > 0) return callersLibrary(family, "");
  const head = gitOrNull(gitIn(PROJECT_FOLDER), ["rev-parse", "HEAD"])?.trimEnd();
  if (head !== undefined) return callersLibrary(family, head);
  throw new UserError(
    "the catalog names no released commit of the workflows, and this tool is in no git checkout whose commit could be pinned instead; run it in a clone",
  );
}

/** What a pin on a commit without a release means. */
export const unreleased = (family: Family, { sha }: Library): string =>
  family.workflows.released.length > 0
    ? ""
    : `its workflows pin ${sha.slice(0, 12)}, which is not released: checks run, but no cluster admits a deploy; after the first release run sigma scaffold update\n`;

/** Runs an action whose refusals by the scaffold become a {@link UserError}. */
export function withScaffoldRefusals(action: () => void): void {
  try {
    action();
  } catch (error) {
    throw error instanceof ScaffoldError ? new UserError(error.message) : error;
  }
}
