import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { selfSigned } from "../../cluster/support/certificate-authority";
import type { LiveCluster } from "./live-cluster";
import { BARMAN_PLUGIN, BARMAN_SIDECAR } from "./standard-images";
import { toolsPath } from "./tool";

const NAMESPACE = "cnpg-system";

/** CloudNativePG as its release's manifest says, and its plugin for archives. */
export async function addDatabaseOperators(live: LiveCluster): Promise<void> {
  await live.cluster.apply(manifest("cloudnative-pg"));
  await addBarmanPlugin(live);
  for (const name of ["cnpg-controller-manager", "barman-cloud"]) {
    await live.cluster.kubectl(["--namespace", NAMESPACE, "rollout", "status", `deployment/${name}`, "--timeout=300s"]);
  }
}

/** The Barman Cloud plugin. cert-manager would make its two certificates; here they sign themselves, as
 * its issuer for them would. One of an authority is not even shown: the plugin asks for its issuer by the certificate's own name. */
async function addBarmanPlugin(live: LiveCluster): Promise<void> {
  await live.cluster.apply([certificate(live, "barman-cloud-client"), certificate(live, "barman-cloud-server", "barman-cloud")]);
  const objects = manifest("plugin-barman-cloud").filter(({ apiVersion }) => !apiVersion.startsWith("cert-manager.io/"));
  await live.cluster.apply(
    objects.map((each) => {
      const text = JSON.stringify(each).replaceAll("ghcr.io/cloudnative-pg/plugin-barman-cloud-testing:main", BARMAN_PLUGIN);
      const object = JSON.parse(text) as Manifest & { data?: Record<string, string> };
      // The module's manifest is that of its main branch.
      return object.data?.["SIDECAR_IMAGE"] === undefined
        ? object
        : { ...object, data: { ...object.data, SIDECAR_IMAGE: Buffer.from(BARMAN_SIDECAR).toString("base64") } };
    }),
  );
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What a module of `.ci/tools` brought. No registry can be asked, so images are never pulled. */
function manifest(name: string): Manifest[] {
  const text = readFileSync(toolsPath("manifests", `${name}.yaml`), "utf8").replaceAll(
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
