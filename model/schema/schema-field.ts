import { z } from "zod";
import type { Path } from "../position";

type JsonSchema = z.core.JSONSchema._JSONSchema;

/** What the schema defines for the value at one path. */
export interface SchemaField {
  /** Keys that the map at this path may have. */
  readonly keys: readonly string[];
  readonly description: string | undefined;
  /** Whether the value is a secret, which no message repeats. */
  readonly secret: boolean;
}

const converted = new WeakMap<z.ZodType, z.core.JSONSchema.JSONSchema>();

/** The JSON Schema of a catalog file as people write it (before defaults). Cached per schema. */
export function jsonSchemaOf(schema: z.ZodType): z.core.JSONSchema.JSONSchema {
  const known = converted.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, { io: "input" });
  converted.set(schema, made);
  return made;
}

/** The schema's field at `path`. Where the schema has alternatives, `value` decides which one applies. */
export function schemaField(schema: z.ZodType, path: Path, value: unknown): SchemaField {
  let field: JsonSchema = chosen(jsonSchemaOf(schema), value);
  let inner = value;
  for (const step of path) {
    inner = isContainer(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
    field = chosen(child(field, String(step)), inner);
  }
  if (typeof field === "boolean") return { keys: [], description: undefined, secret: false };
  return { keys: Object.keys(field.properties ?? {}), description: field.description, secret: field.writeOnly === true };
}

function child(schema: JsonSchema, step: string): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const { properties = {}, additionalProperties, items } = schema;
  const own = Object.hasOwn(properties, step) ? properties[step] : undefined;
  return own ?? additionalProperties ?? (Array.isArray(items) ? false : (items ?? false));
}

/** Picks the alternative (`oneOf`, `anyOf`) whose constants match the value; merges all alternatives when none matches. */
function chosen(schema: JsonSchema, value: unknown): JsonSchema {
  if (typeof schema === "boolean") return schema;
  const options = (schema.oneOf ?? schema.anyOf ?? []).filter((option) => typeof option === "object");
  if (options.length === 0) return schema;
  const fitting = options.filter(({ properties = {} }) =>
    Object.entries(properties).every(
      ([key, field]) => typeof field === "boolean" || field.const === undefined || (isContainer(value) && value[key] === field.const),
    ),
  );
  const properties = Object.assign({}, ...(fitting.length > 0 ? fitting : options).map((option) => option.properties)) as Record<
    string,
    JsonSchema
  >;
  return { ...schema, properties };
}

export const isContainer = (value: unknown): value is Record<string | number, unknown> => typeof value === "object" && value !== null;
