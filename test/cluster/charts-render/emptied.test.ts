import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { chartDefaults } from "../../../charts/defaults";
import { type ValuesSchema, valuesSchema } from "../../../charts/values-schema";
import { charts, mergeValues, type Values } from "../../charts/chart-values";
import { CHARTS } from "../support/charts";
import { TOOLS, type HelmVersion } from "../support/cluster";

type Path = readonly string[];

/** An example of each chart, and what it leaves out: together they have every key of the schema. */
const GIVEN: Readonly<Record<string, readonly [example: string, more: Values]>> = {
  baseline: ["values", {}],
  gateway: ["gateway", {}],
  postgres: [
    "product",
    {
      restore: { generation: 2, from: 1, at: "2026-11-22T09:45:52Z" },
      archive: { endpoint: "https://objects.acme.test", endpointCA: "YWNtZQ==" },
      products: { shop: { areas: ["shop_audit"], readOnlySecret: false, rotation: 1 } },
    },
  ],
  service: [
    "direct",
    {
      allowTags: false,
      command: ["serve"],
      gateway: { host: "api.acme.acme.test", name: "gateway", namespace: "gateway-system" },
      workers: {
        scanner: { resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "1", memory: "128Mi" } } },
      },
    },
  ],
  web: ["gateway", { imagePullSecret: "registry", priorityClass: "product" }],
};

const schemaOf = (chart: string): ValuesSchema => valuesSchema(join(CHARTS, chart));

function given(chart: string): Values {
  const [example, more] = GIVEN[chart] ?? ["", {}];
  return mergeValues(charts[chart]?.examples[example] ?? {}, more);
}

/** Every key of a chart's values with its schema; of a map, the keys that the values have. */
function keysOf(of: ValuesSchema, values: Values, path: Path = []): readonly (readonly [Path, ValuesSchema])[] {
  const named = Object.values(of.patternProperties ?? {})[0];
  const keys = [...Object.entries(of.properties ?? {}), ...(named ? Object.keys(values).map((key) => [key, named] as const) : [])];
  return keys.flatMap(([key, schema]) => [
    [[...path, key], schema] as const,
    ...keysOf(schema, (values[key] ?? {}) as Values, [...path, key]),
  ]);
}

const keys = (chart: string) => keysOf(schemaOf(chart), mergeValues(chartDefaults(join(CHARTS, chart)), given(chart)));

/** Values with another one at a path; what is on the way to it is made. */
function changed(values: Values, [key = "", ...rest]: Path, value: unknown): Values {
  return { ...values, [key]: rest.length === 0 ? value : changed((values[key] ?? {}) as Values, rest, value) };
}

/** What helm says of values. */
function answer(version: HelmVersion, chart: string, values: Values): { readonly status: number | null; readonly stderr: string } {
  const args = ["template", "acme", join(CHARTS, chart), "--kube-version", "1.36.3", "--values", "-"];
  return spawnSync(join(TOOLS, version), args, { input: JSON.stringify(values), encoding: "utf8" });
}

const REFUSED = "values don't meet the specifications of the schema(s)";

/** A place in a document, as a JSON pointer. */
const pointer = (path: Path): string => path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Whether a line of a refusal is about the key at a path: it is gone, or has a wrong value. */
const names = (stderr: string, path: Path): boolean =>
  stderr.includes(`at '${pointer(path)}': `) ||
  stderr
    .split("\n")
    .some((line) => line.includes(`at '${pointer(path.slice(0, -1))}': missing propert`) && line.includes(`'${path.at(-1) ?? ""}'`));

const cases = Object.keys(GIVEN).flatMap((chart) => (["helm3", "helm4"] as const).map((version) => ({ chart, version })));

it("tries every chart, with values that it takes", () => {
  expect(Object.keys(GIVEN).sort()).toEqual(Object.keys(charts).sort());
  for (const { chart, version } of cases) expect({ chart, ...answer(version, chart, given(chart)) }).toMatchObject({ chart, status: 0 });
});

describe.each(cases)("$chart with $version", ({ chart, version }) => {
  it("refuses every key that is left empty, and says which", () => {
    const paths = keys(chart).map(([path]) => path);
    expect(paths.length).toBeGreaterThan(10);
    const wrong = paths.filter((path) => {
      const { status, stderr } = answer(version, chart, changed(given(chart), path, null));
      return status === 0 || !stderr.includes(REFUSED) || !names(stderr, path);
    });
    expect(wrong.map((path) => path.join("."))).toEqual([]);
  });

  it.each([
    ["a text", "?!"],
    ["a number", 0.5],
    ["yes or no", true],
    ["a list", [[]]],
    ["a map", { "?!": {} }],
  ])("refuses %s wherever something else is meant, and says where", (_, value) => {
    const all = keys(chart).filter(([, schema]) => !takes(schema, value));
    const depths = [...new Set(all.map(([path]) => path.length))];
    expect(depths.length).toBeGreaterThan(0);
    const wrong = depths.flatMap((depth) => {
      const paths = all.flatMap(([path]) => (path.length === depth ? [path] : []));
      const values = paths.reduce((so, path) => changed(so, path, value), given(chart));
      const { status, stderr } = answer(version, chart, values);
      return paths.filter((path) => status === 0 || !stderr.includes(REFUSED) || !names(stderr, path));
    });
    expect(wrong.map((path) => path.join("."))).toEqual([]);
  });
});

const TYPES: Readonly<Record<string, string>> = { string: "string", number: "integer", boolean: "boolean" };

/** Whether a schema is about values of this kind: what it then asks of one is not asked here. */
function takes({ type, enum: values }: ValuesSchema, value: unknown): boolean {
  if (values) return typeof value === "string";
  return Array.isArray(value) ? type === "array" : typeof value === "object" ? type === "object" : TYPES[typeof value] === type;
}
