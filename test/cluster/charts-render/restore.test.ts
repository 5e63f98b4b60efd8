import { archiveGeneration, databaseClusterName } from "../../../contract/generations";
import { cluster, database } from "./database";
import { ofKind, only, type Rendered } from "./helm-template";

/** Without it the operator makes a database and a role called app: https://cloudnative-pg.io/docs/1.30/recovery */
const OWNERSHIP = { database: "acme_shop", owner: "acme_shop_migrator", secret: { name: "acme-shop-migrator" } };

describe("A restore", () => {
  const target = { generation: 2, at: "2026-11-22T09:45:52Z" };
  const generations = (objects: readonly Rendered[]) => Object.keys(ofKind(objects, "Cluster"));
  const selector = (objects: readonly Rendered[]) => ofKind(objects, "Service")["acme-shop"]?.spec?.["selector"];
  const before = database("product");
  const beside = database("product", { restore: target });
  const moved = database("product", { generation: 2, restore: target });

  it("starts with a second Cluster from the first one's archive, at that moment, under a name of its own", () => {
    expect(generations(beside)).toEqual(["acme-shop-g1", "acme-shop-g2"]);
    const spec = cluster(beside, "acme-shop-g2");
    expect(spec.bootstrap).toEqual({ recovery: { source: "origin", ...OWNERSHIP, recoveryTarget: { targetTime: target.at } } });
    expect(spec.externalClusters?.[0]?.plugin.parameters).toEqual({ barmanObjectName: "acme-shop", serverName: "acme-shop-pg18-g1" });
    expect(spec.plugins[0].parameters["serverName"]).toBe("acme-shop-pg18-g2");
  });

  it("leaves the Cluster in use and its clients untouched meanwhile", () => {
    for (const kind of ["Cluster", "Database", "ScheduledBackup"])
      expect(ofKind(beside, kind)["acme-shop-g1"]).toEqual(ofKind(before, kind)["acme-shop-g1"]);
    expect(selector(beside)).toEqual({ "cnpg.io/cluster": "acme-shop-g1", "cnpg.io/instanceRole": "primary" });
    for (const kind of ["Service", "ObjectStore", "CronJob", "PodMonitor"]) expect(ofKind(beside, kind)).toEqual(ofKind(before, kind));
  });

  it("names Clusters and archives as everything outside the chart does", () => {
    expect(generations(beside)).toEqual([databaseClusterName("acme-shop", 1), databaseClusterName("acme-shop", 2)]);
    expect(cluster(beside, "acme-shop-g2").plugins[0].parameters["serverName"]).toBe(archiveGeneration("acme-shop", 18, 2));
  });

  it("then points the stable Service at the second one, which does not change by that", () => {
    expect(selector(moved)).toEqual({ "cnpg.io/cluster": "acme-shop-g2", "cnpg.io/instanceRole": "primary" });
    expect(ofKind(moved, "Cluster")["acme-shop-g2"]).toEqual(ofKind(beside, "Cluster")["acme-shop-g2"]);
  });

  it("then takes the first one out of the release, and alerts until somebody deletes it", () => {
    expect(generations(moved)).toEqual(["acme-shop-g2"]);
    expect(JSON.stringify(only(moved, "PrometheusRule").spec)).toContain('cluster=~\\"acme-shop-g[0-9]+\\",cluster!~\\"acme-shop-g2\\"');
  });

  it("keeps the owner without login of a shared database", () => {
    const { recovery } = cluster(database("consolidated", { restore: target }), "acme-products-g2").bootstrap;
    expect(recovery).toEqual({
      source: "origin",
      database: "acme_products",
      owner: "acme_products_owner",
      recoveryTarget: { targetTime: target.at },
    });
  });

  it("reaches a log position too, and an archive other than the last", () => {
    const spec = cluster(database("product", { generation: 2, restore: { generation: 4, from: 1, lsn: "0/3000060" } }), "acme-shop-g4");
    expect(spec.bootstrap).toEqual({ recovery: { source: "origin", ...OWNERSHIP, recoveryTarget: { targetLSN: "0/3000060" } } });
    expect(spec.externalClusters?.[0]?.plugin.parameters["serverName"]).toBe("acme-shop-pg18-g1");
  });
});
