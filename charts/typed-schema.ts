import { basename } from "node:path";
import type { JSONSchema } from "json-schema-to-typescript";
import { chartDefaults, type Values, valuesBelow } from "./defaults";
import { type ValuesSchema, valuesSchema } from "./values-schema";

/**
 * The schema of a chart's values as the generator needs it to name every type. What it cannot name becomes `any`: that is refused. A key that
 * `values.yaml` gives may be left out, though the schema requires it of the two together.
 */
export const typedSchema = (folder: string): JSONSchema =>
  typed(valuesSchema(folder), chartDefaults(folder), `charts/${basename(folder)}/values.schema.json`);

function typed(
  { type, enum: values, description, required, properties, patternProperties, items }: ValuesSchema,
  defaults: Values,
  path: string,
): JSONSchema {
  const described = { ...(description !== undefined && { description }) };
  const untyped = (what: string): Error => new Error(`${path}: ${what}; otherwise the value has no type`);
  if (values) return { ...described, enum: [...values] };
  switch (type) {
    case undefined:
      throw untyped('write "type" or "enum"');
    case "array":
      if (!items) throw untyped('write "items" of the array');
      return { ...described, type, items: typed(items, {}, `${path} items`) };
    case "object": {
      const [named, ...more] = Object.values(patternProperties ?? {});
      if (more.length > 0 || (named === undefined) === (properties === undefined))
        throw untyped('write "properties", or one pattern in "patternProperties", of the object');
      return {
        ...described,
        type,
        required: (required ?? []).filter((key) => !(key in defaults)),
        properties: Object.fromEntries(
          Object.entries(properties ?? {}).map(([key, inner]) => [key, typed(inner, valuesBelow(defaults, key), `${path} ${key}`)]),
        ),
        additionalProperties: named ? typed(named, {}, `${path} <name>`) : false,
      };
    }
    default:
      return { ...described, type };
  }
}
