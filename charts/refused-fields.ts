import { type AdmittedFields, type AllowedValue, fieldName, hasFields } from "./admitted";

/** What is said of a field that no list names, such as one that a later Kubernetes brings. */
const UNKNOWN = "no chart makes it";

/**
 * CEL: a list of texts, one for each part of the map `at` that is not admitted, with its path and what to use instead.
 *
 * An admission policy sees objects as maps, so it can ask for the keys that are there: https://kubernetes.io/docs/reference/using-api/cel/.
 * Keys are asked for as `at['key']`, since some are reserved words of CEL.
 */
export function refusedFields(of: AdmittedFields, at: string, path: string, depth = 0): string {
  const names = Object.keys(of.allowed).map((key) => fieldName(key).name);
  const key = `k${depth}`;
  const own = `${at}.filter(${key}, !(${key} in ${literal(names)})).map(${key}, ${literal(`${path}.`)} + ${key} + ': ' + ${reasonOf(of, key)})`;
  const missing = of.required.map((name) => when(`!(${literal(name)} in ${at})`, [`${path}.${name}: it is missing; the charts write it`]));
  const values = Object.entries(of.allowed).flatMap(([field, value]) => {
    const { name, isList } = fieldName(field);
    const inside = `${at}[${literal(name)}]`;
    const below = `${path}.${field}`;
    const refused = isList ? ofEach(value, inside, below, depth) : ofValue(value, inside, below, depth);
    return refused === null ? [] : [`(${literal(name)} in ${at} ? ${refused} : [])`];
  });
  return [own, ...missing, ...values].join("\n+ ");
}

/** What is refused of one value, null where nothing is. */
function ofValue(value: AllowedValue, at: string, path: string, depth: number): string | null {
  if (value === "any") return null;
  if (hasFields(value)) return `(${refusedFields(value, at, path, depth)})`;
  const text = `${path}: ${value.instead}`;
  return "min" in value ? when(`${at} < ${value.min}`, [text]) : when(`!(${at} in ${literal(value.values)})`, [text]);
}

/** What is refused of the items of a list: one text for each item that is not admitted. */
function ofEach(value: AllowedValue, at: string, path: string, depth: number): string | null {
  const item = `i${depth}`;
  const refused = ofValue(value, item, path, depth + 1);
  return refused && `${at}.map(${item}, ${refused}.join(' | ')).filter(${item}, ${item} != '')`;
}

function reasonOf({ refused }: AdmittedFields, key: string): string {
  const reasons = refused.flatMap(({ fields, instead }) => fields.map((field) => `${literal(field)}: ${literal(instead)}`));
  return reasons.length === 0 ? literal(UNKNOWN) : `{${reasons.join(", ")}}[?${key}].orValue(${literal(UNKNOWN)})`;
}

const when = (condition: string, texts: readonly string[]): string => `(${condition} ? ${literal(texts)} : [])`;

/** A value as CEL writes it. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  return typeof value === "string" ? `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'` : String(value);
}
