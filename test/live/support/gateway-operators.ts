import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAMESPACES } from "../../../constructs/kubernetes/network-peers";
import { OPERATORS } from "../../../constructs/kubernetes/operators";
import { CertificateAuthority } from "../../cluster/support/certificate-authority";
import type { LiveCluster } from "./live-cluster";
import { toolsPath } from "./tool";
import { waitFor } from "./wait-for";

/** Envoy Gateway, cert-manager and the environment's issuer, once for all test files; returns the file of the issuer's authority. */
export async function gatewayOperators(live: LiveCluster, issuer: string): Promise<string> {
  const folder = join(live.site.folder, "issuer");
  if (existsSync(join(folder, "ca.crt"))) return new CertificateAuthority(folder).certificate;
  await addEnvoyGateway(live);
  return addCertManager(live, issuer);
}

/** Envoy Gateway by its own chart. */
async function addEnvoyGateway(live: LiveCluster): Promise<void> {
  await install(live, "envoy-gateway", NAMESPACES.gatewayController, { crds: { enabled: false } }, ["--skip-crds"]);
}

/** cert-manager by its own chart with the stack's values, and a ClusterIssuer of this name with an authority of its own; returns that authority's file. */
async function addCertManager(live: LiveCluster, issuer: string): Promise<string> {
  const { version, values } = operator("cert-manager");
  const image = { tag: version };
  const settings = { image, webhook: { image }, cainjector: { image }, startupapicheck: { enabled: false }, crds: { enabled: false } };
  await install(live, "cert-manager", NAMESPACES.certManager, { ...values, ...settings });
  const folder = join(live.site.folder, "issuer");
  mkdirSync(folder, { recursive: true });
  const authority = new CertificateAuthority(folder);
  const spec = { ca: { secretName: issuer } };
  const data = { "tls.crt": readFileSync(authority.certificate, "utf8"), "tls.key": readFileSync(join(folder, "ca.key"), "utf8") };
  const metadata = { name: issuer, namespace: NAMESPACES.certManager };
  await live.cluster.apply([{ apiVersion: "v1", kind: "Secret", type: "kubernetes.io/tls", metadata, stringData: data }]);
  // The webhook serves a moment after it is ready.
  await waitFor("the ClusterIssuer", 120, async () => {
    await live.cluster.apply([{ apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", metadata: { name: issuer }, spec }]);
    await live.cluster.kubectl(["wait", `clusterissuer/${issuer}`, "--for=condition=Ready", "--timeout=5s"]);
    return true;
  });
  return authority.certificate;
}

/** As the stack installs it where operators are managed. */
function operator(name: string): { readonly version: string; readonly values?: Readonly<Record<string, unknown>> } {
  const known = OPERATORS[name];
  if (known === undefined) throw new Error(`the stack installs no operator ${name}`);
  return known;
}

async function install(live: LiveCluster, name: string, namespace: string, values: object, flags: readonly string[] = []): Promise<void> {
  const file = join(live.site.folder, `${name}-values.json`);
  writeFileSync(file, JSON.stringify(values));
  const where = ["--namespace", namespace, "--create-namespace", "--values", file];
  await live.cluster.helm("helm3", [
    "upgrade",
    name,
    toolsPath("manifests", name),
    "--install",
    ...where,
    ...flags,
    "--wait",
    "--timeout",
    "300s",
  ]);
}
