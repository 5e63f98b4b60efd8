import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { SqlClient } from "./support/sql-client";
import { waitFor } from "./support/wait-for";

interface Pods {
  readonly items: readonly { readonly spec: { readonly nodeName: string } }[];
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

  it("has a base backup and the archived log of each database in the bucket", async () => {
    for (const product of Object.keys(harbor.catalog.environment().databases)) {
      const { cluster } = harbor.placeOf(product);
      const archive = join(harbor.objectStore.bucket, cluster.replace(/-g(\d+)$/, "-pg17-g$1"));
      const archived = await waitFor(`a backup in ${archive}`, 180, () => {
        const folders = readdirSync(archive);
        return folders.includes("base") && folders.includes("wals") ? readdirSync(join(archive, "base")) : undefined;
      });
      expect(archived.length).toBeGreaterThan(0);
    }
  });
});
