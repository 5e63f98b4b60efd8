import { Operators } from "../../../constructs/kubernetes/operators";
import { synth } from "../../synth";

const operators = () => synth((scope) => new Operators(scope, "operators"));
const byName = (name: string) =>
  operators()
    .all("helm_release")
    .find((release) => release.name === name);

it.each([
  ["cert-manager", "cert-manager", "https://charts.jetstack.io", "v1.21.1", "cert-manager"],
  ["cloudnative-pg", "cloudnative-pg", "https://cloudnative-pg.github.io/charts", "0.29.0", "cnpg-system"],
  ["plugin-barman-cloud", "plugin-barman-cloud", "https://cloudnative-pg.github.io/charts", "0.7.0", "cnpg-system"],
  ["envoy-gateway", "gateway-helm", "oci://docker.io/envoyproxy", "v1.9.1", "envoy-gateway-system"],
])("installs %s at an exact version", (name, chart, repository, version, namespace) => {
  expect(byName(name)).toMatchObject({ chart, repository, version, namespace, create_namespace: true });
});

it("installs each completely or not at all, and waits for it", () => {
  for (const release of operators().all("helm_release")) {
    expect(release).toMatchObject({ atomic: true, wait: true, wait_for_jobs: true, timeout: 900 });
  }
});

it("brings the Gateway API before cert-manager, and the database operator and cert-manager before the plugin that needs both", () => {
  const before = (name: string) =>
    ((byName(name)?.depends_on ?? []) as readonly string[]).map((address) =>
      address.replace(/^helm_release\.operators_(.*)_[0-9A-F]{8}$/, "$1"),
    );
  expect(before("cert-manager")).toContain("envoy-gateway");
  expect(before("plugin-barman-cloud")).toEqual(expect.arrayContaining(["cert-manager", "cloudnative-pg"]));
});

it("has cert-manager issue certificates for listeners of Gateways and ListenerSets", () => {
  const [values = ""] = byName("cert-manager")?.values as readonly string[];
  expect(JSON.parse(values)).toMatchObject({ crds: { enabled: true }, config: { gatewayAPI: { enabled: true, enableListenerSet: true } } });
});
