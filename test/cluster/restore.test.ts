import type { Family } from "../../model/family";
import { editedAcme } from "../stacks/edited-acme";
import type { KubernetesObject } from "./support/api-client";
import { bothKeys } from "./support/both-keys";
import { describeOnCluster, until, type Cluster } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { deployEnvironment, valuesFile } from "./support/deploy";
import { whileJobsEnd } from "./support/pretend-kubelet";
import type { Outcome } from "./support/run";
import { startCluster } from "./support/start-cluster";
import { SynthesizedFamily } from "./support/synthesized-environment";

const SHOP = "products/shop.yaml";
const RESTORE = ", restore: { generation: 2, at: 2026-05-22T09:45:52Z }";

/** The catalog before a restore, and after each of its edits. */
const before = () => editedAcme([SHOP, RESTORE, ""]);
const started = () => editedAcme();
const moved = () => editedAcme([SHOP, "generation: 1, restore", "generation: 2, restore"]);

const DATABASE = "acme-shop-live-db";
const clusterPath = (name: string) => `/apis/postgresql.cnpg.io/v1/namespaces/${DATABASE}/clusters/${name}`;

describeOnCluster("A restore by edits of the catalog", () => {
  let cluster: Cluster;
  let controlPlane: ControlPlane | undefined;

  const uid = async (name: string) => (await cluster.api.get(clusterPath(name))).metadata.uid;
  const serves = async () => {
    const path = `/api/v1/namespaces/${DATABASE}/services/acme-shop`;
    return (await cluster.api.get<{ spec: { selector: Record<string, string> } }>(path)).spec.selector["cnpg.io/cluster"];
  };
  const password = async () => {
    const path = "/api/v1/namespaces/acme-shop-live/secrets/acme-shop-rw";
    return (await cluster.api.get<KubernetesObject & { data: Record<string, string> }>(path)).data["DB_PASSWORD"];
  };

  /** What `terraform apply` does with the database's release after an edit. */
  async function upgrade(family: Family): Promise<Outcome> {
    const synthesized = new SynthesizedFamily(family);
    const release = synthesized.environment("live").releases.find(({ name }) => name === "acme-shop")!;
    const args = [
      "upgrade",
      release.name,
      release.chart,
      "--namespace",
      release.namespace,
      "--values",
      valuesFile(cluster, release.values),
      "--atomic",
    ];
    const outcome = await cluster.tryHelm("helm3", [...args, "--timeout", "60s"], { HELM_DRIVER: release.driver });
    synthesized.remove();
    return outcome;
  }

  beforeAll(async () => {
    ({ cluster, controlPlane } = await startCluster());
    const synthesized = new SynthesizedFamily(before());
    await deployEnvironment(cluster, synthesized.environment("live"));
    synthesized.remove();
  });
  afterAll(() => {
    controlPlane?.stop();
  });

  it("takes three steps, in none of which the data in use is touched before a person says so", async () => {
    const [first, secret] = [await uid("acme-shop-g1"), await password()];
    expect((await cluster.api.call("GET", clusterPath("acme-shop-g2"))).status).toBe(404);

    // This step waits for the archive, and for no new database.
    expect(await whileJobsEnd(cluster, "Succeeded", () => upgrade(started()))).toMatchObject({ code: 0 });
    const second = await uid("acme-shop-g2");
    expect(await uid("acme-shop-g1")).toBe(first);
    expect(await serves()).toBe("acme-shop-g1");

    // A generation that does not answer gets no clients.
    const refused = await whileJobsEnd(cluster, "Failed", () => upgrade(moved()));
    expect(refused.stderr).toContain("pre-upgrade hooks failed");
    expect(await serves()).toBe("acme-shop-g1");

    expect(await whileJobsEnd(cluster, "Succeeded", () => upgrade(moved()))).toMatchObject({ code: 0 });
    expect(await serves()).toBe("acme-shop-g2");
    expect(await uid("acme-shop-g2")).toBe(second);
    // Out of the release, and kept.
    expect(await uid("acme-shop-g1")).toBe(first);
    expect(await password()).toBe(secret);

    expect((await cluster.api.tryDelete(clusterPath("acme-shop-g1"))).status).toBe(403);
    const { metadata } = await cluster.api.get(clusterPath("acme-shop-g1"));
    await cluster.api.patch(clusterPath("acme-shop-g1"), bothKeys(metadata));
    expect((await cluster.api.tryDelete(clusterPath("acme-shop-g1"))).status).toBe(200);
    await until(async () => (await cluster.api.call("GET", clusterPath("acme-shop-g1"))).status === 404);
    expect((await cluster.api.tryDelete(clusterPath("acme-shop-g2"))).status).toBe(403);
  });
});
