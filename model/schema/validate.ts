import type { z } from "zod";
import { nearName } from "../did-you-mean";
import type { ParsedYaml } from "../read/parse-yaml";
import type { Path } from "../position";
import { problem, type Problem } from "../problem";
import { isContainer, schemaField, type SchemaField } from "./schema-field";
import { sentence, type Issue } from "./schema-sentence";

export interface Validated<T> {
  /** Undefined when the file has problems. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

interface PlacedIssue {
  readonly path: Path;
  readonly issue: Issue;
}

/** Validates parsed YAML against a schema and reports every problem. */
export function validate<T>(schema: z.ZodType<T>, { value, at }: Pick<ParsedYaml, "value" | "at">): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, problems: [] };
  const field = fieldsOf(schema, value);
  const issues = firstPerPath(result.error.issues.flatMap(onePerKey).map((placed) => atMisspeltKey(placed, field)));
  const isMisspelt = misspelt(issues);
  const problems = issues
    .filter((placed) => !isMisspelt(placed))
    .map(({ issue, path }) => problem("schema", at(...path), sentence(issue, path, valueAt(value, path), field(placeOf(issue, path)))));

  return { problems };
}

const pathKey = (path: Path): string => path.join("\0");

function onePerKey(issue: Issue): readonly PlacedIssue[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  if (issue.code !== "unrecognized_keys") return [{ path, issue }];
  return issue.keys.map((key) => ({ path: [...path, key], issue }));
}

/** In a map that takes names beside its own keys, reports a name that is almost one of the keys instead of a problem inside its value. */
function atMisspeltKey(placed: PlacedIssue, field: (path: Path) => SchemaField): PlacedIssue {
  const { path } = placed;
  const index = path.slice(0, -1).findIndex((step, depth) => {
    const { keys } = field(path.slice(0, depth));
    return keys.length > 0 && !keys.includes(String(step)) && nearName(String(step), keys) !== null;
  });
  if (index === -1) return placed;
  const issue: Issue = { code: "unrecognized_keys", keys: [String(path[index])], path: path.slice(0, index), message: "" };
  return { path: path.slice(0, index + 1), issue };
}

/** One message per value: the first rule that it breaks. */
function firstPerPath(issues: readonly PlacedIssue[]): readonly PlacedIssue[] {
  const first = new Map<string, PlacedIssue>();
  for (const placed of issues) if (!first.has(pathKey(placed.path))) first.set(pathKey(placed.path), placed);
  return [...first.values()];
}

/** Keys that seem to be missing but are only misspelled. The message about the unknown key already reports them. */
function misspelt(issues: readonly PlacedIssue[]): (placed: PlacedIssue) => boolean {
  const unknown = new Map<string, readonly string[]>();
  for (const { issue } of issues) if (issue.code === "unrecognized_keys") unknown.set(pathKey(issue.path as Path), issue.keys);
  return ({ issue, path }) =>
    issue.code === "invalid_type" && nearName(String(path.at(-1)), unknown.get(pathKey(path.slice(0, -1))) ?? []) !== null;
}

/** The path to look up in the schema: for an unknown key it is the path of the map that holds the key. */
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
