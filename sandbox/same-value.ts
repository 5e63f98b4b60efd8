import type { Block, TerraformType } from "./schema";
import { typeOf } from "./schema";
import type { Value } from "./values";
import { isList, isObject, Unknown } from "./values";

/** Whether two values of a block are the same to Terraform: the order of a set does not count, a number may come as text. */
export function sameValue(block: Block, a: Value, b: Value): boolean {
  if (a === b) return true;
  return JSON.stringify(canonicalBlock(block, a)) === JSON.stringify(canonicalBlock(block, b));
}

function canonicalBlock(block: Block, value: Value): unknown {
  if (!isObject(value)) return value instanceof Unknown ? { unknown: value.type } : value;
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => canonical(typeOf(attribute), value[name] ?? null));
  const blocks = Object.entries(block.block_types ?? {}).map(([name, { nesting_mode: nesting, block: inner }]) => {
    const nested = value[name] ?? null;
    if (nesting === "map") return isObject(nested) ? sortedEntries(nested, (element) => canonicalBlock(inner, element)) : nested;
    if (!isList(nested)) return canonicalBlock(inner, nested);
    const elements = nested.map((element) => canonicalBlock(inner, element));
    return nesting === "set" ? sorted(elements) : elements;
  });
  return [attributes, blocks];
}

function canonical(type: TerraformType, value: Value): unknown {
  if (value === null) return null;
  if (value instanceof Unknown) return { unknown: value.type };
  if (typeof value === "number") return String(value);
  if (typeof type === "string") return value instanceof Uint8Array || isList(value) ? JSON.stringify(value) : value;
  const [kind, element] = type;
  if (kind === "object")
    return isObject(value) ? Object.entries(element).map(([name, inner]) => canonical(inner, value[name] ?? null)) : value;
  if (kind === "map") return isObject(value) ? sortedEntries(value, (inner) => canonical(element, inner)) : value;
  if (!isList(value)) return value;
  const elements = value.map((inner) => canonical(element, inner));
  return kind === "set" ? sorted(elements) : elements;
}

const sorted = (elements: readonly unknown[]): string[] => elements.map((element) => JSON.stringify(element)).sort();

const sortedEntries = (value: { readonly [name: string]: Value }, change: (inner: Value) => unknown): (readonly [string, unknown])[] =>
  Object.keys(value)
    .sort()
    .map((name) => [name, change(value[name] ?? null)]);
