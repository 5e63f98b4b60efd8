import { ClusterProviders, type ClusterProvidersProps } from "../../../constructs/kubernetes/cluster-providers";
import { synth } from "../../synth";

const PEM = "-----BEGIN CERTIFICATE-----\nacme\n-----END CERTIFICATE-----\n";

/** Each provider's blocks. */
const providers = (access: ClusterProvidersProps["access"]) => {
  const { json } = synth(
    (scope) =>
      new ClusterProviders(scope, "cluster", {
        server: "https://kubernetes.acme.example:6443",
        certificateAuthority: Buffer.from(PEM).toString("base64"),
        access,
      }),
  );
  return (json as unknown as { provider: { kubernetes: readonly unknown[]; helm: readonly unknown[] } }).provider;
};
const exec = { kind: "exec", command: ["cloud", "token", "--cluster", "live"] } as const;
const oidc = { kind: "oidc", user: "acme-live" } as const;

it.each([exec, oidc])("leads to the catalog's cluster, whatever a kubeconfig says ($kind)", (access) => {
  const cluster = { host: "https://kubernetes.acme.example:6443", cluster_ca_certificate: PEM };
  expect(providers(access).kubernetes).toMatchObject([cluster]);
  expect(providers(access).helm).toMatchObject([{ kubernetes: cluster }, { kubernetes: cluster }]);
});

it("has a command print the token with exec", () => {
  const plugin = { api_version: "client.authentication.k8s.io/v1beta1", command: "cloud", args: ["token", "--cluster", "live"] };
  expect(providers(exec).kubernetes).toMatchObject([{ exec: [plugin] }]);
  expect(providers(exec).helm[0]).toMatchObject({ kubernetes: { exec: plugin } });
});

it("is the kubeconfig's user with oidc", () => {
  expect(providers(oidc).kubernetes).toMatchObject([{ config_context_auth_info: "acme-live" }]);
  expect(providers(oidc).helm[0]).toMatchObject({ kubernetes: { config_context_auth_info: "acme-live" } });
});

it("keeps releases in ConfigMaps, and those with passwords in Secrets", () => {
  expect(providers(oidc).helm).toMatchObject([{ helm_driver: "configmap" }, { helm_driver: "secret", alias: "secret" }]);
});

it.each([exec, oidc])("holds no credential ($kind)", (access) => {
  expect(JSON.stringify(providers(access))).not.toMatch(/"(token|password|username|client_key|client_certificate)":/);
});

it("refuses exec without a command", () => {
  expect(() => providers({ kind: "exec", command: [] })).toThrow(/access exec names no command; write the command that prints a token/);
});
