import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { selfSigned } from "../../cluster/support/certificate-authority";
import { TOOLS } from "../../cluster/support/cluster";
import type { Image } from "./image";
import { tool, type LiveCluster } from "./live-cluster";

const NAMESPACE = "cnpg-system";
const FOLDER = join(TOOLS, "..");
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/** The operand: a Postgres as CloudNativePG expects it, by a name that the family's rules admit. */
export function addPostgres(live: LiveCluster): Promise<Image> {
  return live.addImage({
    name: "registry.harbor.example/harbor-corp/postgres:17",
    layers: [join(FOLDER, "images/postgres.tar")],
    user: "26:26",
    env: { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
  });
}

/** CloudNativePG as its release's manifest says. Its own image lays the manager out so: it copies the file of its architecture into instances. */
export async function addCloudNativePg(live: LiveCluster): Promise<void> {
  const manager = tool("cloudnative-pg");
  await live.addImage({
    name: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0",
    layers: [live.layer("cloudnative-pg", { "operator/manager_amd64": manager, manager, [CERTIFICATES]: CERTIFICATES })],
    entrypoint: ["/manager"],
    user: "65532:65532",
  });
  await live.cluster.apply(manifest("cloudnative-pg"));
  await live.cluster.kubectl(["--namespace", NAMESPACE, "rollout", "status", "deployment/cnpg-controller-manager", "--timeout=180s"]);
}

/** The Barman Cloud plugin. cert-manager would make its two certificates; here they sign themselves, as
 * its issuer for them would. One of an authority is not even shown: the plugin asks for its issuer by the certificate's own name. */
export async function addBarmanPlugin(live: LiveCluster): Promise<void> {
  const manager = live.layer("plugin-barman-cloud", { manager: tool("plugin-barman-cloud"), [CERTIFICATES]: CERTIFICATES });
  const sidecar = "ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v0.13.0";
  const plugin = "ghcr.io/cloudnative-pg/plugin-barman-cloud:v0.13.0";
  await live.addImage({ name: plugin, layers: [manager], entrypoint: ["/manager"], user: "65532:65532" });
  await live.addImage({
    name: sidecar,
    layers: [join(FOLDER, "images/postgres.tar"), join(FOLDER, "images/barman.tar"), manager],
    entrypoint: ["/manager"],
    user: "26:26",
    env: { PATH: "/venv/bin:/usr/local/bin:/usr/bin:/bin", AWS_DEFAULT_REGION: "us-east-1" },
  });
  await live.cluster.apply([certificate(live, "barman-cloud-client"), certificate(live, "barman-cloud-server", "barman-cloud")]);
  const objects = manifest("plugin-barman-cloud").filter(({ apiVersion }) => !apiVersion.startsWith("cert-manager.io/"));
  await live.cluster.apply(
    objects.map((each) => {
      const text = JSON.stringify(each).replaceAll("ghcr.io/cloudnative-pg/plugin-barman-cloud-testing:main", plugin);
      const object = JSON.parse(text) as Manifest & { data?: Record<string, string> };
      // The module's manifest is that of its main branch.
      return object.data?.["SIDECAR_IMAGE"] === undefined
        ? object
        : { ...object, data: { ...object.data, SIDECAR_IMAGE: Buffer.from(sidecar).toString("base64") } };
    }),
  );
  await live.cluster.kubectl(["--namespace", NAMESPACE, "rollout", "status", "deployment/barman-cloud", "--timeout=180s"]);
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What a module of `.ci/tools` brought. No registry can be asked, so images are never pulled. */
function manifest(name: string): Manifest[] {
  const text = readFileSync(join(FOLDER, "manifests", `${name}.yaml`), "utf8").replaceAll(
    "imagePullPolicy: Always",
    "imagePullPolicy: IfNotPresent",
  );
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null)
    .filter((object) => object !== null);
}

function certificate(live: LiveCluster, commonName: string, name = commonName): object {
  const { certificate, key } = selfSigned(live.site.folder, { commonName, servesAs: [`DNS:${name}`] });
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/tls",
    metadata: { name: `${commonName}-tls`, namespace: NAMESPACE },
    stringData: { "tls.crt": readFileSync(certificate, "utf8"), "tls.key": readFileSync(key, "utf8") },
  };
}
