import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAMESPACES } from "../../../constructs/kubernetes/network-peers";
import { OPERATORS } from "../../../constructs/kubernetes/operators";
import { CertificateAuthority } from "../../cluster/support/certificate-authority";
import { TOOLS } from "../../cluster/support/cluster";
import { command } from "./command";
import { tool, type LiveCluster } from "./live-cluster";
import { copyAsIs, copyTo, layerOfFolder, librariesOf, smallRoot } from "./program-files";
import { waitFor } from "./wait-for";

const CHARTS = join(TOOLS, "../manifests");
const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
const NOBODY = "65532:65532";

/** Envoy Gateway, cert-manager and the environment's issuer, once for all test files; returns the file of the issuer's authority. */
export async function gatewayOperators(live: LiveCluster, issuer: string): Promise<string> {
  const folder = join(live.site.folder, "issuer");
  if (existsSync(join(folder, "ca.crt"))) return new CertificateAuthority(folder).certificate;
  await addEnvoyGateway(live);
  return addCertManager(live, issuer);
}

/** Envoy Gateway by its own chart, and Envoy under the name by which it asks for one. */
async function addEnvoyGateway(live: LiveCluster): Promise<void> {
  const gateway = tool("envoy-gateway");
  const [envoy = ""] = /docker\.io\/envoyproxy\/envoy:[\w.-]+@sha256:[0-9a-f]{64}/.exec(readFileSync(gateway, "latin1")) ?? [];
  if (envoy === "") throw new Error(`${gateway} names no image of Envoy`);
  const { version } = operator("envoy-gateway");
  await live.addImage({
    name: `docker.io/envoyproxy/gateway:${version}`,
    layers: [
      layer(live, "envoy-gateway", (root) => {
        copyTo(root, gateway, "/usr/local/bin/envoy-gateway");
        mkdirSync(join(root, "var/lib/eg"), { recursive: true });
        command("chmod", "1777", join(root, "var/lib/eg"));
      }),
    ],
    entrypoint: ["/usr/local/bin/envoy-gateway"],
    user: NOBODY,
  });
  await live.addImage({
    name: envoy.replace(/@.*$/, ""),
    layers: [
      layer(live, "envoy", (root) => {
        copyTo(root, tool("envoy"), "/usr/local/bin/envoy");
        copyAsIs(root, librariesOf([tool("envoy")]));
      }),
    ],
    entrypoint: ["/usr/local/bin/envoy"],
    user: NOBODY,
    // The digest is that of an image which cannot be had here; a name may say any.
    aliases: [envoy.replace(/:[^:@/]+@/, "@")],
  });
  await install(live, "envoy-gateway", NAMESPACES.gatewayController, { crds: { enabled: false } }, ["--skip-crds"]);
}

/** cert-manager by its own chart with the stack's values, and a ClusterIssuer of this name with an authority of its own; returns that authority's file. */
async function addCertManager(live: LiveCluster, issuer: string): Promise<string> {
  const { version, values } = operator("cert-manager");
  const program = layer(live, "cert-manager", (root) => {
    copyTo(root, tool("cert-manager"), "/cert-manager");
  });
  for (const part of ["controller", "webhook", "cainjector"]) {
    await live.addImage({
      name: `quay.io/jetstack/cert-manager-${part}:${version}`,
      layers: [program],
      entrypoint: ["/cert-manager", part],
      user: NOBODY,
    });
  }
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
  await live.cluster.helm("helm3", ["upgrade", name, join(CHARTS, name), "--install", ...where, ...flags, "--wait", "--timeout", "300s"]);
}

function layer(live: LiveCluster, name: string, fill: (root: string) => void): string {
  const root = join(live.site.folder, "images", `${name}-root`);
  mkdirSync(root, { recursive: true });
  smallRoot(root);
  copyTo(root, AUTHORITIES, AUTHORITIES);
  fill(root);
  layerOfFolder(root, `${root}.tar`);
  rmSync(root, { recursive: true });
  return `${root}.tar`;
}
