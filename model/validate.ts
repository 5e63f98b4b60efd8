import { z } from "zod";
import { didYouMean } from "./did-you-mean";
import type { ParsedYaml } from "./parse-yaml";
import type { Path } from "./position";
import { problem, type Problem } from "./problem";

type Issue = z.core.$ZodIssue;

export interface Validated<T> {
  /** Absent when what is right about the file is not enough to go on. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/**
 * Checks parsed YAML against a schema and tells every difference.
 * What does not fit is then left out and the rest read again, so that the checks across files can still report theirs.
 */
export function validate<T>(schema: z.ZodType<T>, { value, at }: ParsedYaml): Validated<T> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, problems: [] };
  const issues = result.error.issues.flatMap(onePerKey);
  const problems = issues.map(({ issue, path }) => problem("schema", at(...path), sentence(schema, issue, path, valueAt(value, path))));
  const again = schema.safeParse(
    without(
      value,
      issues.map(({ path }) => path),
    ),
  );
  return again.success ? { value: again.data, problems } : { problems };
}

interface PlacedIssue {
  readonly path: Path;
  readonly issue: Issue;
}

function onePerKey(issue: Issue): readonly PlacedIssue[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? step.toString() : step));
  if (issue.code !== "unrecognized_keys") return [{ path, issue }];
  return issue.keys.map((key) => ({ path: [...path, key], issue }));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (isContainer(inner) ? inner[step] : undefined), value);
}

const isContainer = (value: unknown): value is Record<string | number, unknown> => typeof value === "object" && value !== null;

/** A copy in which nothing stands at the given paths. */
function without(value: unknown, paths: readonly Path[], path: Path = []): unknown {
  const gone = (step: string | number) =>
    paths.some((other) => other.length === path.length + 1 && [...path, step].every((part, index) => part === other[index]));
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => (gone(index) ? [] : [without(item, paths, [...path, index])]));
  if (!isContainer(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (gone(key) ? [] : [[key, without(inner, paths, [...path, key])]])),
  );
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "a text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a map (key: value)",
  record: "a map (key: value)",
  array: "a list ([a, b])",
};

function sentence(schema: z.ZodType, issue: Issue, path: Path, got: unknown): string {
  const prefix = got === undefined ? "is missing" : `got ${shown(got)}`;
  switch (issue.code) {
    case "unrecognized_keys": {
      const allowed = keysAt(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), path.slice(0, -1));
      return `unknown key${didYouMean(String(path.at(-1)), allowed) || `; keys here: ${allowed.join(", ")}`}`;
    }
    case "invalid_type":
      return `${prefix}; write ${EXPECTED[issue.expected] ?? issue.expected}${issue.expected === "string" && isScalarOfYaml(got) ? ", in quotes" : ""}`;
    case "invalid_value":
      return `${prefix}; one of ${issue.values.join(", ")}${typeof got === "string" ? didYouMean(got, issue.values.map(String)) : ""}`;
    case "invalid_union":
      return `${prefix}; one of ${"options" in issue && Array.isArray(issue.options) ? issue.options.join(", ") : "the forms in the schema"}`;
    case "invalid_key":
      return `got the key ${shown(path.at(-1))}; ${issue.issues[0]?.message ?? issue.message}`;
    case "too_small":
      return `${prefix}; at least ${issue.minimum}${UNITS[issue.origin] ?? ""}`;
    case "too_big":
      return `${prefix}; at most ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
    default:
      return `${prefix}; ${issue.message}`;
  }
}

const UNITS: Readonly<Record<string, string>> = { string: " characters", array: " items" };

/** YAML reads `1e3`, `0o17` and `true` as numbers and booleans. */
const isScalarOfYaml = (value: unknown): boolean => typeof value === "number" || typeof value === "boolean";

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.core.JSONSchema._JSONSchema, path: Path): readonly string[] {
  if (typeof schema === "boolean") return [];
  if (schema.anyOf ?? schema.oneOf) return (schema.anyOf ?? schema.oneOf ?? []).flatMap((option) => keysAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return Object.keys(schema.properties ?? {});
  const inner = schema.properties?.[String(step)] ?? schema.additionalProperties ?? schema.items;
  return inner === undefined || Array.isArray(inner) ? [] : keysAt(inner, rest);
}
