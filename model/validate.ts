import type { z } from "zod";
import type { ParsedYaml } from "./parse-yaml";
import type { Located, Path } from "./position";
import { problem, type Problem } from "./problem";
import { isContainer, schemaField } from "./schema-field";
import { sentence, type Issue } from "./schema-sentence";
import { withoutPaths } from "./without-paths";

export interface Validated<T> {
  /** Absent when what is right about the file is not enough to go on. */
  readonly value?: T;
  /** Positions in the file of what stands in `value`. */
  readonly at: (...path: Path) => Located;
  readonly problems: readonly Problem[];
  /** Names of entries that lack so much that they are not in `value`. */
  readonly leftOut: readonly string[];
}

interface PlacedIssue {
  readonly path: Path;
  readonly issue: Issue;
}

/**
 * Checks parsed YAML against a schema and tells every difference.
 * What does not fit is then left out, with the entry around it where it cannot do without, and the rest read again: so that the checks across files
 * can still report theirs.
 */
export function validate<T>(schema: z.ZodType<T>, { value, at }: ParsedYaml): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, at, problems: [], leftOut: [] };
  const issues = firstPerPath(result.error.issues.flatMap(onePerKey));
  const fields = new Map<string, ReturnType<typeof schemaField>>();
  const problems = issues.map(({ issue, path }) => {
    const place = issue.code === "unrecognized_keys" ? path.slice(0, -1) : path;
    const field = fields.get(pathKey(place)) ?? schemaField(schema, place, value);
    fields.set(pathKey(place), field);
    return problem("schema", at(...path), sentence(issue, path, valueAt(value, path), field));
  });

  const removed = new Map(issues.map(({ path }) => [pathKey(path), path]));
  const leftOut: string[] = [];
  while (!removed.has("")) {
    const rest = withoutPaths(value, new Set(removed.keys()));
    const again = schema.safeParse(rest.value);
    if (again.success) return { value: again.data, at: (...path) => at(...rest.originalPath(path)), problems, leftOut };
    for (const { path } of again.error.issues.flatMap(onePerKey)) {
      const missing = rest.originalPath(path);
      const unneeded = removed.has(pathKey(missing)) ? missing.slice(0, -1) : missing;
      removed.set(pathKey(unneeded), unneeded);
      leftOut.push(String(unneeded.at(-1)));
    }
  }
  return { at, problems, leftOut };
}

const pathKey = (path: Path): string => path.join("\0");

function onePerKey(issue: Issue): readonly PlacedIssue[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  if (issue.code !== "unrecognized_keys") return [{ path, issue }];
  return issue.keys.map((key) => ({ path: [...path, key], issue }));
}

/** One sentence about one value: the first rule that it breaks is enough. */
function firstPerPath(issues: readonly PlacedIssue[]): readonly PlacedIssue[] {
  const first = new Map<string, PlacedIssue>();
  for (const placed of issues) if (!first.has(pathKey(placed.path))) first.set(pathKey(placed.path), placed);
  return [...first.values()];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (isContainer(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined), value);
