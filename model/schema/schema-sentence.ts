import type { z } from "zod";
import { counted } from "../counted";
import { didYouMean } from "../did-you-mean";
import type { Path } from "../position";
import type { SchemaField } from "./schema-field";

export type Issue = z.core.$ZodIssue;

/** How the catalog's editor writes a value of each type. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: "a text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a map, key: value",
  record: "a map, key: value",
  array: "a list, [a, b]",
};

/** Describes a schema violation: what is wrong, what is allowed, and the edit to make. */
export function sentence(issue: Issue, path: Path, value: unknown, { keys, description, secret }: SchemaField): string {
  const got = value === undefined ? "is missing" : value === null ? "is empty" : secret ? "got something else" : `got ${shown(value)}`;
  switch (issue.code) {
    case "unrecognized_keys":
      return `unknown key${didYouMean(String(path.at(-1)), keys) || `; keys here: ${keys.join(", ")}`}`;
    case "invalid_type": {
      const quoted = issue.expected === "string" && (typeof value === "number" || typeof value === "boolean") ? " in quotes" : "";
      return `${got}; write ${EXPECTED[issue.expected] ?? issue.expected}${quoted}${description ? ` (${description})` : ""}`;
    }
    case "invalid_value":
      return `${got}; write ${oneOf(issue.values.map(String))}${typeof value === "string" ? didYouMean(value, issue.values.map(String)) : ""}`;
    case "invalid_union":
      return `${got}; write ${"options" in issue ? oneOf(issue.options.map(String)) : `one of the forms in the schema (${description ?? ""})`}`;
    case "invalid_key":
      return `got the name ${shown(path.at(-1))}; ${issue.issues[0]?.message ?? issue.message}`;
    case "too_small":
      return `${got}; write ${issue.inclusive === false ? "more than" : "at least"} ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `${got}; write ${issue.inclusive === false ? "less than" : "at most"} ${amount(issue.maximum, issue.origin)}`;
    default:
      return `${got}; ${issue.message}`;
  }
}

const oneOf = (values: readonly string[]): string => (values.length > 1 ? `one of ${values.join(", ")}` : values.join());

const UNITS: Readonly<Record<string, string>> = { string: "character", array: "item" };

function amount(count: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  return unit ? counted(count, unit) : String(count);
}

function shown(value: unknown): string {
  // A password in an address must not end up in a log.
  const text = JSON.stringify(value).replace(/\/\/[^/\s"@]*@/g, "//…@");
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
