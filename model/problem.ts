import type { Located } from "./position";

/** What a check found at one place of the catalog. */
export interface Finding {
  readonly at: Located;
  /** What is wrong, the value got, what is allowed, the edit to make. */
  readonly message: string;
}

/** One problem of the catalog, written for the person who edits it. */
export interface Problem extends Finding {
  /** Name of the check that found it, which is also the name of an exception from it. */
  readonly check: string;
}

export const finding = (at: Located, message: string): Finding => ({ at, message });

export const problem = (check: string, at: Located, message: string): Problem => ({ check, at, message });

/** `catalog/products/lab.yaml:7:3 database.prod.backups: 2d is below …` */
export function formatProblem({ at, message }: Problem): string {
  const path = at.path.length > 0 ? ` ${at.path.join(".")}:` : "";
  return `${at.file}:${at.line}:${at.column}${path} ${message}`;
}

/** Sorted by file, line and column, without duplicates. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((found) => [formatProblem(found), found]));
  return [...unique.values()].sort(
    (a, b) =>
      compareText(a.at.file, b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      compareText(formatProblem(a), formatProblem(b)),
  );
}

/** Compares by code units, so the order does not depend on the machine's locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** At most this many names are listed; more would bury the message. */
const LISTED = 20;

/** Quoted names for a message: `"lab", "sim"`, or `none`. */
export function list(names: Iterable<string>): string {
  const all = [...names];
  const more = all.length > LISTED ? ` and ${all.length - LISTED} more` : "";
  return (
    `${all
      .slice(0, LISTED)
      .map((name) => `"${name}"`)
      .join(", ")}${more}` || "none"
  );
}
