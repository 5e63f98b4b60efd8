import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { chartDefaults, valuesBelow } from "../../charts/defaults";
import { type ValuesSchema, valuesSchema } from "../../charts/values-schema";
import { projectFiles } from "../project-files";
import { charts, type Chart, type Values } from "./chart-values";

const all = Object.values(charts);

/** Every schema inside a schema, with its path; conditions (`if`, `else`, `not`) only narrow others. */
function schemasIn(schema: Values, path: string): readonly (readonly [string, Values])[] {
  const children = [
    ...["properties", "patternProperties", "definitions"].flatMap((keyword) =>
      Object.entries((schema[keyword] ?? {}) as Record<string, Values>).map(
        ([key, child]) => [`${path}/${keyword}/${key}`, child] as const,
      ),
    ),
    ...(schema["items"] === undefined ? [] : [[`${path}/items`, schema["items"] as Values] as const]),
  ];
  return [[path, schema], ...children.flatMap(([childPath, child]) => schemasIn(child, childPath))];
}

describe.each(all.map((chart) => [chart.name, chart] as const))("the schema of %s", (_name: string, chart: Chart) => {
  const schemas = schemasIn(chart.schema, "#");

  it("is draft-07 and admits no unknown key anywhere", () => {
    expect(chart.schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
    const objects = schemas.filter(([, schema]) => schema["type"] === "object" || "properties" in schema || "patternProperties" in schema);
    expect(objects.length).toBeGreaterThan(1);
    expect(objects.filter(([, schema]) => schema["additionalProperties"] !== false).map(([path]) => path)).toEqual([]);
  });

  it("describes every key", () => {
    const keys = schemas.filter(
      ([path]) => /\/(properties|patternProperties)\/[^/]+(\/[^/]*)?$|\/items$/.test(path) && !/^#\/definitions\/[^/]+$/.test(path),
    );
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter(([, schema]) => typeof schema["description"] !== "string").map(([path]) => path)).toEqual([]);
  });

  it("requires every key that the chart's own values give, or an emptied one would be gone", () => {
    const notRequired = (of: ValuesSchema, values: Values, path: string): readonly string[] =>
      Object.keys(values).flatMap((key) => {
        const below = of.properties?.[key] ?? Object.values(of.patternProperties ?? {})[0] ?? {};
        return [
          ...(of.required?.includes(key) ? [] : [`${path}${key}`]),
          ...notRequired(below, valuesBelow(values, key), `${path}${key}.`),
        ];
      });
    expect(notRequired(valuesSchema(chart.folder), chartDefaults(chart.folder), "")).toEqual([]);
  });

  it("uses every definition", () => {
    const text = JSON.stringify(chart.schema);
    const names = Object.keys(chart.schema["definitions"] ?? {});
    expect(names.filter((name) => !text.includes(`"#/definitions/${name}"`))).toEqual([]);
  });

  it("admits the chart's examples", () => {
    expect(Object.keys(chart.examples).length).toBeGreaterThan(0);
    for (const values of Object.values(chart.examples)) expect(chart.problems(values)).toEqual([]);
  });
});

it("is a chart that Helm 3 and Helm 4 both understand", () => {
  for (const { folder, name } of all)
    expect(parse(readFileSync(join(folder, "Chart.yaml"), "utf8"))).toMatchObject({
      apiVersion: "v2",
      name,
      kubeVersion: expect.stringMatching(/^>=/) as string,
    });
});

it("means the same by a definition of the same name in every chart", () => {
  const meanings = new Map<string, Set<string>>();
  for (const { schema } of all)
    for (const [name, definition] of Object.entries((schema["definitions"] ?? {}) as Values))
      meanings.set(name, (meanings.get(name) ?? new Set()).add(JSON.stringify(definition)));
  expect([...meanings].filter(([, shapes]) => shapes.size > 1)).toEqual([]);
});

it("names no family", () => {
  const files = projectFiles("charts");
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => /\b(sigma|sigmatiq|lab|edge)\b/i.test(readFileSync(file, "utf8")))).toEqual([]);
});
