import { readFileSync } from "node:fs";
import { OPERATORS } from "../../constructs/kubernetes/operators";

/** Of the monitoring, which a cluster brings itself. */
const NOT_INSTALLED_HERE = "github.com/prometheus-operator/prometheus-operator";

function required(): Readonly<Record<string, string>> {
  const goMod = readFileSync(".ci/crds/go.mod", "utf8");
  return Object.fromEntries([...goMod.matchAll(/^\t(\S+) (v\S+)/gm)].map(([, module = "", version = ""]) => [module, version]));
}

it("fetches the kinds of exactly the versions that environments install", () => {
  const installed = Object.assign({}, ...Object.values(OPERATORS).map(({ modules }) => modules)) as Readonly<Record<string, string>>;
  const { [NOT_INSTALLED_HERE]: monitoring, ...fetched } = required();
  expect(monitoring).toBeDefined();
  expect(fetched).toEqual(installed);
});

it.each([
  ["envoy-gateway", "github.com/envoyproxy/gateway"],
  ["cert-manager", "github.com/cert-manager/cert-manager"],
])("takes the chart of %s and its kinds from one release", (operator, module) => {
  expect(OPERATORS[operator]?.modules[module]).toBe(OPERATORS[operator]?.version);
});

it("has the sum of each module, without which Go would take whatever the proxy sends", () => {
  const sums = readFileSync(".ci/crds/go.sum", "utf8").split("\n");
  for (const [module, version] of Object.entries(required())) {
    expect(sums).toContainEqual(expect.stringMatching(new RegExp(`^${module} ${version} h1:`)));
    expect(sums).toContainEqual(expect.stringMatching(new RegExp(`^${module} ${version}/go\\.mod h1:`)));
  }
});
