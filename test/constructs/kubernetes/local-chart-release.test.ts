import { LocalChartRelease, type LocalChartReleaseProps } from "../../../constructs/kubernetes/local-chart-release";
import { synth } from "../../synth";
import { exampleChart } from "./example";

const release = (props: Partial<LocalChartReleaseProps> = {}) =>
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

it("is protected against plans that take it away only when told so", () => {
  expect(release({ preventDestroy: true })).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(release()).not.toHaveProperty("lifecycle");
});
