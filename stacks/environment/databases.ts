import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterProviders } from "../../constructs/kubernetes/cluster-providers";
import { databaseNetwork } from "../../constructs/kubernetes/database-network";
import { databaseQuota } from "../../constructs/kubernetes/namespace-quota";
import { NetworkIsolation } from "../../constructs/kubernetes/network-isolation";
import { ProductDatabase } from "../../constructs/kubernetes/product-database";
import { ProductNamespace } from "../../constructs/kubernetes/product-namespace";
import { resourceId } from "../../constructs/resource-id";
import type { Database } from "../../model/database";
import type { Environment, Family } from "../../model/family";
import type { Charts } from "./charts";
import { databaseEntry, databaseValues } from "./database-values";
import type { ActiveNamespaces } from "./define-product";
import { platformOwnership } from "./platform-ownership";
import { originOf, valuesOf } from "./sourced-values";

export interface DatabasesProps {
  readonly family: Family;
  readonly environment: Environment;
  readonly charts: Charts;
  readonly providers: ClusterProviders;
  readonly active: ActiveNamespaces;
  /** Operators and admission rules. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Every database of an environment, each in an isolated namespace of its own with room for a restore. */
export class Databases extends Construct {
  /** By the id of the database. */
  readonly namespaces: Readonly<Record<string, ProductNamespace>>;
  readonly resources: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: DatabasesProps) {
    super(scope, id);
    const defined = Object.values(props.environment.databases).map((database) => {
      const key = resourceId(database.key);
      return { key, ...defineDatabase(new Construct(this, key), props, database) };
    });
    this.namespaces = Object.fromEntries(defined.map(({ key, namespace }) => [key, namespace]));
    this.resources = defined.map(({ resource }) => resource);
  }
}

function defineDatabase(scope: Construct, props: DatabasesProps, database: Database) {
  const { family, environment, charts, providers, active, dependsOn } = props;
  const { cluster } = environment;
  const { cpu, memory, storage, walStorage } = database.size;
  const product = family.products[database.key];
  const clients = Object.keys(database.shares).flatMap((code) => active.get(code) ?? []);
  const namespace = new ProductNamespace(scope, "namespace", {
    ...platformOwnership(family, environment),
    ...(product && { product: product.code, owner: product.owners.api }),
    name: database.namespace,
    kind: "database",
    kubernetesVersion: cluster.kubernetesVersion,
    quota: databaseQuota({
      instances: database.instances,
      cpu,
      memory,
      storage,
      walStorage,
      shares: Object.keys(database.shares).length,
    }),
  });
  new NetworkIsolation(scope, "network", {
    namespace,
    allows: databaseNetwork({
      clients: clients.map(({ name }) => name),
      dnsCidrs: cluster.dnsCidrs,
      apiServerCidr: cluster.apiServerCidr,
      archiveCidrs: cluster.archiveCidrs,
      archivePort: archivePort(environment),
      podCidr: cluster.podCidr,
    }),
  });
  const values = databaseValues(family, environment, database, active);
  const release = new ProductDatabase(scope, "release", {
    chart: charts.chart("postgres"),
    provider: providers.secretReleases,
    namespace,
    values: valuesOf(values),
    receivers: clients,
    dependsOn,
  });
  charts.check(release, "postgres", originOf(values, databaseEntry(family, environment, database)));
  return { namespace, resource: release.resource };
}

const HTTPS = 443;

const archivePort = ({ archive: { endpoint } }: Environment): number =>
  endpoint === null ? HTTPS : Number(new URL(endpoint).port) || HTTPS;
