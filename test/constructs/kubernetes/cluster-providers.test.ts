import { ClusterProviders, type ClusterProvidersProps } from "../../../constructs/kubernetes/cluster-providers";
import { synth } from "../../synth";

const PEM = "-----BEGIN CERTIFICATE-----\nacme\n-----END CERTIFICATE-----\n";

/** Each provider's blocks. */
const providers = (tokenCommand: ClusterProvidersProps["tokenCommand"]) => {
  const { json } = synth(
    (scope) =>
      new ClusterProviders(scope, "cluster", {
        server: "https://kubernetes.acme.example:6443",
        certificateAuthority: Buffer.from(PEM).toString("base64"),
        tokenCommand,
      }),
  );
  return (json as unknown as { provider: { kubernetes: readonly unknown[]; helm: readonly unknown[] } }).provider;
};
const command = ["cloud", "token", "--cluster", "live"];

it.each([[command], [null]])("leads to the catalog's cluster, whatever a kubeconfig says (command: %j)", (tokenCommand) => {
  const cluster = { host: "https://kubernetes.acme.example:6443", cluster_ca_certificate: PEM };
  expect(providers(tokenCommand).kubernetes).toMatchObject([cluster]);
  expect(providers(tokenCommand).helm).toMatchObject([{ kubernetes: cluster }, { kubernetes: cluster }]);
});

it("has the command print the token", () => {
  const plugin = { api_version: "client.authentication.k8s.io/v1beta1", command: "cloud", args: ["token", "--cluster", "live"] };
  expect(providers(command).kubernetes).toMatchObject([{ exec: [plugin] }]);
  expect(providers(command).helm).toMatchObject([{ kubernetes: { exec: plugin } }, { kubernetes: { exec: plugin } }]);
});

it("leaves who somebody is to the kubeconfig without a command", () => {
  expect(Object.keys(providers(null).kubernetes[0] as object)).toEqual(["cluster_ca_certificate", "host"]);
});

it("keeps releases in ConfigMaps, and those with passwords in Secrets", () => {
  expect(providers(null).helm).toMatchObject([{ helm_driver: "configmap" }, { helm_driver: "secret", alias: "secret" }]);
});

it.each([[command], [null]])("holds no credential (command: %j)", (tokenCommand) => {
  expect(JSON.stringify(providers(tokenCommand))).not.toMatch(/"(token|password|username|client_key|client_certificate)":/);
});

it("refuses an empty command", () => {
  expect(() => providers([])).toThrow("the token command is empty; write the command that prints a token");
});
