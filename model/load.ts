import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import { fileProblem } from "./catalog-files";
import { checks } from "./checks/all";
import { applyExceptions } from "./checks/exceptions";
import type { Family } from "./family";
import type { Located, Path } from "./position";
import { ANY, formatProblem, sortProblems, type Problem } from "./problem";
import { readSources } from "./read-sources";
import { resolve } from "./resolve";

export interface Loaded {
  /** Null when the catalog has problems: nothing may be built from half a catalog. */
  readonly family: Family | null;
  readonly problems: readonly Problem[];
  /** Facts that a comment in the catalog marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
}

export interface LoadOptions {
  /** The day on which exceptions must still hold. @default today */
  readonly today?: Date;
}

/**
 * Reads a catalog: every file, every problem, then the resolved family. Throws for no mistake in it.
 * Checks across files also run over what is right in a file with problems, so that one reading tells as much as possible; only when one of the four
 * main files cannot be read as a whole do they wait.
 */
export function loadCatalog(directory: string, { today = new Date() }: LoadOptions = {}): Loaded {
  const shown = relative(process.cwd(), directory) || ".";
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    const message = "is not there; run the command in the folder that holds the catalog, or name it with --catalog";
    return { family: null, problems: [fileProblem(shown, message)], unconfirmed: [] };
  }
  const { sources, leftOut, problems, unconfirmed } = readSources(directory, shown);
  if (!sources) return { family: null, problems: sortProblems(problems), unconfirmed };

  const { family, problems: unresolved } = resolve(sources);
  const found = [...unresolved, ...checks.flatMap((check) => check(family))].filter(
    ({ missing }) => missing === undefined || !(leftOut.has(missing) || (missing === ANY && leftOut.size > 0)),
  );
  const told = applyExceptions(family, found, today, leftOut.size === 0).filter(
    ({ at }) => !problems.some((known) => covers(known.at, at)),
  );
  const all = sortProblems([...problems, ...told]);
  return { family: all.length === 0 ? family : null, problems: all, unconfirmed };
}

/** What is built upon a wrong value is not told beside it. */
const covers = (known: Located, at: Located): boolean =>
  known.file === at.file && (within(known.path, at.path) || within(at.path, known.path));

const within = (path: Path, prefix: Path): boolean => prefix.length > 0 && prefix.every((step, index) => path[index] === step);

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
