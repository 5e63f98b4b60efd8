import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RESERVED_CONNECTIONS } from "../../../contract/limits";
import { CHARTS } from "../support/charts";
import { cluster, database, secrets } from "./database";
import { decoded, NAMESPACE, only, refusal } from "./helm-template";

describe("Credentials", () => {
  it("are the whole DB_* contract in the product's namespace, for the application and the migrations", () => {
    const all = secrets(database("product"));
    const contract = {
      DB_HOST: `acme-shop.${NAMESPACE}.svc`,
      DB_PORT: "5432",
      DB_NAME: "acme_shop",
      DB_SCHEMA: "app",
      DB_SSLMODE: "require",
      DB_PASSWORD: expect.stringMatching(/^[A-Za-z0-9]{32}$/) as string,
    };
    expect(all["Secret/acme-shop-prod/acme-shop-rw"]).toEqual({ ...contract, DB_USER: "acme_shop_rw", DB_CONN_MAX: "10" });
    expect(all["Secret/acme-shop-prod/acme-shop-migrator"]).toEqual({ ...contract, DB_USER: "acme_shop_migrator", DB_CONN_MAX: "1" });
  });

  it("have the same password as the operator's, and each role one of its own", () => {
    const all = secrets(database("product"));
    const passwords = ["rw", "migrator"].map((role) => all[`Secret/${NAMESPACE}/acme-shop-${role}`]?.["password"]);
    expect(passwords).toEqual(["rw", "migrator"].map((role) => all[`Secret/acme-shop-prod/acme-shop-${role}`]?.["DB_PASSWORD"]));
    expect(new Set(passwords).size).toBe(2);
  });

  it("of the reading role stay with the database unless a product asks for them", () => {
    const names = Object.keys(secrets(database("consolidated")));
    expect(names).toContain(`Secret/${NAMESPACE}/acme-shop-ro`);
    expect(names).not.toContain("Secret/acme-shop-dev/acme-shop-ro");
    expect(names).toContain("Secret/acme-tide-dev/acme-tide-ro");
  });

  it("are what the operator reads: basic-auth, the role as user name, reloaded on change, kept on removal", () => {
    const objects = database("product").filter(({ kind, metadata }) => kind === "Secret" && metadata.namespace === NAMESPACE);
    expect(objects.map((object) => decoded(object)["username"])).toEqual(["acme_shop_migrator", "acme_shop_ro", "acme_shop_rw"]);
    for (const { metadata, ...rest } of objects) {
      expect(rest).toMatchObject({ type: "kubernetes.io/basic-auth" });
      expect(metadata.labels).toMatchObject({ "cnpg.io/reload": "true", product: "shop" });
      expect(metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
    }
  });

  it("reach no namespace when the product names none", () => {
    const objects = database("product", { products: { shop: { namespace: null } } });
    expect(objects.filter(({ kind }) => kind === "Secret").map(({ metadata }) => metadata.namespace)).toEqual([
      NAMESPACE,
      NAMESPACE,
      NAMESPACE,
    ]);
  });
});

describe("A database of three instances", () => {
  const spec = cluster(database("product"), "acme-shop-g1");

  it("loses no commit with one instance, and no majority in one zone", () => {
    expect(spec.postgresql.synchronous).toEqual({ method: "any", number: 1, dataDurability: "required", failoverQuorum: true });
    expect(spec.affinity).toEqual({
      enablePodAntiAffinity: true,
      podAntiAffinityType: "required",
      topologyKey: "topology.kubernetes.io/zone",
    });
    expect(spec.enablePDB).toBe(true);
  });

  it("derives its memory settings from its memory, and takes what it is told over them", () => {
    expect(spec.postgresql.parameters).toMatchObject({ shared_buffers: "2048MB", effective_cache_size: "6144MB", max_connections: "200" });
    expect(spec.postgresql.parameters["log_min_duration_statement"]).toBe("500ms");
    const told = database("product", { parameters: { shared_buffers: "3GB" } });
    expect(cluster(told, "acme-shop-g1").postgresql.parameters["shared_buffers"]).toBe("3GB");
  });

  it("lets only its own roles into its own database, over TLS", () => {
    expect(spec.postgresql.pg_hba).toEqual([
      "hostssl acme_shop acme_shop_rw,acme_shop_ro,acme_shop_migrator all scram-sha-256",
      "host all all all reject",
    ]);
  });

  it("answers to the stable Service's names", () => {
    const names = ["acme-shop", `acme-shop.${NAMESPACE}`, `acme-shop.${NAMESPACE}.svc`, `acme-shop.${NAMESPACE}.svc.cluster.local`];
    expect(spec.certificates.serverAltDNSNames).toEqual(names);
  });

  it("belongs to its migrator, who has a password from the start", () => {
    expect(spec.bootstrap).toEqual({
      initdb: {
        database: "acme_shop",
        owner: "acme_shop_migrator",
        secret: { name: "acme-shop-migrator" },
        postInitApplicationSQL: expect.any(Array) as unknown,
        dataChecksums: true,
      },
    });
    expect(spec.managed.roles.map(({ name, login, connectionLimit }) => [name, login, connectionLimit])).toEqual([
      ["acme_shop_migrator", true, 5],
      ["acme_shop_ro", true, 20],
      ["acme_shop_rw", true, 120],
    ]);
  });

  it("archives under a name with version and generation, for as long as the retention says", () => {
    expect(spec.plugins[0].parameters).toEqual({ barmanObjectName: "acme-shop", serverName: "acme-shop-pg18-g1" });
    expect(only(database("product"), "ObjectStore").spec).toMatchObject({
      retentionPolicy: "30d",
      configuration: {
        destinationPath: "s3://acme-archive",
        s3Credentials: { inheritFromIAMRole: true },
        data: { immediateCheckpoint: true },
      },
    });
    expect(only(database("product"), "ScheduledBackup").spec).toMatchObject({ schedule: "0 0 2 * * *", immediate: true, method: "plugin" });
  });

  it("takes the archive's role with its ServiceAccount, in every generation", () => {
    const restore = { generation: 2, at: "2026-11-22T09:45:52Z" };
    for (const name of ["acme-shop-g1", "acme-shop-g2"])
      expect(cluster(database("product", { restore }), name).serviceAccountTemplate?.metadata.annotations).toEqual({
        "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/acme-archive",
      });
    expect(cluster(database("consolidated"), "acme-products-g1").serviceAccountTemplate).toBeUndefined();
  });

  it("carries the labels by which Prometheus selects monitors and rules", () => {
    for (const kind of ["PodMonitor", "PrometheusRule"])
      expect(only(database("product"), kind).metadata.labels).toMatchObject({ release: "prometheus", database: "acme-shop" });
  });

  it("stays when the release goes", () => {
    const kept = database("product").filter(({ metadata }) => metadata.annotations?.["helm.sh/resource-policy"] === "keep");
    expect([...new Set(kept.map(({ kind }) => kind))].sort()).toEqual([
      "Cluster",
      "ConfigMap",
      "Database",
      "ObjectStore",
      "ScheduledBackup",
      "Secret",
    ]);
  });
});

describe("A consolidated database of one instance", () => {
  const objects = database("consolidated");
  const spec = cluster(objects, "acme-products-g1");

  it("does not block a drain, and waits for no standby", () => {
    expect(spec.enablePDB).toBe(false);
    expect(spec.postgresql.synchronous).toBeUndefined();
  });

  it("belongs to a role without login", () => {
    expect(spec.managed.roles).toContainEqual(expect.objectContaining({ name: "acme_products_owner", login: false }));
    expect(spec.bootstrap).toEqual({
      initdb: expect.objectContaining({ database: "acme_products", owner: "acme_products_owner" }) as object,
    });
    expect(spec.bootstrap["initdb"]).not.toHaveProperty("secret");
    expect(spec.postgresql.pg_hba.join()).not.toContain("acme_products_owner");
  });

  it("lets the products' roles connect as members of one role, which the database is made with", () => {
    const statements = expect.arrayContaining(['GRANT CONNECT ON DATABASE "acme_products" TO "acme_products_connect"']) as string[];
    expect(spec.bootstrap["initdb"]).toMatchObject({ postInitApplicationSQL: statements });
    const members = spec.managed.roles.filter(({ inRoles = [] }) => inRoles.includes("acme_products_connect"));
    expect(members).toHaveLength(6);
  });

  it("gives each product its schemas, owned by its own migrator", () => {
    expect(only(objects, "Database").spec).toMatchObject({
      owner: "acme_products_owner",
      databaseReclaimPolicy: "retain",
      schemas: [
        { name: "shop", owner: "acme_shop_migrator", ensure: "present" },
        { name: "tide", owner: "acme_tide_migrator", ensure: "present" },
        { name: "tide_audit", owner: "acme_tide_migrator", ensure: "present" },
      ],
    });
    expect(secrets(objects)["Secret/acme-tide-dev/acme-tide-rw"]).toMatchObject({ DB_NAME: "acme_products", DB_SCHEMA: "tide" });
  });

  it("lets the operator's exporter connect, which the owner's REVOKE would keep out", () => {
    for (const [name, each] of [
      ["acme_products", spec],
      ["acme_shop", cluster(database("product"), "acme-shop-g1")],
    ] as const)
      expect(each.bootstrap["initdb"]).toMatchObject({
        postInitApplicationSQL: expect.arrayContaining([`GRANT CONNECT ON DATABASE "${name}" TO cnpg_metrics_exporter`]) as unknown,
      });
  });

  it("sends a server beside AWS no checksum that it did not ask for, and trusts its own authority", () => {
    const checksums = ["AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_RESPONSE_CHECKSUM_VALIDATION"];
    const env = checksums.map((name) => ({ name, value: "when_required" }));
    const store = only(database("consolidated", { archive: { endpointCA: "YWNtZQ==" } }), "ObjectStore").spec;
    expect(store).toMatchObject({
      configuration: { endpointCA: { name: "acme-products-archive-ca", key: "ca.crt" } },
      instanceSidecarConfiguration: { env },
    });
    expect(
      secrets(database("consolidated", { archive: { endpointCA: "YWNtZQ==" } }))[`Secret/${NAMESPACE}/acme-products-archive-ca`],
    ).toEqual({
      "ca.crt": "acme",
    });
    expect(only(database("product"), "ObjectStore").spec?.["instanceSidecarConfiguration"]).not.toHaveProperty("env");
  });

  it("archives with the credentials of an existing Secret", () => {
    expect(only(objects, "ObjectStore").spec).toMatchObject({
      configuration: {
        endpointURL: "https://objects.acme.test",
        s3Credentials: {
          accessKeyId: { name: "archive", key: "ACCESS_KEY_ID" },
          secretAccessKey: { name: "archive", key: "ACCESS_SECRET_KEY" },
        },
      },
    });
  });

  it("has no monitoring where none is wanted", () => {
    expect(objects.filter(({ kind }) => ["PodMonitor", "PrometheusRule"].includes(kind))).toEqual([]);
  });
});

describe("Values that the schema cannot refuse", () => {
  it("are refused by the chart, all at once, with the edit to make", () => {
    const values = {
      generation: 3,
      restore: { generation: 2, at: "2026-11-22T09:45:52Z" },
      size: { maxConnections: 50 },
      products: { shop: { connectionsPerReplica: 400 } },
    };
    const text = refusal({ chart: "postgres", example: "product", values });
    expect(text).toContain(
      "restore.generation: 2 is below the generation in use, 3; take the next one that no archive has had, or remove restore",
    );
    expect(text).toContain("products.shop.connectionsPerReplica: 400 is above connectionLimits.rw, 120; lower it");
    expect(text).toContain(`the roles may hold 145 connections together, ${50 - RESERVED_CONNECTIONS} are available`);
  });

  it.each([
    ["a schema for two products", { products: { tide: { schema: "shop" } } }, "schema shop is used twice"],
    ["a role for two products", { products: { tide: { roles: { ro: "acme_shop_ro" } } } }, "acme_shop_ro is used twice"],
    ["an image of another version", { pgMajor: 17 }, "its tag says PostgreSQL 18, pgMajor says 17; change both together"],
    ["a reserved role", { products: { tide: { roles: { rw: "streaming_replica" } } } }, "streaming_replica is reserved"],
    [
      "a restore from itself",
      { restore: { generation: 2, from: 2, at: "2026-11-22T09:45:52Z" } },
      "2 cannot be the source of generation 2",
    ],
  ])("like %s", (_title, values, words) => {
    expect(refusal({ chart: "postgres", example: "consolidated", values })).toContain(words);
  });
});

it("keeps its examples readable as they are: no value in them is a secret", () => {
  for (const example of ["product", "consolidated"])
    expect(readFileSync(join(CHARTS, "postgres/ci", `${example}.yaml`), "utf8")).not.toMatch(/password/i);
});
