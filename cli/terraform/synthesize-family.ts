import type { Family } from "../../model/family";
import { synthesize } from "../../stacks/synthesize";
import { allowedActionPatterns } from "../../workflows/actions";
import { UserError } from "../user-error";

/** What CDKTF throws when a stack carries errors for the person at the keyboard: its first line, then one line each. */
const ANNOTATIONS = /^Encountered Annotations with level "ERROR":\n([\s\S]*?)\n\nEither fix/;

/** Synthesises the family and returns the names of its stacks. What only a stack can find wrong with the catalog is a {@link UserError}. */
export function synthesizeFamily(family: Family, outputDirectory: string): readonly string[] {
  try {
    return synthesize({
      family,
      allowedActions: allowedActionPatterns,
      outputDirectory,
      localState: process.env.SIGMA_LOCAL_STATE === "true",
    });
  } catch (error) {
    const problems = error instanceof Error ? ANNOTATIONS.exec(error.message)?.[1] : undefined;
    if (problems === undefined) throw error;
    // The stack and construct in brackets say nothing to somebody who edits the catalog.
    throw new UserError(`nothing was planned:\n${problems.replace(/^\[[^\]]*\] /gm, "")}`);
  }
}
