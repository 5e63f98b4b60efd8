import { existsSync, statSync } from "node:fs";
import { relative } from "node:path";
import { fileProblem } from "./read/catalog-files";
import { checks } from "./checks/all";
import { applyExceptions } from "./checks/exceptions";
import type { Family } from "./family";
import type { Located, Path } from "./position";
import { ANY, formatProblem, sortProblems, type Problem } from "./problem";
import { readSources, type Unread } from "./read/read-sources";
import { resolve } from "./resolve/resolve";
import type { Sources } from "./read/sources";

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
 * Reads a catalog: every file, every problem, then the resolved family. Throws for no mistake in it.
 * Checks across files also run over what is right in a file with problems, so that one reading tells as much as possible.
 */
export function loadCatalog(directory: string, { today = new Date() }: LoadOptions = {}): Loaded {
  const shown = relative(process.cwd(), directory) || ".";
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    const what = existsSync(directory) ? "is not a folder" : "is not there";
    const message = `${what}; run the command in the folder that holds the catalog, or name it with --catalog`;
    return { family: null, problems: [fileProblem(shown, message)], unconfirmed: [] };
  }
  const { readings, unread, problems, unconfirmed } = readSources(directory, shown);
  const checked = readings.map((sources) => check(sources, unread, today));
  const told = inAll(checked.map(({ told }) => told)).filter(({ at, missing }) => !problems.some((known) => tells(known.at, at, missing)));
  const unknownMaps = told.filter(({ missing }) => missing !== undefined);
  const all = sortProblems([...problems.filter(({ at }) => !unknownMaps.some((unknown) => isBelow(at, unknown.at))), ...told]);
  return { family: all.length === 0 ? (checked[0]?.family ?? null) : null, problems: all, unconfirmed };
}

function check(sources: Sources, { names, anyName }: Unread, today: Date) {
  const complete = names.size === 0 && !anyName;
  const { family, problems } = resolve(sources);
  const found = [...problems, ...checks.flatMap((rule) => rule(family, today))].filter(
    ({ missing }) => missing === undefined || complete || !(anyName || missing === ANY || names.has(missing)),
  );
  return { family, told: applyExceptions(family, found, today, complete) };
}

/** The problems that every reading has: the others follow from a value that is not the catalog's. */
function inAll([first = [], ...others]: readonly (readonly Problem[])[]): readonly Problem[] {
  const told = others.map((problems) => new Set(problems.map(formatProblem)));
  return first.filter((problem) => told.every((sentences) => sentences.has(formatProblem(problem))));
}

/** Whether a problem is the consequence of a known one: built upon a value that is wrong, or upon a list or map from which something was left out. */
const tells = (known: Located, at: Located, missing: string | undefined): boolean =>
  known.file === at.file && (isWithin(at.path, known.path) || (missing === undefined && isWithin(known.path, at.path)));

/** Whether something is inside a map of an unknown name, whose keys say nothing. */
const isBelow = (at: Located, map: Located): boolean =>
  at.file === map.file && at.path.length > map.path.length && isWithin(at.path, map.path);

const isWithin = (path: Path, above: Path): boolean => above.length > 0 && above.every((step, index) => path[index] === step);

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
