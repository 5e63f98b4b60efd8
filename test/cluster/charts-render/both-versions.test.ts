import { execFileSync } from "node:child_process";
import { basename, join } from "node:path";
import { chartCases } from "../support/charts";
import { TOOLS } from "../support/cluster";
import { identity, masked, template } from "./helm-template";

const cases = chartCases.map(({ chart, values, title, folder }) => ({ chart, title, folder, values, example: basename(values, ".yaml") }));

describe.each(cases)("$title", ({ chart, example, folder, values }) => {
  it("is rendered alike by Helm 3 and Helm 4", () => {
    const byHelm3 = masked(template({ chart, example, version: "helm3" }));
    expect(byHelm3.length).toBeGreaterThan(1);
    expect(masked(template({ chart, example, version: "helm4" }))).toEqual(byHelm3);
  });

  it("is rendered alike twice, passwords apart", () => {
    expect(masked(template({ chart, example }))).toEqual(masked(template({ chart, example })));
  });

  it("names every object once", () => {
    const names = template({ chart, example }).map(identity);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(["helm3", "helm4"] as const)("passes lint of %s", (version) => {
    const args = ["lint", folder, "--strict", "--values", values, "--kube-version", "1.36.3"];
    expect(execFileSync(join(TOOLS, version), args, { encoding: "utf8", stdio: "pipe" })).toContain("0 chart(s) failed");
  });
});
