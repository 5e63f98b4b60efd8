import { isDeepStrictEqual } from "node:util";

/** One value of a resource that a plan changes. Null where there is none. */
export interface ChangedValue {
  /** `description`, `spec.hard.pods`, `values.size.memory`: a list of one has no number. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What a plan knows of a resource's values before and after. https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
export interface BeforeAndAfter {
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

/** Stands for a value that Terraform calls sensitive, and for one that only the apply will know. */
const SENSITIVE = "(sensitive)";
const UNKNOWN = "(known after apply)";

/**
 * The values that differ, decoded: a text that holds JSON, such as the values of a Helm release, key by key.
 * @param written what the configuration gives the resource; everything else is computed and left out. Undefined where it is not known: all is shown
 */
export function changedValues(change: BeforeAndAfter, written: unknown): readonly ChangedValue[] {
  return differences({ ...change, path: [] }, written);
}

interface Place extends BeforeAndAfter {
  readonly path: readonly string[];
}

function differences(place: Place, written: unknown): readonly ChangedValue[] {
  const { path, before, after } = place;
  if (place.before_sensitive === true || place.after_sensitive === true) {
    const same = place.after_unknown !== true && isDeepStrictEqual(before, after);
    return same ? [] : [{ path: path.join("."), before: SENSITIVE, after: SENSITIVE }];
  }
  if (place.after_unknown === true) return [{ path: path.join("."), before: before ?? null, after: UNKNOWN }];
  if (isDeepStrictEqual(before ?? null, after ?? null) && !hasUnknown(place.after_unknown)) return [];
  const [from, to] = [decoded(before), decoded(after)];
  if (isMap(from) && isMap(to))
    return [...new Set([...Object.keys(from), ...Object.keys(to), ...keysOf(place.after_unknown)])].flatMap((key) =>
      inside(place, from, to, key, key, written),
    );
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length && (from.length === 1 || to.every(isContainer)))
    return to.flatMap((_item, index) =>
      inside(place, from as object, to as object, String(index), from.length === 1 ? null : String(index), written),
    );
  return [{ path: path.join("."), before: from ?? null, after: to ?? null }];
}

function inside(place: Place, from: object, to: object, key: string, step: string | null, written: unknown): readonly ChangedValue[] {
  const below = child(written, key);
  if (below === null) return [];
  return differences(
    {
      path: step === null ? place.path : [...place.path, step],
      before: valueOf(from, key),
      after: valueOf(to, key),
      after_unknown: valueOf(place.after_unknown, key),
      before_sensitive: valueOf(place.before_sensitive, key),
      after_sensitive: valueOf(place.after_sensitive, key),
    },
    below,
  );
}

/** What is written below a key; null where nothing is; undefined where that is not known, or no longer matters. */
function child(written: unknown, key: string): unknown {
  // An expression is written as a whole.
  if (!isContainer(written) || Object.hasOwn(written, "constant_value") || Object.hasOwn(written, "references")) return undefined;
  return valueOf(written, key) ?? null;
}

/** JSON as what it holds; every other value as it is. */
function decoded(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const valueOf = (container: unknown, key: string): unknown =>
  isContainer(container) && Object.hasOwn(container, key) ? (container as Readonly<Record<string, unknown>>)[key] : undefined;

const keysOf = (value: unknown): readonly string[] => (isMap(value) ? Object.keys(value) : []);

/** Terraform marks each element of a list or map: `[false]`, `{}`. */
const hasUnknown = (mark: unknown): boolean => mark === true || (isContainer(mark) && Object.values(mark).some(hasUnknown));

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
const isMap = (value: unknown): value is object => isContainer(value) && !Array.isArray(value);
