import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { loadFamily } from "../../model/load";
import { CatalogOnCluster, type DatabaseCluster } from "./catalog-on-cluster";
import { Runbook, type Names } from "./runbook";
import type { KubernetesObject } from "./support/api-client";
import { describeOnCluster, until, type Cluster } from "./support/cluster";
import type { ControlPlane } from "./support/control-plane";
import { valuesFile } from "./support/deploy";
import { manifestsIn } from "./support/render";
import { startCluster } from "./support/start-cluster";

type Secret = KubernetesObject & { readonly type: string; readonly data: Readonly<Record<string, string>> };
type Deployment = KubernetesObject & {
  readonly spec: { readonly replicas: number; readonly template: { readonly metadata: { readonly annotations?: object } } };
};

/** What the pages call by these names, in the invented family. */
const LIVE: Names = {
  product: "shop",
  environment: "live",
  database: "acme-shop",
  namespace: "acme-shop-live-db",
  applications: "acme-shop-live",
};
const TRIAL: Names = {
  product: "shop",
  environment: "trial",
  database: "acme-products",
  namespace: "acme-trial-db",
  applications: "acme-shop-trial",
};

const databases = (namespace: string) => `/apis/postgresql.cnpg.io/v1/namespaces/${namespace}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");

/** The pages in an order in which somebody might need them: each test begins where the one before ended. */
describeOnCluster("Who follows the runbook", () => {
  let cluster: Cluster;
  let controlPlane: ControlPlane | undefined;
  let catalog: CatalogOnCluster;

  const opened: Runbook[] = [];
  const page = (name: string, names: Names, { folder } = catalog): Runbook => {
    const runbook = new Runbook(name, cluster, folder, names);
    opened.push(runbook);
    return runbook;
  };
  const clusterPath = (name: string, namespace = "acme-shop-live-db") => `${databases(namespace)}/clusters/${name}`;
  const database = (name: string, namespace?: string) => cluster.api.get<DatabaseCluster>(clusterPath(name, namespace));
  const isThere = async (path: string) => (await cluster.api.call("GET", path)).status === 200;
  const deployments = (namespace: string) => cluster.api.list<Deployment>(`/apis/apps/v1/namespaces/${namespace}/deployments`);
  const replicas = async (namespace: string) => [...new Set((await deployments(namespace)).map(({ spec }) => spec.replicas))];
  const counts = async (namespace: string) =>
    Object.fromEntries((await deployments(namespace)).map(({ metadata, spec }) => [metadata.name, spec.replicas]));
  const deployShop = () => catalog.deploy("live", "acme-shop");

  beforeAll(async () => {
    ({ cluster, controlPlane } = await startCluster());
    catalog = new CatalogOnCluster(cluster);
    const shop = join(catalog.folder, "products/shop.yaml");
    writeFileSync(shop, readFileSync(shop, "utf8").replace(/, restore: \{.*?\}/, ""));
    await catalog.deployAll("live");
    await catalog.releaseApplication("live", "acme-shop-api");
  });
  afterEach(() => {
    // A page says of a block that this test runs it, so it does.
    for (const runbook of opened.splice(0)) expect(runbook.notFollowed()).toEqual([]);
  });
  afterAll(() => {
    controlPlane?.stop();
    catalog.remove();
  });

  it("restore brings a database to a moment in three steps, and deletes no generation that is in use", async () => {
    const at = ago(60);
    const restore = page("restore", { ...LIVE, at, old: "1", new: "2" });
    const first = await database("acme-shop-g1");
    const serving = await counts("acme-shop-live");
    expect(serving).toEqual({ "acme-shop-api": 8, "acme-shop-api-scanner": 1 });

    await restore.follow("0. Stop");
    await restore.follow("0. Stop");
    expect(await replicas("acme-shop-live")).toEqual([0]);
    for (const [moment, refusal] of [
      [ago(100 * 24 * 60), "backups are kept for 60 days"],
      [ago(-60), "is in the future"],
    ] as const) {
      const refused = await restore.try("1. Start", 1, { at: moment });
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(refusal);
    }
    await restore.follow("1. Start");
    expect((await restore.try("1. Start")).stderr).toContain("is in progress");
    await deployShop();
    const shown = await restore.follow("1. Start", 2);
    expect(shown).toMatch(/acme-shop-g1\b[^]*acme-shop-g2\b/);
    expect(shown.trimEnd().split("\n").at(-1)).toBe("acme-shop-g1");
    const second = await database("acme-shop-g2");
    expect(second.spec.bootstrap.recovery?.recoveryTarget).toEqual({ targetTime: at });

    // The wrong moment: another Cluster comes, this one goes once nobody can be connected to it.
    await restore.follow("Another moment", 1, { next: "3" });
    await deployShop();
    expect((await restore.try("3. Delete", 1, { generation: "2" })).code).not.toBe(0);
    await restore.follow("Another moment", 2);
    await restore.follow("3. Delete", 1, { generation: "2" });
    expect(await isThere(clusterPath("acme-shop-g2"))).toBe(false);
    const again = await database("acme-shop-g3");
    expect(again.spec.bootstrap.recovery?.recoveryTarget).toEqual({ targetTime: "2026-11-22T09:30:00Z" });
    expect((await database("acme-shop-g1")).metadata.uid).toBe(first.metadata.uid);

    await restore.follow("2. Move", 1, { new: "3" });
    await deployShop();
    expect(await restore.follow("2. Move", 2)).toMatch(/^acme-shop-g3$/m);
    expect(await counts("acme-shop-live")).toEqual(serving);
    for (const { metadata } of await deployments("acme-shop-live")) expect(metadata.annotations).not.toHaveProperty("restore/replicas");

    // The next deploys are not held up by what was set by hand: neither as it was, nor with other counts.
    await catalog.releaseApplication("live", "acme-shop-api");
    expect(await counts("acme-shop-live")).toEqual(serving);
    const shop = join(catalog.folder, "products/shop.yaml");
    writeFileSync(shop, readFileSync(shop, "utf8").replace(/^calls:/m, "workers: 2\ncalls:"));
    await catalog.releaseApplication("live", "acme-shop-api");
    expect(await counts("acme-shop-live")).toEqual({ ...serving, "acme-shop-api-scanner": 2 });
    // Out of the release, and kept, with its data and its backups.
    expect((await database("acme-shop-g1")).metadata.uid).toBe(first.metadata.uid);

    expect(
      (await cluster.tryKubectl(["delete", "clusters.postgresql.cnpg.io", "acme-shop-g1", "-n", "acme-shop-live-db"])).stderr,
    ).toContain("both keys");
    expect((await restore.try("3. Delete", 1, { generation: "3" })).code).not.toBe(0);
    expect((await database("acme-shop-g3")).metadata.annotations).not.toHaveProperty("delete-guard/uid");
    // The entry is tidied; the generation stays.
    writeFileSync(shop, readFileSync(shop, "utf8").replace(/, restore: \{.*?\}/, ""));
    await deployShop();
    await restore.follow("3. Delete", 1, { generation: "1" });
    for (const kind of ["clusters", "databases", "scheduledbackups"]) {
      const left = await cluster.api.list(`${databases("acme-shop-live-db")}/${kind}`);
      expect({ kind, left: left.map(({ metadata }) => metadata.name) }).toEqual({ kind, left: ["acme-shop-g3"] });
    }
  });

  it("rotate-a-password changes both Secrets of each role to one new value, and nothing else", async () => {
    const rotate = page("rotate-a-password", LIVE);
    const secrets = async () =>
      new Map(
        (await cluster.api.list<Secret>("/api/v1/secrets")).map((each) => [`${each.metadata.namespace}/${each.metadata.name}`, each]),
      );
    const releasedObjects = async () => {
      const { stdout } = await cluster.tryHelm("helm3", ["get", "manifest", "acme-shop", "-n", "acme-shop-live-db"], {
        HELM_DRIVER: "secret",
      });
      return manifestsIn(stdout).filter(({ kind }) => kind !== "Secret");
    };
    const [before, objectsBefore] = [await secrets(), await releasedObjects()];
    expect(objectsBefore.length).toBeGreaterThan(5);

    await rotate.follow("1. Count up");
    await deployShop();
    const rows = (await rotate.follow("1. Count up", 2)).trimEnd().split("\n").slice(1);
    expect(rows.map((row) => row.split(/ +/).join(" ")).sort()).toEqual(
      ["acme-shop-live", "acme-shop-live-db"].flatMap((namespace) =>
        ["migrator", "ro", "rw"].map((role) => `${namespace} acme-shop-${role} 2`),
      ),
    );

    const after = await secrets();
    for (const role of ["rw", "ro", "migrator"]) {
      const [original, copy] = [`acme-shop-live-db/acme-shop-${role}`, `acme-shop-live/acme-shop-${role}`];
      const { password: old, ...unchanged } = before.get(original)!.data;
      const { password } = after.get(original)!.data;
      expect(password).not.toBe(old);
      expect(after.get(original)!.data).toEqual({ ...unchanged, password });
      expect(after.get(copy)!.data).toEqual({ ...before.get(copy)!.data, DB_PASSWORD: password });
    }
    const others = [...before].filter(
      ([name, { type }]) => !/^acme-shop-live(-db)?\/acme-shop-/.test(name) && !type.startsWith("helm.sh/"),
    );
    expect(others.length).toBeGreaterThan(0);
    for (const [name, secret] of others) expect({ name, data: after.get(name)?.data }).toEqual({ name, data: secret.data });
    expect(await releasedObjects()).toEqual(objectsBefore);

    await rotate.follow("2. Restart");
    for (const { spec } of await deployments("acme-shop-live"))
      expect(spec.template.metadata.annotations).toHaveProperty(["kubectl.kubernetes.io/restartedAt"]);
  });

  it("grow-a-volume gives the same Cluster a larger volume, and its namespace the room for it", async () => {
    const grow = page("grow-a-volume", { ...LIVE, generation: "3" });
    const { metadata } = await database("acme-shop-g3");
    const room = async () => {
      const quota = await cluster.api.get<{ spec: { hard: Record<string, string> } }>(
        "/api/v1/namespaces/acme-shop-live-db/resourcequotas/quota",
      );
      return parseInt(quota.spec.hard["requests.storage"] ?? "");
    };
    expect(await grow.follow("1. What")).toMatch(/^50Gi 8Gi$/m);
    await grow.follow("2. Grow");
    await deployShop();
    expect((await database("acme-shop-g3")).spec.storage.size).toBe("200Gi");
    await grow.follow("2. Grow", 2);
    await deployShop();
    const grown = await database("acme-shop-g3");
    expect(grown.spec.storage.size).toBe("600Gi");
    expect(grown.metadata.uid).toBe(metadata.uid);
    expect(await room()).toBeGreaterThanOrEqual(2 * 3 * 600); // three instances, and a restore of the same size beside them
  });

  it("major-upgrade gives the same Cluster another image and a new archive, when its environment's turn comes", async () => {
    const image = `registry.acme.example/postgres:18@sha256:${"2".repeat(64)}`;
    const old = (await database("acme-shop-g3")).spec.imageName;
    const upgrade = page("major-upgrade", { ...LIVE, image, old, later: "live", generation: "3" });
    const { metadata } = await database("acme-shop-g3");
    await upgrade.follow("Before");
    // Beside those that releases have asked for.
    const backups = await cluster.api.list(`${databases("acme-shop-live-db")}/backups`);
    expect(backups.filter(({ metadata: { name } }) => name.startsWith("acme-shop-major-"))).toHaveLength(1);
    await upgrade.follow("1. Write");
    await upgrade.follow("1. Write", 2);
    await deployShop();
    expect(await upgrade.follow("1. Write", 3)).toBe(`${old} acme-shop-pg17-g3\n`);

    const environments = join(catalog.folder, "environments.yaml");
    const waiting = parseDocument(readFileSync(environments, "utf8"));
    waiting.deleteIn(["live", "postgres"]);
    writeFileSync(environments, waiting.toString({ lineWidth: 0 }));
    await deployShop();
    expect(await upgrade.follow("1. Write", 3)).toBe(`${image} acme-shop-pg18-g3\n`);
    expect((await database("acme-shop-g3")).metadata.uid).toBe(metadata.uid);
  });

  it("rescue-one-schema restores the shared database aside, without an archive of its own, and deletes what it made", async () => {
    const rescue = page("rescue-one-schema", { ...TRIAL, at: ago(30), generation: "1" });
    await catalog.deploy("trial", "acme-products");
    await catalog.releaseApplication("trial", "acme-shop-api");
    const running = await database("acme-products-g1", "acme-trial-db");
    const serving = await counts("acme-shop-trial");
    expect(serving).toEqual({ "acme-shop-api": 2, "acme-shop-api-scanner": 2 });
    await rescue.follow("1. Stop");
    expect(await replicas("acme-shop-trial")).toEqual([0]);
    await rescue.follow("2. Restore");
    const { metadata, spec } = await database("acme-products-rescue", "acme-trial-db");
    expect(spec.plugins ?? []).toEqual([]);
    expect(spec.bootstrap.recovery).toMatchObject({ database: "acme_products", owner: "acme_products_owner" });
    expect(spec.externalClusters?.map(({ plugin }) => plugin.parameters)).toEqual(
      running.spec.plugins?.map(({ parameters }) => parameters),
    );
    expect((await cluster.api.tryDelete(clusterPath(metadata.name, "acme-trial-db"))).status).toBe(403);
    await rescue.follow("3. Dump");
    expect(await counts("acme-shop-trial")).toEqual(serving);
    await rescue.follow("4. Clean");
    expect(await isThere(clusterPath(metadata.name, "acme-trial-db"))).toBe(false);
    expect((await database("acme-products-g1", "acme-trial-db")).metadata.uid).toBe(running.metadata.uid);

    // Of three instances, one comes back, and waits for no standby: CloudNativePG refuses a number of them that is not below the instances.
    const live = { database: "acme-shop", namespace: "acme-shop-live-db", generation: "3" };
    expect((await database("acme-shop-g3")).spec).toMatchObject({ instances: 3, postgresql: { synchronous: { number: 1 } } });
    await rescue.follow("2. Restore", 1, live);
    const aside = await database("acme-shop-rescue");
    expect(aside.spec).toMatchObject({ instances: 1, enablePDB: false });
    expect(aside.spec.postgresql).not.toHaveProperty("synchronous");
    expect(aside.spec.bootstrap.recovery).toMatchObject({ database: "acme_shop", owner: "acme_shop_migrator" });
    await rescue.follow("4. Clean", 1, live);
    expect(await isThere(clusterPath("acme-shop-rescue"))).toBe(false);
  });

  it("lose-a-region makes, in an empty cluster, of each database one Cluster that comes from the archive of the one that is lost", async () => {
    const elsewhere = new CatalogOnCluster(cluster, catalog.folder);
    const region = page("lose-a-region", LIVE, elsewhere);
    await region.follow("3. Every");
    await region.follow("3. Every", 2);
    for (const [database, lost, next] of [
      ["acme-shop", "pg18-g3", 4],
      ["acme-shared", "pg18-g1", 2],
    ] as const) {
      const { name, namespace, chart, values } = elsewhere.synthesized("live").releases.find((each) => each.name === database)!;
      const text = await cluster.helm("helm3", [
        "template",
        name,
        chart,
        "--namespace",
        namespace,
        "--values",
        valuesFile(cluster, values),
      ]);
      const clusters = manifestsIn(text).filter(({ kind }) => kind === "Cluster") as unknown as readonly DatabaseCluster[];
      const made = `${database}-g${next}`;
      expect(clusters.map(({ metadata }) => metadata.name)).toEqual([made]);
      expect(clusters[0]?.spec.externalClusters?.[0]?.plugin.parameters.serverName).toBe(`${database}-${lost}`);
      expect(clusters[0]?.spec.plugins?.[0]?.parameters.serverName).toBe(`${database}-pg18-g${next}`);
      expect(await cluster.kubectl(["create", "--dry-run=server", "-f", "-"], JSON.stringify(clusters[0]))).toContain(`${made} created`);
    }
    expect(await region.follow("3. Every", 3)).toContain("acme-shop-g3");
    elsewhere.remove();
  });

  it("drain-a-node closes a node, is told what would be evicted, and opens it again", async () => {
    const drain = page("drain-a-node", { node: "worker-1" });
    await cluster.api.post("/api/v1/nodes", { metadata: { name: "worker-1" } });
    const pods = "/api/v1/namespaces/acme-shop-live/pods";
    await until(async () => (await cluster.api.list(pods)).length > 0, "a Pod");
    const [pod] = await cluster.api.list(pods);
    const name = pod?.metadata.name ?? "";
    await cluster.api.post(`${pods}/${name}/binding`, { metadata: { name }, target: { kind: "Node", name: "worker-1" } });

    const shown = await drain.follow("1. What");
    expect(shown).toContain(name);
    expect(shown).toContain("acme-shop-g3");
    expect(await drain.follow("2. Drain")).toContain(`evicting pod acme-shop-live/${name}`);
    const unschedulable = async () =>
      (await cluster.api.get<{ spec: { unschedulable?: boolean } }>("/api/v1/nodes/worker-1")).spec.unschedulable;
    expect(await unschedulable()).toBe(true);
    expect(await isThere(`${pods}/${name}`)).toBe(true);
    await drain.follow("3. Put");
    expect(await unschedulable()).toBeUndefined();
    await cluster.api.delete(`${pods}/${name}?gracePeriodSeconds=0`);
  });

  it("upgrade-gateway-crds sees which bundle is installed", async () => {
    const upgrade = page("upgrade-gateway-crds", {});
    expect(await upgrade.follow("1. What")).toMatch(
      /^gateways\.gateway\.networking\.k8s\.io +v\d+\.\d+\.\d+ +(standard|experimental) +\[.*v1.*\]$/m,
    );
    expect(await upgrade.follow("3. The controller")).toContain("acme");
  });

  it("remove-a-product keeps the database when it is archived, and deletes it for good with both keys alone", async () => {
    const remove = page("remove-a-product", LIVE);
    const [inside, outside] = ["/api/v1/namespaces/acme-shop-live", "/api/v1/namespaces/acme-shop-live-db"];
    const gone = (path: string) => until(async () => !(await isThere(path)), `the end of ${path}`);
    const { metadata } = await database("acme-shop-g3");
    // As the operator makes it; the garbage collector takes it away with its Cluster.
    const owner = { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", name: metadata.name, uid: metadata.uid, controller: true };
    const volume = {
      metadata: { name: "acme-shop-g3-1", labels: { "cnpg.io/cluster": metadata.name }, ownerReferences: [owner] },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    };
    expect((await cluster.api.tryPost(`${outside}/persistentvolumeclaims`, volume)).status).toBe(201);

    await remove.follow("1. Archive");
    await remove.follow("1. Archive", 2);
    await deployShop();
    expect(catalog.synthesized("live").manifests.map((each) => each.metadata.name)).not.toContain("acme-shop-live");
    expect((await cluster.api.tryDelete(inside)).status).toBe(200);
    await gone(inside);
    expect((await database("acme-shop-g3")).metadata.uid).toBe(metadata.uid);

    expect((await cluster.api.tryDelete(outside)).status).toBe(403);
    await remove.follow("2. Hand over");
    await remove.follow("3. Delete");
    expect(Object.keys(loadFamily(catalog.folder).products)).not.toContain("shop");
    const uninstalled = await cluster.tryHelm("helm3", ["uninstall", "acme-shop", "-n", "acme-shop-live-db"], { HELM_DRIVER: "secret" });
    expect(uninstalled).toMatchObject({ code: 0 });
    expect((await database("acme-shop-g3")).metadata.uid).toBe(metadata.uid);
    expect((await cluster.api.tryDelete(outside)).status).toBe(200);
    await gone(outside);
  });
});
