import type { Family } from "../../model/family";
import { synthesize } from "../../stacks/synthesize";
import { allowedActions } from "../../workflows/allowed-actions";
import { UserError } from "../user-error";

/** The first line of the error that CDKTF throws when a stack has error annotations; one line per error follows. */
const ANNOTATIONS = /^Encountered Annotations with level "ERROR":\n([\s\S]*?)\n\nEither fix/;

/** Synthesizes the family and returns the names of its stacks. Problems that only a stack can find are thrown as {@link UserError}. */
export function synthesizeFamily(family: Family, outputDirectory: string): readonly string[] {
  try {
    return synthesize({
      family,
      allowedActions: allowedActions(family),
      outputDirectory,
      localState: process.env.SIGMA_LOCAL_STATE === "true",
    });
  } catch (error) {
    const problems = error instanceof Error ? ANNOTATIONS.exec(error.message)?.[1] : undefined;
    if (problems === undefined) throw error;
    // Whoever edits the catalog does not know the stack and construct in brackets.
    throw new UserError(`nothing was planned:\n${problems.replace(/^\[[^\]]*\] /gm, "")}`);
  }
}
