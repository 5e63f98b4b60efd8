import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { SqlClient } from "./support/sql-client";
import { pause } from "./support/wait-for";

interface Pods {
  readonly items: readonly { readonly spec: { readonly nodeName: string } }[];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: { readonly imageName: string };
}

describeLive("An environment, deployed from its stack as it is synthesized", (live) => {
  let harbor: Harbor;

  beforeAll(async () => {
    harbor = await Harbor.on(live());
  });

  it("runs each database in as many zones as it has instances", async () => {
    for (const product of Object.keys(harbor.catalog.environment().databases)) {
      const { cluster, namespace } = harbor.placeOf(product);
      await harbor.databaseReady(product);
      const selector = `cnpg.io/cluster=${cluster},cnpg.io/podRole=instance`;
      const pods = JSON.parse(
        await live().cluster.kubectl(["--namespace", namespace, "get", "pods", "--selector", selector, "--output=json"]),
      ) as Pods;
      expect(new Set(pods.items.map(({ spec }) => spec.nodeName)).size).toBe(harbor.catalog.environment().instances);
    }
  });

  it("serves a product with the Secret in its own namespace, and no other product's", async () => {
    const client = await SqlClient.of(harbor, "crane");
    expect(await client.sql("select current_user, current_database()")).toBe("harbor_crane_rw|harbor_crane");
    expect(await client.sql("select current_user", "migrator")).toBe("harbor_crane_migrator");
    await expect(client.run("nc -z -w 3 harbor-ferry.harbor-ferry-quay-db.svc 5432")).rejects.toThrow(/exit code 1/);
  });

  it("is not deployed before each database has its schemas, its archived log and a base backup", async () => {
    for (const [product, { shares }] of Object.entries(harbor.catalog.environment().databases)) {
      const { cluster } = harbor.placeOf(product);
      const archive = join(harbor.objectStore.bucket, cluster.replace(/-g(\d+)$/, "-pg17-g$1"));
      expect(readdirSync(archive)).toEqual(expect.arrayContaining(["base", "wals"]));
      expect(readdirSync(join(archive, "base"))).not.toEqual([]);
      const client = await SqlClient.of(harbor, product);
      const schemas = (await client.sql("select schema_name from information_schema.schemata", "migrator")).split("\n");
      expect(schemas).toEqual(expect.arrayContaining(Object.values(shares).map(({ schema }) => schema)));
    }
  });

  it("cannot get an image without a tag: the check refuses what the operator would", async () => {
    const { cluster, namespace } = harbor.placeOf("crane");
    const known = ["get", "clusters.postgresql.cnpg.io", cluster, "--output=json"];
    const { apiVersion, kind, spec } = JSON.parse(await live().cluster.kubectl(["--namespace", namespace, ...known])) as Manifest;
    const imageName = spec.imageName.replace(/:\d+@/, "@");
    const metadata = { name: "untagged", namespace: "default" };
    const untagged = JSON.stringify({ apiVersion, kind, metadata, spec: { ...spec, imageName } });
    const { code, stderr } = await live().cluster.tryKubectl(["create", "--dry-run=server", "--filename=-"], untagged);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("Can't use just the image sha") as string });
    harbor.catalog.set("family.yaml", { "database.image": imageName });
    try {
      expect(() => harbor.catalog.family()).toThrow(/family\.yaml:\d+:\d+ database\.image: got "registry\.harbor\.example/);
    } finally {
      harbor.catalog.set("family.yaml", { "database.image": spec.imageName });
    }
  });

  it("has a series for everything that the alerts of a database ask of it, also after the first migration has closed the database", async () => {
    const { namespace, cluster } = harbor.placeOf("crane");
    const client = await SqlClient.of(harbor, "crane");
    await client.sql(
      "revoke all on database harbor_crane from public; grant connect on database harbor_crane to harbor_crane_rw",
      "migrator",
    );
    // An exporter answers from its last queries for half a minute.
    await pause(35_000);
    const kubectl = (...args: string[]) => live().cluster.kubectl(["--namespace", namespace, ...args]);
    const rules = await kubectl("get", "prometheusrules", "--output=jsonpath={.items[*].spec.groups[*].rules[*].expr}");
    const asked = [...new Set(rules.match(/\b(cnpg|barman_cloud)_\w+/g))];
    expect(asked.length).toBeGreaterThan(5);
    const primary = await kubectl("get", "clusters.postgresql.cnpg.io", cluster, "--output=jsonpath={.status.currentPrimary}");
    const read = "import urllib.request; print(urllib.request.urlopen('http://localhost:9187/metrics').read().decode())";
    const metrics = await kubectl("exec", primary, "--container=postgres", "--", "python3", "-c", read);
    expect(asked.filter((name) => !new RegExp(`^${name}[{ ]`, "m").test(metrics))).toEqual([]);
    expect(/^cnpg_last_error(\{.*\})? (.*)$/m.exec(metrics)?.[2]).toBe("0");
  });
});
