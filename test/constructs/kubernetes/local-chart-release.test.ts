import { LocalChartRelease, type LocalChartReleaseProps, type ReleaseValues } from "../../../constructs/kubernetes/local-chart-release";
import { synth } from "../../synth";
import { exampleChart } from "./example";

const release = (props: Partial<LocalChartReleaseProps<object>> = {}) =>
  synth(
    (scope) =>
      new LocalChartRelease(scope, "example", {
        chart: exampleChart(scope),
        name: "shop",
        namespace: "acme-shop-live-db",
        values: {},
        dependsOn: [],
        ...props,
      }),
  ).only("helm_release");

it("is there completely or not at all, within ten minutes", () => {
  expect(release()).toMatchObject({ name: "shop", namespace: "acme-shop-live-db", atomic: true, wait: true, timeout: 600 });
});

it("hands text of the catalog over as it is written", () => {
  const [values = ""] = release({ values: { summary: "${things} and %{more}" } }).values as readonly string[];
  expect(values).toBe('{"summary":"$${things} and %%{more}"}');
});

it("leaves out what is null, at any depth, so that the chart's default holds", () => {
  const given = { size: { cpu: "2", memory: null }, restore: null, areas: [], instances: 0, monitored: false };
  const [values = ""] = release({ values: given }).values as readonly string[];
  expect(JSON.parse(values)).toEqual({ size: { cpu: "2" }, areas: [], instances: 0, monitored: false });
});

it("takes null for optional values of a chart alone", () => {
  const optional: ReleaseValues<{ restore?: { at?: string } }>[] = [{ restore: null }, { restore: { at: null } }];
  // @ts-expect-error a required value must be given
  const required: ReleaseValues<{ size: { cpu: string } }>[] = [{ size: null }, { size: { cpu: null } }, {}];
  expect([...optional, ...required]).toHaveLength(5);
});

it("is protected against plans that take it away only when told so", () => {
  expect(release({ preventDestroy: true })).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(release()).not.toHaveProperty("lifecycle");
});
