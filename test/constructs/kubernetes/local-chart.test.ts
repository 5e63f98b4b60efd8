import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartDigest, LocalChart } from "../../../constructs/kubernetes/local-chart";
import { LocalChartRelease } from "../../../constructs/kubernetes/local-chart-release";
import { synth } from "../../synth";
import { chartFolder } from "./example";

const files = { "Chart.yaml": "name: example\n", "templates/a.yaml": "a", "templates/b.yaml": "b", "files/run.sql": "select 1" };

const release = (directory: string) =>
  synth((scope) => {
    const chart = new LocalChart(scope, "chart", { directory });
    new LocalChartRelease(scope, "example", { chart, name: "example", namespace: "somewhere", values: {}, dependsOn: [] });
  }).only("helm_release");

it("changes the plan when a template changes", () => {
  const directory = chartFolder(files);
  const before = release(directory).chart;
  writeFileSync(join(directory, "templates/a.yaml"), "changed");
  expect(release(directory).chart).not.toBe(before);
});

it("changes the plan when a file is only renamed", () => {
  const directory = chartFolder(files);
  const before = chartDigest(directory);
  renameSync(join(directory, "templates/b.yaml"), join(directory, "templates/c.yaml"));
  expect(chartDigest(directory)).not.toBe(before);
});

it("changes the plan when text moves from one file into the next", () => {
  expect(chartDigest(chartFolder({ a: "12", b: "3" }))).not.toBe(chartDigest(chartFolder({ a: "1", b: "23" })));
});

it("leaves the plan alone when only the README or the examples for tests change", () => {
  const before = chartDigest(chartFolder(files));
  expect(chartDigest(chartFolder({ ...files, "README.md": "new", "ci/values.yaml": "new" }))).toBe(before);
});

it("is the same wherever the chart's folder lies", () => {
  expect(chartDigest(chartFolder(files))).toBe(chartDigest(chartFolder(files)));
});

it("names the chart by a path beside the synthesized stack, never by an absolute one", () => {
  expect(release(chartFolder(files)).chart).toMatch(/^\.\/assets\/[\w-]+\/[0-9a-f]{16}$/);
});
