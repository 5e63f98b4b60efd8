import { createHash } from "node:crypto";
import type { Behavior } from "./behavior/behavior";
import { eachElement } from "./plan-change";
import type { Attribute, Block, TerraformType } from "./schema";
import { mapValues, typeOf } from "./schema";
import type { ObjectValue, Value } from "./values";
import { isList, textAt, Unknown } from "./values";

export interface Invention {
  readonly type: string;
  readonly facts: Behavior | undefined;
  /** Organization, for templates. */
  readonly owner: string;
  /** A number not used before. */
  readonly number: () => number;
}

/** Fills in a planned object's id and computed attributes, with the service's values or with invented ones of the same form. */
export function inventValues(block: Block, planned: ObjectValue, invention: Invention): ObjectValue {
  const number = String(invention.number());
  const fill = (template: string, value: ObjectValue): string => fillTemplate(template, value, { "#": number, owner: invention.owner });
  const id = fill(invention.facts?.id ?? "{#}", planned);
  const seed = `${invention.type}/${id}`;

  const invent = (type: TerraformType, path: string): Value => {
    const known = invention.facts?.computed?.[path];
    if (typeof known === "function") return known(planned);
    if (known !== undefined) {
      const text = fill(known, planned);
      return type === "number" ? Number(text) : type === "bool" ? text === "true" : text;
    }
    if (path === "id") return id;
    if (type === "string") return inventText(path, seed);
    if (type === "number") return Number(number);
    if (type === "bool") return false;
    if (type === "dynamic") return null;
    if (type[0] === "object") return mapValues(type[1], (inner, name) => invent(inner, `${path}.${name}`));
    return type[0] === "map" ? {} : [];
  };
  const attributes = (known: Readonly<Record<string, Attribute>>, value: ObjectValue, path: string): ObjectValue =>
    mapValues(known, (attribute, name): Value => {
      const given = value[name] ?? null;
      const at = `${path}${name}`;
      if (given instanceof Unknown) return invent(typeOf(attribute), at);
      if (attribute.nested_type === undefined) return isList(given) ? given.map((element) => elementOf(element, at)) : given;
      const nested = attribute.nested_type;
      return eachElement(nested.nesting_mode, given, (element) => attributes(nested.attributes, element, `${at}.`));
    });
  const elementOf = (element: Value, at: string): Value => (element instanceof Unknown ? inventText(at, seed) : element);
  const whole = (inner: Block, value: ObjectValue, path: string): ObjectValue => ({
    ...attributes(inner.attributes ?? {}, value, path),
    ...mapValues(inner.block_types ?? {}, (nested, name) =>
      eachElement(nested.nesting_mode, value[name] ?? null, (element) => whole(nested.block, element, `${path}${name}.`)),
    ),
  });
  return whole(block, planned, "");
}

/** Fills `{path}` with the text at that path of the object. */
export function fillTemplate(template: string, value: unknown, names: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, path: string) => names[path] ?? textAt(value, path));
}

/** Stable for the same object, so that an object made again looks the same. */
function inventText(path: string, seed: string): string {
  const hash = createHash("sha256").update(`${seed}/${path}`).digest("hex");
  if (path.endsWith("uid")) return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return path.endsWith("etag") ? `W/"${hash}"` : hash.slice(0, 20);
}
