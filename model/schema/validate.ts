import type { z } from "zod";
import { nearName } from "../did-you-mean";
import type { ParsedYaml } from "../read/parse-yaml";
import type { Located, Path } from "../position";
import { problem, type Problem } from "../problem";
import { isContainer, schemaField, type SchemaField } from "./schema-field";
import { sentence, type Issue } from "./schema-sentence";
import { withoutPaths, withValue } from "./without-paths";

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
 * @param standIn values to read in place of those that are wrong or missing, instead of leaving the entry out
 */
export function validate<T>(schema: z.ZodType<T>, { value, at }: Pick<ParsedYaml, "value" | "at">, standIn?: unknown): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, at, problems: [], leftOut: [] };
  const issues = firstPerPath(result.error.issues.flatMap(onePerKey));
  const isMisspelt = misspelt(issues);
  const field = fieldsOf(schema, value);
  const problems = issues
    .filter((placed) => !isMisspelt(placed))
    .map(({ issue, path }) => problem("schema", at(...path), sentence(issue, path, valueAt(value, path), field(placeOf(issue, path)))));

  const removed = new Map(issues.map(({ path }) => [pathKey(path), path]));
  const filled = new Map<string, Path>();
  const leftOut: string[] = [];
  while (!removed.has("")) {
    const rest = withoutPaths(value, new Set(removed.keys()));
    const again = schema.safeParse(
      [...filled.values()].reduce((whole, path) => withValue(whole, path, valueAt(standIn, path)), rest.value),
    );
    if (again.success) return { value: again.data, at: (...path) => at(...rest.originalPath(path)), problems, leftOut };
    const known = removed.size + filled.size;
    for (const { path } of again.error.issues.flatMap(onePerKey)) {
      const lacking = rest.originalPath(path);
      if (valueAt(standIn, lacking) !== undefined && !filled.has(pathKey(lacking))) {
        filled.set(pathKey(lacking), lacking);
        continue;
      }
      const unneeded = removed.has(pathKey(lacking)) ? lacking.slice(0, -1) : lacking;
      removed.set(pathKey(unneeded), unneeded);
      leftOut.push(String(unneeded.at(-1)));
    }
    if (removed.size + filled.size === known) break;
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

/** Keys that are missing because they are there with a mistake in them, which the sentence about the unknown key says. */
function misspelt(issues: readonly PlacedIssue[]): (placed: PlacedIssue) => boolean {
  const unknown = new Map<string, readonly string[]>();
  for (const { issue } of issues) if (issue.code === "unrecognized_keys") unknown.set(pathKey(issue.path as Path), issue.keys);
  return ({ issue, path }) =>
    issue.code === "invalid_type" && nearName(String(path.at(-1)), unknown.get(pathKey(path.slice(0, -1))) ?? []) !== null;
}

/** Where the schema has something to say about an issue: an unknown key is a matter of the map around it. */
const placeOf = (issue: Issue, path: Path): Path => (issue.code === "unrecognized_keys" ? path.slice(0, -1) : path);

function fieldsOf(schema: z.ZodType, value: unknown): (path: Path) => SchemaField {
  const fields = new Map<string, SchemaField>();
  return (path) => {
    const known = fields.get(pathKey(path)) ?? schemaField(schema, path, value);
    fields.set(pathKey(path), known);
    return known;
  };
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => (isContainer(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined), value);
