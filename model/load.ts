import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import { fileProblem } from "./read/catalog-files";
import { checks } from "./checks/all";
import { applyExceptions } from "./exceptions";
import type { Family } from "./family";
import type { Located } from "./position";
import { formatProblem, sortProblems, type Problem } from "./problem";
import { readSources } from "./read/read-sources";
import { resolve } from "./resolve/resolve";

export interface Loaded {
  /** Null when the catalog has problems: nothing is built from an incomplete catalog. */
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
 * Reads a catalog and returns every problem, or the resolved family. Never throws because of a mistake in the catalog.
 * The checks across files run only when every file fits its schema.
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
  const found = [
    ...resolved.problems,
    ...checks.flatMap((check) => check.run(resolved.family, today).map((found) => ({ ...found, check: check.name }))),
  ];
  const told = sortProblems(applyExceptions(resolved.family, found, today));
  return { family: told.length === 0 ? resolved.family : null, problems: told, unconfirmed };
}

/** Loads the family, for programs. @throws CatalogError with all problems when there are any */
export function loadFamily(directory: string, options: LoadOptions = {}): Family {
  const { family, problems } = loadCatalog(directory, options);
  if (!family) throw new CatalogError(problems);
  return family;
}

/** The catalog has problems. The message lists all of them, one per line. */
export class CatalogError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "CatalogError";
  }
}
