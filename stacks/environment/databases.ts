import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { PRIORITY_CLASSES } from "../../constructs/kubernetes/baseline";
import type { ClusterProviders } from "../../constructs/kubernetes/cluster-providers";
import { databaseNetwork } from "../../constructs/kubernetes/database-network";
import { databaseQuota } from "../../constructs/kubernetes/namespace-quota";
import { NetworkIsolation } from "../../constructs/kubernetes/network-isolation";
import { ProductDatabase, type DatabaseTenant } from "../../constructs/kubernetes/product-database";
import { ProductNamespace } from "../../constructs/kubernetes/product-namespace";
import { resourceId } from "../../constructs/resource-id";
import type { Database } from "../../model/database";
import type { Environment, Family } from "../../model/family";
import type { Charts } from "./charts";
import { platformOwnership } from "./platform-ownership";
import { databaseValueOrigin } from "./value-origins";

/** Namespaces of the products with applications, by code. */
export type ActiveNamespaces = ReadonlyMap<string, ProductNamespace>;

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
      tenants: Object.keys(database.tenants).length,
    }),
  });
  new NetworkIsolation(scope, "network", {
    namespace,
    allows: databaseNetwork({
      clients: Object.keys(database.tenants).flatMap((code) => active.get(code)?.name ?? []),
      apiServerCidr: cluster.apiServerCidr,
      archiveCidrs: cluster.archiveCidrs,
      archivePort: archivePort(environment),
      podCidr: cluster.podCidr,
    }),
  });
  const release = new ProductDatabase(scope, "release", {
    chart: charts.chart("postgres"),
    provider: providers.secretReleases,
    namespace,
    environment: environment.name,
    name: database.name,
    objectName: database.objectName,
    owner: database.owner,
    postgres: environment.postgres,
    // The Secret is for the family's registry; images from elsewhere need none.
    imagePullSecret: environment.postgres.image.startsWith(`${family.registry}/`) ? cluster.imagePullSecret : null,
    instances: database.instances,
    size: database.size,
    spread: cluster.spread,
    storageClass: cluster.storageClass,
    priorityClass: PRIORITY_CLASSES.database,
    retentionDays: database.retentionDays,
    backupSchedule: database.backupSchedule,
    archive: environment.archive,
    generation: database.generation,
    restore: database.restore,
    monitoring: cluster.monitoring,
    tenants: tenantsOf(database, active),
    dependsOn,
  });
  charts.check(release, "postgres", databaseValueOrigin(family, environment, database));
  return { namespace, resource: release.resource };
}

/** A tenant whose applications are not there gets no Secrets: there is no namespace to put them into. */
const tenantsOf = ({ tenants }: Database, active: ActiveNamespaces): Readonly<Record<string, DatabaseTenant>> =>
  Object.fromEntries(Object.entries(tenants).map(([code, tenant]) => [code, { ...tenant, namespace: active.get(code) ?? null }]));

const HTTPS = 443;

const archivePort = ({ archive: { endpoint } }: Environment): number =>
  endpoint === null ? HTTPS : Number(new URL(endpoint).port) || HTTPS;
