import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databaseClusterName } from "../../../contract/generations";
import { CUSTOM_RESOURCE_DEFINITIONS } from "../../cluster/support/cluster";
import { ENVIRONMENT, LiveCatalog } from "./live-catalog";
import type { LiveCluster } from "./live-cluster";
import { ObjectStore } from "./object-store";
import { addDatabaseOperators } from "./operators";
import { timed } from "./progress";
import { applyStack } from "./terraform-apply";

/** The invented family harbor on a live cluster: operators, archive, and its environment as the stack makes it. */
export class Harbor {
  readonly catalog: LiveCatalog;
  readonly objectStore: ObjectStore;

  private constructor(readonly live: LiveCluster) {
    this.objectStore = new ObjectStore(live);
    this.catalog = new LiveCatalog(live);
  }

  /**
   * What every test file begins with: the first one deploys, the others find it there.
   * @throws for the others what the first one met, because each would wait for it in vain
   */
  static async on(live: LiveCluster): Promise<Harbor> {
    const harbor = new Harbor(live);
    const failure = join(live.site.folder, "harbor-failed");
    if (existsSync(failure)) throw new Error(`harbor was not deployed: ${readFileSync(failure, "utf8")}`);
    if (existsSync(harbor.catalog.folder)) return harbor;
    try {
      await timed("operators", async () => {
        await live.cluster.kubectl(["apply", "--server-side", "-f", CUSTOM_RESOURCE_DEFINITIONS]);
        await Promise.all([addDatabaseOperators(live), harbor.objectStore.start()]);
      });
      harbor.catalog.write({ endpoint: harbor.objectStore.endpoint });
      await timed("the environment's deploy", () => harbor.deploy());
    } catch (error) {
      writeFileSync(failure, String(error));
      throw error;
    }
    return harbor;
  }

  /** `sigma deploy quay`, by the stack as it is synthesized from the catalog now. */
  async deploy(): Promise<void> {
    await applyStack(this.live, this.catalog.synthesized(), async (made) => {
      // Whoever runs the platform brings the keys of the archive, into each namespace as soon as it is there.
      const namespaces = made.filter(({ type }) => type === "kubernetes_namespace_v1").map(({ attributes }) => nameOf(attributes));
      const keys = namespaces.filter((name) => name.endsWith("-db")).map((name) => this.objectStore.keysIn(name));
      if (keys.length > 0) await this.live.cluster.apply(keys);
    });
  }

  /** Waits until every instance of a product's database is ready. */
  async databaseReady(product: string, generation?: number): Promise<void> {
    const { cluster, database, namespace } = this.placeOf(product);
    const name = generation === undefined ? cluster : databaseClusterName(database, generation);
    const ready = ["wait", `clusters.postgresql.cnpg.io/${name}`, "--for=condition=Ready", "--timeout=600s"];
    await this.live.cluster.kubectl(["--namespace", namespace, ...ready]);
  }

  /** Where a product's database and its applications live. */
  placeOf(product: string): {
    readonly database: string;
    readonly cluster: string;
    readonly namespace: string;
    readonly applications: string;
  } {
    const { objectName, namespace, generation } = this.catalog.environment().databases[product]!;
    return {
      database: objectName,
      cluster: databaseClusterName(objectName, generation),
      namespace,
      applications: `harbor-${product}-${ENVIRONMENT}`,
    };
  }
}

const nameOf = (attributes: Readonly<Record<string, unknown>>): string => (attributes["metadata"] as { name: string }).name;
