import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

/** What this project's charts use of JSON Schema to name their values; conditions, which only narrow named ones, are left out. */
export interface ValuesSchema {
  readonly $ref?: string | undefined;
  readonly type?: "object" | "array" | "string" | "integer" | "boolean" | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, ValuesSchema>> | undefined;
  readonly patternProperties?: Readonly<Record<string, ValuesSchema>> | undefined;
  readonly items?: ValuesSchema | undefined;
  readonly definitions?: Readonly<Record<string, ValuesSchema>> | undefined;
}

const schemas = z.record(
  z.string(),
  z.lazy(() => schema),
);
const schema: z.ZodType<ValuesSchema> = z.object({
  $ref: z.string().optional(),
  type: z.enum(["object", "array", "string", "integer", "boolean"]).optional(),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  properties: schemas.optional(),
  patternProperties: schemas.optional(),
  items: z.lazy(() => schema).optional(),
  definitions: schemas.optional(),
});

/** The schema of a chart's values, with each `$ref` replaced by what it refers to. */
export function valuesSchema(folder: string): ValuesSchema {
  const { definitions = {}, ...root } = schema.parse(JSON.parse(readFileSync(join(folder, "values.schema.json"), "utf8")));
  return withoutReferences(root, definitions, `charts/${basename(folder)}/values.schema.json`);
}

function withoutReferences(
  { $ref, ...own }: ValuesSchema,
  definitions: Readonly<Record<string, ValuesSchema>>,
  path: string,
): ValuesSchema {
  const referenced = $ref === undefined ? {} : definitions[$ref.replace("#/definitions/", "")];
  if (referenced === undefined) throw new Error(`${path}: there is no definition ${$ref ?? ""}`);
  const { properties, patternProperties, items, ...rest }: ValuesSchema = { ...referenced, ...own };
  const each = (of: Readonly<Record<string, ValuesSchema>>) =>
    Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, withoutReferences(inner, definitions, `${path} ${key}`)]));
  return {
    ...rest,
    ...(properties && { properties: each(properties) }),
    ...(patternProperties && { patternProperties: each(patternProperties) }),
    ...(items && { items: withoutReferences(items, definitions, `${path} items`) }),
  };
}

/** The folders of all charts. */
export function chartFolders(): readonly string[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(__dirname, name))
    .sort();
}
