import type { Behavior } from "./behavior/behavior";
import { sameValue } from "./same-value";
import type { Attribute, Block, Nesting, TerraformType } from "./schema";
import { mapValues, typeOf } from "./schema";
import type { ObjectValue, Value } from "./values";
import { isList, isObject, UNKNOWN, Unknown } from "./values";

export type Step = { readonly attribute_name: string } | { readonly element_key_int: number };

export interface PlannedChange {
  readonly planned: Value;
  /** Attributes whose change replaces the resource. */
  readonly requiresReplace: readonly (readonly Step[])[];
}

type Facts = Pick<Behavior, "forceNew" | "defaults" | "recomputed" | "recomputedWith"> | undefined;

/**
 * What a provider answers to "from `prior` to `proposed`": what the configuration leaves open is the provider's default, or computed and so known after apply.
 * An update keeps what was computed before, as the providers' SDK does.
 */
export function planChange(block: Block, facts: Facts, { prior, proposed: given, config }: Proposal): PlannedChange {
  if (!isObject(given)) return { planned: given, requiresReplace: [] };
  const defaults = facts?.defaults ?? {};
  const proposed = { ...given, ...leftToDefault(defaults, config) };
  if (!isObject(prior)) return { planned: completeBlock(block, proposed, "", { defaults, open: UNKNOWN }), requiresReplace: [] };
  // An attribute that is null in the state, and computed, is no change by itself.
  if (sameValue(block, completeBlock(block, proposed, "", { defaults, open: null }), prior)) return { planned: prior, requiresReplace: [] };
  const completed = completeBlock(block, proposed, "", { defaults, open: UNKNOWN });
  const changed = ([name]: readonly [string, unknown]): boolean => changesAt(block, [name], prior, completed).length > 0;
  const recomputed = [
    ...(facts?.recomputed ?? []),
    ...Object.entries(facts?.recomputedWith ?? {})
      .filter(changed)
      .flatMap(([, names]) => names),
  ];
  const planned = { ...completed, ...Object.fromEntries(recomputed.map((name) => [name, UNKNOWN])) };
  return { planned, requiresReplace: (facts?.forceNew ?? []).flatMap((path) => changesAt(block, path.split("."), prior, planned)) };
}

export interface Proposal {
  /** Null when the object is to be created. */
  readonly prior: Value;
  /** The configuration merged by Terraform with the prior state; null when the object is to be deleted. */
  readonly proposed: Value;
  readonly config: Value;
}

/** Terraform proposes the prior value of an optional, computed attribute that left the configuration; a provider with a default sets that instead. */
const leftToDefault = (defaults: Completion["defaults"], config: Value): ObjectValue =>
  Object.fromEntries(
    Object.keys(defaults)
      .filter((name) => isObject(config) && config[name] === null)
      .map((name) => [name, null]),
  );

interface Completion {
  readonly defaults: Readonly<Record<string, string | number | boolean>>;
  /** Stands for a computed attribute that has no value yet. */
  readonly open: Value;
}

function completeBlock(block: Block, value: ObjectValue, path: string, completion: Completion): ObjectValue {
  return {
    ...completeAttributes(block.attributes ?? {}, value, path, completion),
    ...mapValues(block.block_types ?? {}, ({ nesting_mode, block: inner }, name) =>
      eachElement(nesting_mode, value[name] ?? null, (element) => completeBlock(inner, element, `${path}${name}.`, completion)),
    ),
  };
}

function completeAttributes(
  attributes: Readonly<Record<string, Attribute>>,
  value: ObjectValue,
  path: string,
  completion: Completion,
): ObjectValue {
  return mapValues(attributes, (attribute, name): Value => {
    const given = value[name] ?? null;
    const at = `${path}${name}`;
    // Terraform keeps what is write-only to itself: it is in the configuration and nowhere else.
    if (attribute.write_only) return null;
    if (given === null) return completion.defaults[at] ?? (attribute.computed ? completion.open : null);
    if (attribute.nested_type === undefined) return given;
    const { attributes: inner, nesting_mode: nesting } = attribute.nested_type;
    return eachElement(nesting, given, (element) => completeAttributes(inner, element, `${at}.`, completion));
  });
}

/** Applies a change to a single nested object, or to each element of a list, set or map of them. What is not known as a whole stays so. */
export function eachElement(nesting: Nesting, value: Value, change: (element: ObjectValue) => Value): Value {
  const changed = (element: Value): Value => (isObject(element) ? change(element) : element);
  if (nesting === "map") return isObject(value) ? mapValues(value, changed) : value;
  return isList(value) ? value.map(changed) : changed(value);
}

/** Paths below which the two differ, for one dotted path of the table. Below a set, whose elements have no names, it is the path of the set. */
function changesAt(block: Block, [name = "", ...rest]: readonly string[], prior: Value, planned: Value): Step[][] {
  const before = isObject(prior) ? (prior[name] ?? null) : null;
  const after = isObject(planned) ? (planned[name] ?? null) : null;
  const here: Step = { attribute_name: name };
  const nested = block.block_types?.[name];
  const attribute = block.attributes?.[name];
  if (nested === undefined || rest.length === 0)
    return attribute !== undefined && differs(typeOf(attribute), before, after) ? [[here]] : [];
  if (nested.nesting_mode === "single") return changesAt(nested.block, rest, before, after).map((steps) => [here, ...steps]);
  if (!isList(before) || !isList(after) || before.length !== after.length || nested.nesting_mode === "set")
    return sameValue({ block_types: { [name]: nested } }, { [name]: before }, { [name]: after }) ? [] : [[here]];
  return after.flatMap((element, index) =>
    changesAt(nested.block, rest, before[index] ?? null, element).map((steps) => [here, { element_key_int: index }, ...steps]),
  );
}

const differs = (type: TerraformType, before: Value, after: Value): boolean =>
  after instanceof Unknown || !sameValue({ attributes: { it: { type } } }, { it: before }, { it: after });
