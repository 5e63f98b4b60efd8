import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { born, commit } from "./born";
import { failed, pythonGates, said, type Gate } from "./python-gates";

/** As for a tag, which also bundles. */
const gatesOf = (repository: string): Promise<readonly Gate[]> => pythonGates(repository, "validate", ["validate"], { bundle: "true" });

it("passes its own CI the minute it exists, and bundles what it holds", async () => {
  const repository = born("acme", "acme-content");
  const gates = await gatesOf(repository);
  expect(gates.map(({ name }) => name)).toEqual(["Check the inputs", "Install", "Schemas and policies", "Bundle"]);
  expect(failed(gates)).toEqual([]);
  expect(readFileSync(join(repository, "dist/manifest.json"), "utf8")).toMatch(/"file": "momentum-basic-0\.1\.0\.zip"/);
});

it("fails for wrong packs with file, line and the edit to make, all at once, and bundles none", async () => {
  const repository = born("sigma", "sigma-packs");
  const edit = (file: string, text: string, by: string): void => {
    const path = join(repository, "momentum-basic", file);
    const content = readFileSync(path, "utf8");
    expect(content).toContain(text);
    writeFileSync(path, content.replace(text, by));
  };
  edit("indicator_sets/trend.yaml", "window: 10", "window: 0");
  edit("model_configs/entry.yaml", "policy: release-gate", "policy: gate");
  commit(repository);
  const gates = await gatesOf(repository);
  expect(failed(gates)).toEqual(["Schemas and policies", "Bundle"]);
  expect(said(gates, "Schemas and policies")).toContain(
    [
      "momentum-basic/indicator_sets/trend.yaml:4: indicators.0.window is 0; write a whole number of periods from 1",
      'momentum-basic/model_configs/entry.yaml:9: policy is "gate", which is not in policy_templates; write one of release-gate, or add momentum-basic/policy_templates/gate.yaml',
      "problems: 2",
    ].join("\n"),
  );
  expect(existsSync(join(repository, "dist"))).toBe(false);
});
