import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import { fileProblem } from "./read/catalog-files";
import { checks } from "./checks/all";
import { applyExceptions } from "./checks/exceptions";
import type { Family } from "./family";
import type { Located } from "./position";
import { formatProblem, sortProblems, type Problem } from "./problem";
import { readSources } from "./read/read-sources";
import { resolve } from "./resolve/resolve";

export interface Loaded {
  /** Null when the catalog has problems: nothing may be built from half a catalog. */
  readonly family: Family | null;
  readonly problems: readonly Problem[];
  /** Facts that a comment in the catalog marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
}

export interface LoadOptions {
  /** The moment of the check: exceptions must still hold, a restore cannot reach beyond it. @default now */
  readonly today?: Date;
}

/**
 * Reads a catalog: every file against its schema, then, when all of them fit, the rules across files. Throws for no mistake in it.
 */
export function loadCatalog(directory: string, { today = new Date() }: LoadOptions = {}): Loaded {
  const shown = relative(process.cwd(), directory) || ".";
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    const what = existsSync(directory) ? "is not a folder" : "is not there";
    const message = `${what}; run the command in the folder that holds the catalog, or name it with --catalog`;
    return { family: null, problems: [fileProblem(shown, message)], unconfirmed: [] };
  }
  const { sources, problems, unconfirmed } = readSources(directory, shown);
  if (!sources) return { family: null, problems: sortProblems(problems), unconfirmed };
  const resolved = resolve(sources);
  const found = [...resolved.problems, ...checks.flatMap((rule) => rule(resolved.family, today))];
  const told = sortProblems(applyExceptions(resolved.family, found, today));
  return { family: told.length === 0 ? resolved.family : null, problems: told, unconfirmed };
}

/** The family of a catalog without problems, for programs that were preceded by a check; throws with all problems otherwise. */
export function loadFamily(directory: string, options: LoadOptions = {}): Family {
  const { family, problems } = loadCatalog(directory, options);
  if (!family) throw new CatalogError(problems);
  return family;
}

/** The catalog has problems; the message is all of them, one a line. */
export class CatalogError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "CatalogError";
  }
}
