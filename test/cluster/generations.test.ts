import { join } from "node:path";
import { charts, mergeValues, type Values } from "../charts/chart-values";
import type { KubernetesObject } from "./support/api-client";
import { bothKeysAndFence } from "./support/both-keys";
import { CHARTS } from "./support/charts";
import { describeOnCluster, until, type Cluster } from "./support/cluster";
import { valuesFile } from "./support/deploy";
import { whileJobsEnd } from "./support/pretend-kubelet";
import type { Outcome } from "./support/run";

interface Fenceable extends KubernetesObject {
  readonly spec: { readonly suspend?: boolean; readonly bootstrap?: object };
}

/** One release of the chart through everything that people write into it; each test begins where the one before ended. */
describeOnCluster("The generations of a database", (cluster: Cluster) => {
  const NAMESPACE = "acme-generations";
  const AT = "2026-05-22T09:45:52Z";
  // A class of its own: the API server is shared, and other files of this suite install the baseline with its values.
  const PRIORITY = "generations";
  const example = mergeValues(charts["postgres"]!.examples["product"]!, { priorityClass: PRIORITY });
  const path = (kind: string, name = "") => `/apis/postgresql.cnpg.io/v1/namespaces/${NAMESPACE}/${kind}/${name}`;
  const object = (kind: string, name: string) => cluster.api.get<Fenceable>(path(kind, name));
  const clusters = async () => (await cluster.api.list(path("clusters").slice(0, -1))).map(({ metadata }) => metadata.name).sort();
  const jobs = async () =>
    (await cluster.api.list(`/apis/batch/v1/namespaces/${NAMESPACE}/jobs`)).map(({ metadata }) => metadata.name).sort();
  const forget = async (generation: number) => {
    const name = `acme-shop-g${generation}`;
    // The API server is shared: the delete guard is there when another file has installed the baseline.
    await cluster.api.patch(path("clusters", name), bothKeysAndFence((await object("clusters", name)).metadata));
    await cluster.api.delete(path("clusters", name));
    await until(async () => !(await clusters()).includes(name));
  };
  const serves = async () => {
    const service = await cluster.api.get<{ spec: { selector: Record<string, string> } }>(
      `/api/v1/namespaces/${NAMESPACE}/services/acme-shop`,
    );
    return service.spec.selector["cnpg.io/cluster"];
  };
  const marker = async () => {
    const { data } = await cluster.api.get<{ data: Record<string, string> }>(
      `/api/v1/namespaces/${NAMESPACE}/configmaps/acme-shop-generations`,
    );
    return { "in-use": data["in-use"], made: data["made"] };
  };

  const release = (values: Values, phase: "Succeeded" | "Failed" = "Succeeded"): Promise<Outcome> => {
    const file = valuesFile(cluster, JSON.stringify(mergeValues(example, values)));
    const args = ["upgrade", "acme-shop", join(CHARTS, "postgres"), "--install", "--namespace", NAMESPACE, "--values", file, "--atomic"];
    return whileJobsEnd(cluster, phase, () => cluster.tryHelm("helm3", [...args, "--timeout", "60s"]));
  };
  const released = async (values: Values) => {
    expect(await release(values)).toMatchObject({ code: 0 });
  };
  const refused = async (values: Values, words: string) => {
    const [served, before] = [await serves(), await clusters()];
    const { code, stderr } = await release(values);
    expect(stderr).toContain(words);
    expect(code).not.toBe(0);
    expect([await serves(), await clusters()]).toEqual([served, before]);
  };

  beforeAll(async () => {
    await cluster.namespace({}, NAMESPACE);
    await cluster.namespace({}, "acme-shop-prod");
    await cluster.apply([{ apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: PRIORITY }, value: 1 }]);
  });

  it("begin with a first one, which is free, and are written down", async () => {
    await released({});
    expect(await clusters()).toEqual(["acme-shop-g1"]);
    expect(await marker()).toEqual({ "in-use": "1", made: "1" });
    expect(await jobs()).toEqual(["acme-shop-wait"]);
  });

  it("get a second one by a restore, after the archive has what was committed until then", async () => {
    await released({ restore: { generation: 2, at: AT } });
    expect(await clusters()).toEqual(["acme-shop-g1", "acme-shop-g2"]);
    expect(await jobs()).toEqual(["acme-shop-archive-until", "acme-shop-wait"]);
    expect(await marker()).toEqual({ "in-use": "1", made: "2" });
  });

  it("never use a number twice: after an abandoned restore the next one is taken", async () => {
    await released({});
    await forget(2);
    await refused(
      { restore: { generation: 2, at: AT } },
      "2 was made before, so its archive is not empty and would refuse new files; write 3",
    );
    await released({ restore: { generation: 3, from: 1, at: AT } });
    expect(await clusters()).toEqual(["acme-shop-g1", "acme-shop-g3"]);
  });

  it("move only to one that is ready; until then nothing is fenced and the Service stays", async () => {
    const { code, stderr } = await release({ generation: 3, restore: { generation: 3, from: 1, at: AT } }, "Failed");
    expect(code).not.toBe(0);
    expect(stderr).toContain("pre-upgrade hooks failed");
    expect(await serves()).toBe("acme-shop-g1");
    expect((await object("clusters", "acme-shop-g1")).metadata.annotations).not.toHaveProperty(["cnpg.io/fencedInstances"]);
    expect(await marker()).toEqual({ "in-use": "1", made: "3" });
  });

  it("fence the old one when the Service moves, and let its backups rest; what else it has stays", async () => {
    const before = await object("clusters", "acme-shop-g1");
    await released({ generation: 3, restore: { generation: 3, from: 1, at: AT } });
    expect(await serves()).toBe("acme-shop-g3");
    const { metadata, spec } = await object("clusters", "acme-shop-g1");
    expect(metadata.annotations).toMatchObject({ "cnpg.io/fencedInstances": '["*"]' });
    expect(metadata.uid).toBe(before.metadata.uid);
    expect(spec).toEqual(before.spec);
    expect((await object("scheduledbackups", "acme-shop-g1")).spec.suspend).toBe(true);
    expect((await object("scheduledbackups", "acme-shop-g3")).spec.suspend).toBeUndefined();
    expect((await object("clusters", "acme-shop-g3")).metadata.annotations).not.toHaveProperty(["cnpg.io/fencedInstances"]);
  });

  it("stay what they are when the entry is tidied: restore goes, the generation stays", async () => {
    const { metadata } = await object("clusters", "acme-shop-g3");
    await released({ generation: 3 });
    expect((await object("clusters", "acme-shop-g3")).metadata.uid).toBe(metadata.uid);
    expect((await object("clusters", "acme-shop-g1")).metadata.annotations).toMatchObject({ "cnpg.io/fencedInstances": '["*"]' });
    expect(await marker()).toEqual({ "in-use": "3", made: "3" });
  });

  it("do not go back: neither to an old one, nor to one that would be created empty", async () => {
    await refused({}, "generation: 1 is below 3, which clients of acme-shop use; generation 1 is from before it. Write generation: 3");
    await forget(1);
    await refused(
      {},
      "generation 1 is gone, and would be created empty. Write generation: 3. Older data comes back by a restore, as generation 4",
    );
    await refused({ generation: 4 }, "Cluster acme-shop-g4 does not exist and would be created empty");
  });

  it("restore a lost one as another generation instead of creating it empty", async () => {
    await forget(3);
    await refused({ generation: 3 }, "restore: { generation: 4, from: 3, at: … }");
    await released({ generation: 3, restore: { generation: 4, from: 3, at: AT } });
    expect(await clusters()).toEqual(["acme-shop-g4"]);
    await released({ generation: 4, restore: { generation: 4, from: 3, at: AT } });
    expect(await serves()).toBe("acme-shop-g4");
  });

  it("are remembered when the release is gone", async () => {
    await cluster.helm("helm3", ["uninstall", "acme-shop", "--namespace", NAMESPACE]);
    const { code, stderr } = await release({});
    expect(code).not.toBe(0);
    expect(stderr).toContain("generation: 1 is below 4");
    await released({ generation: 4 });
    expect(await clusters()).toEqual(["acme-shop-g4"]);
  });

  it("ask again for a first base backup that failed, and for none when there is one", async () => {
    const backups = async () =>
      (await cluster.api.list(path("backups").slice(0, -1))).map(({ metadata }) => metadata.name).filter((name) => name.includes("-g4-"));
    const reinstalled = async () => {
      await cluster.helm("helm3", ["uninstall", "acme-shop", "--namespace", NAMESPACE]);
      await released({ generation: 4 });
    };
    const first = await backups();
    expect(first).toHaveLength(1);
    await cluster.api.patch(`${path("backups", first[0])}/status`, { status: { phase: "completed" } });
    await reinstalled();
    expect(await backups()).toEqual(first);
    await cluster.api.patch(`${path("backups", first[0])}/status`, { status: { phase: "failed" } });
    await reinstalled();
    expect(await backups()).toHaveLength(2);
  });

  it("wait for a new product until the operator has created its schemas", async () => {
    await cluster.api.delete(`/apis/batch/v1/namespaces/${NAMESPACE}/jobs/acme-shop-wait?propagationPolicy=Background`);
    await until(async () => !(await jobs()).includes("acme-shop-wait"));
    await released({ generation: 4 });
    expect(await jobs()).not.toContain("acme-shop-wait");
    await released({ generation: 4, products: { shop: { areas: ["audit"] } } });
    expect(await jobs()).toContain("acme-shop-wait");
  });

  it("have nowhere to be archived to without the Secret, and are not made then", async () => {
    const archive = { archive: { credentials: "archive", roleArn: null, endpoint: "https://s3.acme.test" }, generation: 4 };
    await refused(archive, `kubectl --namespace ${NAMESPACE} create secret generic archive`);
    const keys = { ACCESS_KEY_ID: "a", ACCESS_SECRET_KEY: "b" };
    await cluster.apply([{ apiVersion: "v1", kind: "Secret", metadata: { name: "archive", namespace: NAMESPACE }, stringData: keys }]);
    await released(archive);
  });
});
