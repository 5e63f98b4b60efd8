import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { chartDefaults, type Values, valuesBelow } from "./defaults";
import { type ValuesSchema, valuesSchema } from "./values-schema";

interface Row {
  readonly key: string;
  readonly type: string;
  readonly initial: string;
  readonly description: string;
}

/** The README of a chart, from its `Chart.yaml`, `values.schema.json`, `values.yaml` and the values files in `ci/`. */
export function chartReadme(folder: string): string {
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const chart = z.object({ name: z.string(), description: z.string(), kubeVersion: z.string() }).parse(parse(read("Chart.yaml")));
  const root = valuesSchema(folder);
  const rows = rowsOf(root, chartDefaults(folder), "");
  const examples = readdirSync(join(folder, "ci")).sort();
  return [
    "<!-- Emitted from Chart.yaml, values.schema.json, values.yaml and ci/; edit those and run: npm run emit -->",
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
function rowsOf(of: ValuesSchema, values: Values, prefix: string): readonly Row[] {
  return [
    ...Object.entries(of.properties ?? {}).map(([key, property]) => ({ key, property, isRequired: of.required?.includes(key) ?? false })),
    ...Object.values(of.patternProperties ?? {}).map((property) => ({ key: "<name>", property, isRequired: false })),
  ].flatMap(({ key, property, isRequired }) => {
    const path = `${prefix}${key}`;
    const isObject = property.properties !== undefined;
    const given = values[key] === undefined ? (isRequired ? "required" : "") : `\`${JSON.stringify(values[key])}\``;
    return [
      {
        key: path,
        type: typeName(property),
        initial: isObject && given !== "required" ? "" : given,
        description: property.description ?? "",
      },
      ...rowsOf(property, valuesBelow(values, key), `${path}.`),
    ];
  });
}

function typeName(of: ValuesSchema): string {
  if (of.enum !== undefined) return of.enum.map((value) => `\`${value}\``).join(", ");
  return of.patternProperties === undefined ? (of.type ?? "") : "map";
}

function line({ key, type, initial, description }: Row): string {
  return `| \`${key}\` | ${type} | ${initial} | ${description.replaceAll("|", "\\|").replaceAll("\n", " ")} |`;
}
