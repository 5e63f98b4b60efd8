import type { Located } from "./position";

/** One thing that is wrong with the catalog, told to the person who edits it. */
export interface Problem {
  readonly at: Located;
  /** Name of the check that found it, which is also the name of an exception from it. */
  readonly check: string;
  /** What is wrong, the value got, what is allowed, the edit to make. */
  readonly message: string;
}

export const problem = (check: string, at: Located, message: string): Problem => ({ check, at, message });

/** `catalog/products/lab.yaml:7:3 database.prod.backups: 2d is below …` */
export function formatProblem({ at, message }: Problem): string {
  const path = at.path.length > 0 ? ` ${at.path.join(".")}:` : "";
  return `${at.file}:${at.line}:${at.column}${path} ${message}`;
}

/** By file, line and column; the same sentence once. */
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

/** The same order on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** So many names help; more would bury the sentence. */
const LISTED = 20;

/** `"lab", "sim"`: what exists, for the sentence that says so. */
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
