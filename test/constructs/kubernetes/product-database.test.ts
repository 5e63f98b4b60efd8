import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { type DatabaseValues, ProductDatabase } from "../../../constructs/kubernetes/product-database";
import { synth } from "../../synth";
import { exampleChart, exampleNamespace } from "./example";

const shop: DatabaseValues["products"][string] = {
  schema: "app",
  areas: null,
  roles: { rw: "acme_shop_rw", ro: "acme_shop_ro", migrator: "acme_shop_migrator" },
  connectionLimits: { rw: 150, ro: 40, migrator: 4 },
  connectionsPerReplica: 5,
  namespace: "acme-shop-live",
  readOnlySecret: false,
  rotation: 1,
  partitions: { clicks: { by: "day", keepDays: 90 } },
};

const example: DatabaseValues = {
  environment: "live",
  name: "acme_shop",
  objectName: "acme-shop",
  owner: "acme_shop_migrator",
  generation: 1,
  restore: null,
  pgMajor: 17,
  image: "registry.acme.example/postgres:17@sha256:11",
  imagePullSecret: null,
  instances: 3,
  size: { cpu: "2", memory: "4Gi", storage: "50Gi", walStorage: "8Gi", maxConnections: 300 },
  storageClass: "fast",
  priorityClass: "database",
  retentionDays: 30,
  backupSchedule: "0 17 3 * * *",
  archive: { bucket: "s3://acme-archive", credentials: "iam", endpoint: null, roleArn: "arn:aws:iam::123456789012:role/acme" },
  monitoring: false,
  monitoringLabels: null,
  products: { shop },
};

const release = (change: Partial<DatabaseValues> = {}) =>
  synth(
    (scope) =>
      new ProductDatabase(scope, "database", {
        chart: exampleChart(scope),
        provider: new HelmProvider(scope, "helm", { alias: "secret" }),
        namespace: exampleNamespace(scope, "acme-shop-live-db", "database"),
        values: { ...example, ...change },
        receivers: [exampleNamespace(scope)],
        dependsOn: [],
      }),
  );

const values = (change?: Partial<DatabaseValues>): unknown => {
  const [text = ""] = release(change).only("helm_release").values as readonly string[];
  return JSON.parse(text);
};

it("is taken away by no plan", () => {
  expect(release().only("helm_release")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

it("is kept by Helm in a Secret, because its manifest holds passwords", () => {
  expect(release().only("helm_release")).toMatchObject({ provider: "helm.secret" });
});

it("waits for both namespaces, and for the quota to be counted", () => {
  const stack = release();
  expect(stack.only("helm_release").depends_on).toEqual(
    expect.arrayContaining([
      ...stack.addresses("kubernetes_namespace_v1"),
      ...stack.addresses("kubernetes_resource_quota_v1").filter((address) => address.includes("live-db")),
    ]),
  );
});

it("passes numbers on as the catalog has them", () => {
  expect(values()).toMatchObject({
    instances: 3,
    retentionDays: 30,
    backupSchedule: "0 17 3 * * *",
    size: { maxConnections: 300 },
    products: {
      shop: {
        connectionLimits: { rw: 150, ro: 40, migrator: 4 },
        connectionsPerReplica: 5,
        partitions: { clicks: { by: "day", keepDays: 90 } },
      },
    },
  });
});

it("recovers a generation beside the active one to a moment", () => {
  const restore = { generation: 2, from: 1, at: "2026-11-22T09:45:52Z", lsn: null };
  expect(values({ restore })).toMatchObject({ generation: 1, restore: { generation: 2, from: 1, at: "2026-11-22T09:45:52Z" } });
  expect(values({ restore })).not.toHaveProperty("restore.lsn");
});

it("leaves away what the catalog does not say", () => {
  expect(values()).not.toHaveProperty("restore");
  expect(values()).not.toHaveProperty("imagePullSecret");
  expect(values()).not.toHaveProperty("archive.endpoint");
});
