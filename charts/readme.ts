import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFile } from "write-file-atomic";
import { parse } from "yaml";
import { z } from "zod";

/** What this project's charts use of JSON Schema. */
interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly patternProperties?: Readonly<Record<string, Schema>> | undefined;
  readonly definitions?: Readonly<Record<string, Schema>> | undefined;
}

const schemas = z.record(
  z.string(),
  z.lazy(() => schema),
);
const schema: z.ZodType<Schema> = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  properties: schemas.optional(),
  patternProperties: schemas.optional(),
  definitions: schemas.optional(),
});

interface Row {
  readonly key: string;
  readonly type: string;
  readonly initial: string;
  readonly description: string;
}

const object = z.record(z.string(), z.unknown());

/** The README of a chart, from its `Chart.yaml`, `values.schema.json`, `values.yaml` and the values files in `ci/`. */
export function chartReadme(folder: string): string {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const chart = z.object({ name: z.string(), description: z.string(), kubeVersion: z.string() }).parse(parse(read("Chart.yaml")));
  const root = schema.parse(JSON.parse(read("values.schema.json")));
  const rows = rowsOf(root, object.parse(parse(read("values.yaml"))), root.definitions ?? {}, "");
  const examples = readdirSync(join(folder, "ci")).sort();
  return [
    `<!-- Made by charts/readme.ts from values.schema.json and values.yaml; edit those, then run: npx tsx charts/readme.ts -->`,
    `# ${chart.name}`,
    `${chart.description}. Kubernetes ${chart.kubeVersion}.`,
    root.description ?? "",
    "## Values",
    ["| key | type | default | meaning |", "| --- | --- | --- | --- |", ...rows.map(line)].join("\n"),
    "## Examples",
    ...examples.map((file) => `\`ci/${file}\`\n\n\`\`\`yaml\n${read(join("ci", file)).trim()}\n\`\`\``),
    "",
  ].join("\n\n");
}

/** One row per key, depth first, in the schema's order; `<name>` stands for the keys of a map. */
function rowsOf(of: Schema, initial: unknown, definitions: Readonly<Record<string, Schema>>, prefix: string): readonly Row[] {
  const values = object.safeParse(initial).data ?? {};
  return [
    ...Object.entries(of.properties ?? {}).map(([key, property]) => ({ key, property, isRequired: of.required?.includes(key) ?? false })),
    ...Object.values(of.patternProperties ?? {}).map((property) => ({ key: "<name>", property, isRequired: false })),
  ].flatMap(({ key, property, isRequired }) => {
    const referenced = property.$ref === undefined ? {} : definitions[property.$ref.replace("#/definitions/", "")];
    const resolved: Schema = { ...referenced, ...property };
    const path = `${prefix}${key}`;
    const isObject = resolved.properties !== undefined;
    const given = values[key] === undefined ? (isRequired ? "required" : "") : `\`${JSON.stringify(values[key])}\``;
    return [
      {
        key: path,
        type: typeName(resolved),
        initial: isObject && given !== "required" ? "" : given,
        description: resolved.description ?? "",
      },
      ...rowsOf(resolved, values[key], definitions, `${path}.`),
    ];
  });
}

function typeName(of: Schema): string {
  if (of.enum !== undefined) return of.enum.map((value) => `\`${value}\``).join(", ");
  return of.patternProperties === undefined ? (of.type ?? "") : "map";
}

function line({ key, type, initial, description }: Row): string {
  return `| \`${key}\` | ${type} | ${initial} | ${description.replaceAll("|", "\\|").replaceAll("\n", " ")} |`;
}

/** The folders of all charts. */
export function chartFolders(): readonly string[] {
  return readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(__dirname, name))
    .sort();
}

if (require.main === module) {
  for (const folder of chartFolders()) writeFile(join(folder, "README.md"), chartReadme(folder));
}
