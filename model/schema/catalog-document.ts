import type { z } from "zod";
import { SCHEMAS } from "./json-schema";
import { jsonSchemaOf } from "./schema-field";

type Schema = z.core.JSONSchema.JSONSchema;

/** One field of a catalog file. */
export interface FieldRow {
  /** Keys from the top of the file; `<name>` stands for any key of a map. */
  readonly key: string;
  readonly shape: string;
  /** `required`, the default as YAML, or empty where leaving the field out means "none". */
  readonly initial: string;
  /** Empty for maps: their fields have examples of their own. */
  readonly example: string;
  readonly meaning: string;
}

/** `docs/catalog.md`: every field of every catalog file, from the schemas. */
export function catalogDocument(): string {
  return [
    "# The catalog, field by field",
    "",
    "Emitted from `model/schema/` with `npm run emit`. The same schemas complete and check the files in an editor. `<name>` stands for any key of a map.",
    "What the rules between several fields demand, `npx sigma check` says.",
    "",
    ...Object.values(SCHEMAS).flatMap(({ title, schema }) => [
      `## ${escaped(title)}`,
      "",
      "| field | form | default | example | meaning |",
      "| --- | --- | --- | --- | --- |",
      ...fieldRows(schema).map(({ key, shape, initial, example, meaning }) =>
        line([`\`${key}\``, shape, initial, example, escaped(meaning)]),
      ),
      "",
    ]),
  ].join("\n");
}

/** Otherwise `<name>` would be read as HTML. */
const escaped = (text: string): string => text.replaceAll("<", "\\<");

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;

/** One row per field, depth first in the order of the schema. */
export const fieldRows = (schema: z.ZodType): readonly FieldRow[] => rowsBelow(jsonSchemaOf(schema), "");

function rowsBelow(of: Schema, prefix: string): readonly FieldRow[] {
  const alternatives = alternativesOf(of);
  if (alternatives.length > 0) return onePerKey(alternatives.flatMap((alternative) => rowsBelow(alternative, prefix)));
  const fields = Object.entries(of.properties ?? {}).map(([key, field]) => [key, field, of.required?.includes(key) ?? false] as const);
  const map = of.additionalProperties;
  const all = typeof map === "object" && Object.keys(map).length > 0 ? [...fields, ["<name>", map, false] as const] : fields;
  return all.flatMap(([key, field, required]) => {
    if (typeof field === "boolean") return [];
    const below = field.items !== undefined && isSchema(field.items) ? field.items : field;
    return [row(`${prefix}${key}`, field, required), ...rowsBelow(below, `${prefix}${key}.`)];
  });
}

const row = (key: string, field: Schema, required: boolean): FieldRow => ({
  key,
  shape: shapeOf(field),
  initial: field.default === undefined ? (required ? "required" : "") : code(field.default),
  example: exampleOf(field),
  meaning: field.description ?? "",
});

function shapeOf(field: Schema): string {
  if (field.enum !== undefined) return field.enum.map(code).join(", ");
  if (field.const !== undefined) return code(field.const);
  if (field.items !== undefined && isSchema(field.items)) return `list of ${shapeOf(field.items)}`;
  if (alternativesOf(field).length > 0 || field.type === "object") return "map";
  if (field.type === "integer" || field.type === "number") return `number${range(field)}`;
  return field.type === "string" ? `text${length(field)}` : String(field.type ?? "");
}

/** Whole numbers have JavaScript's own limits where the schema has none. */
function range({ minimum, maximum, exclusiveMinimum }: Schema): string {
  const least = minimum ?? (typeof exclusiveMinimum === "number" ? exclusiveMinimum + 1 : undefined);
  if (least === undefined || least === Number.MIN_SAFE_INTEGER) return "";
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? ` from ${least}` : ` ${least} to ${maximum}`;
}

const length = ({ maxLength }: Schema): string => (maxLength === undefined ? "" : `, at most ${maxLength} characters`);

function exampleOf(field: Schema): string {
  const [example] = field.examples ?? [];
  if (field.items !== undefined && isSchema(field.items))
    return `\`[${(field.items.examples ?? field.items.enum ?? []).map(flow).join(", ")}]\``;
  if (example !== undefined) return code(example);
  if (field.enum !== undefined) return code(field.enum[field.enum.length - 1]);
  if (field.const !== undefined) return code(field.const);
  return field.type === "boolean" ? code(field.default !== true) : "";
}

const code = (value: unknown): string => `\`${flow(value)}\``;

/** JSON is YAML; strings that need no quotes go without. */
const flow = (value: unknown): string =>
  typeof value === "string" && /^[A-Za-z/][\w./:@+=-]*( [\w.]+)*$/.test(value) ? value : JSON.stringify(value);

const alternativesOf = (of: Schema): readonly Schema[] => (of.oneOf ?? of.anyOf ?? []).filter(isSchema);

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** Alternatives share some of their keys; values that only one of them takes are listed side by side. */
function onePerKey(rows: readonly FieldRow[]): readonly FieldRow[] {
  const byKey = new Map<string, FieldRow>();
  for (const found of rows) {
    const known = byKey.get(found.key);
    byKey.set(
      found.key,
      known === undefined || known.shape === found.shape
        ? (known ?? found)
        : {
            ...known,
            shape: `${known.shape}, ${found.shape}`,
            meaning: `${known.shape}: ${known.meaning}. ${found.shape}: ${found.meaning}`,
          },
    );
  }
  return [...byKey.values()];
}
