import type { Resource } from "../terraform/synthesized";

/** A resource of the stack `github` with its references resolved. */
export interface Wanted {
  readonly type: string;
  readonly address: string;
  /** Ids of the constructs that hold it, from the stack down. */
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Stands for the id that GitHub gives to something that is not there yet. */
const idToCome = ({ type, values }: Wanted): string => `${typeof values["name"] === "string" ? values["name"] : type} (new)`;

const REFERENCE = /^\$\{(\w+\.[\w-]+)\.(\w+)\}$/;

/**
 * The values that the stack asks for: a reference becomes what the other resource asks for, and its `id` what GitHub has.
 * @param idOf the id of what exists already; null where there is nothing
 */
export function wantedOf(resources: readonly Resource[], idOf: (wanted: Wanted) => string | null): readonly Wanted[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const wanted = ({ type, address, path, arguments: given }: Resource): Wanted => ({
    type,
    address,
    path,
    values: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, resolved(value)])),
  });
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner)]));
    if (typeof value !== "string") return value;
    const [, address = "", attribute = ""] = REFERENCE.exec(value) ?? [];
    const other = byAddress.get(address);
    if (other === undefined) return unescaped(value);
    if (Object.hasOwn(other.arguments, attribute)) return resolved(other.arguments[attribute]);
    const there = wanted(other);
    return idOf(there) ?? idToCome(there);
  };
  return resources.map(wanted);
}

/** A text as people wrote it: the way back of constructs/literal.ts. */
const unescaped = (text: string): string => text.replace(/([$%])\1\{/g, "$1{").replaceAll('TfToken${""}[', "TfToken[");
