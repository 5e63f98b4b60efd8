import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { LocalChart } from "./local-chart";
import { LocalChartRelease, type ReleaseValues } from "./local-chart-release";
import type { ProductNamespace } from "./product-namespace";

/** A product inside a database: its schema, its roles, and where its credentials go. */
export interface DatabaseTenant {
  readonly schema: string;
  /** Further schemas that its migrator owns. */
  readonly areas: readonly string[];
  readonly roles: { readonly rw: string; readonly ro: string; readonly migrator: string };
  readonly connectionLimits: { readonly rw: number; readonly ro: number; readonly migrator: number };
  /** `DB_CONN_MAX`: connections that one replica opens at most. */
  readonly connectionsPerReplica: number;
  /** Receives the `DB_*` Secrets; null when no application of the family reads them. */
  readonly namespace: ProductNamespace | null;
  /** Whether the read-only role's Secret goes there too. */
  readonly readOnlySecret: boolean;
  /** Counted up to give the roles new passwords. */
  readonly rotation: number;
  readonly partitions: Readonly<Record<string, { readonly by: "day" | "month"; readonly keepDays: number }>>;
}

export interface ProductDatabaseProps {
  /** The chart `postgres`. */
  readonly chart: LocalChart;
  /** Keeps releases in Secrets: this one's manifest holds the passwords that the chart generates. */
  readonly provider: TerraformProvider;
  readonly namespace: ProductNamespace;
  readonly environment: string;
  /** Postgres' name of the database. */
  readonly name: string;
  /** Kubernetes' name, also of the stable Service and of the release. */
  readonly objectName: string;
  readonly owner: string;
  readonly postgres: { readonly major: number; readonly image: string };
  /** Secret with the registry's credentials in the database's namespace; null when nodes can pull by themselves. */
  readonly imagePullSecret: string | null;
  readonly instances: number;
  readonly size: {
    readonly cpu: string;
    readonly memory: string;
    readonly storage: string;
    readonly walStorage: string;
    readonly maxConnections: number;
  };
  /** What two instances never share; without as many zones as instances, the last ones stay pending. */
  readonly spread: "zone" | "node";
  readonly storageClass: string;
  /** PriorityClass of the instances. */
  readonly priorityClass: string;
  readonly retentionDays: number;
  /** Six cron fields, seconds first. */
  readonly backupSchedule: string;
  readonly archive: {
    readonly bucket: string;
    readonly endpoint: string | null;
    readonly credentials: string;
    readonly roleArn: string | null;
  };
  /** The archive generation in use. */
  readonly generation: number;
  /** A generation to recover beside it, to a moment or a log position in the archive of an earlier one. */
  readonly restore: { readonly generation: number; readonly from: number; readonly at: string | null; readonly lsn: string | null } | null;
  /** The Prometheus operator, with the labels by which it selects monitors and rules; null where nobody reads metrics and alerts. */
  readonly monitoring: { readonly labels: Readonly<Record<string, string>> } | null;
  /** By product code. */
  readonly tenants: Readonly<Record<string, DatabaseTenant>>;
  /** Operators, admission rules. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A Postgres cluster with point-in-time recovery, for one product or for several. No plan takes it away by itself. */
export class ProductDatabase extends Construct {
  readonly resource: ITerraformDependable;
  readonly values: ReleaseValues;

  constructor(scope: Construct, id: string, props: ProductDatabaseProps) {
    super(scope, id);
    this.values = databaseValues(props);
    const receivers = Object.values(props.tenants).flatMap(({ namespace }) => (namespace === null ? [] : [namespace.resource]));
    const release = new LocalChartRelease(this, "release", {
      chart: props.chart,
      provider: props.provider,
      name: props.objectName,
      namespace: props.namespace.name,
      values: this.values,
      preventDestroy: true,
      dependsOn: [props.namespace.resource, props.namespace.quota, ...receivers, ...props.dependsOn],
    });
    this.resource = release.resource;
  }
}

/** The values of the chart `postgres`; what is null is left away. */
function databaseValues(props: ProductDatabaseProps): ReleaseValues {
  const { archive, restore, size } = props;
  return {
    environment: props.environment,
    name: props.name,
    objectName: props.objectName,
    owner: props.owner,
    generation: props.generation,
    ...(restore && { restore: { generation: restore.generation, from: restore.from, ...present({ at: restore.at, lsn: restore.lsn }) } }),
    pgMajor: props.postgres.major,
    image: props.postgres.image,
    ...present({ imagePullSecret: props.imagePullSecret }),
    instances: props.instances,
    size: { cpu: size.cpu, memory: size.memory, storage: size.storage, walStorage: size.walStorage, maxConnections: size.maxConnections },
    spread: props.spread,
    storageClass: props.storageClass,
    priorityClass: props.priorityClass,
    retentionDays: props.retentionDays,
    backupSchedule: props.backupSchedule,
    archive: {
      bucket: archive.bucket,
      credentials: archive.credentials,
      ...present({ endpoint: archive.endpoint, roleArn: archive.roleArn }),
    },
    monitoring: props.monitoring !== null,
    ...(props.monitoring && { monitoringLabels: props.monitoring.labels }),
    products: Object.fromEntries(Object.entries(props.tenants).map(([code, tenant]) => [code, tenantValues(tenant)])),
  };
}

const tenantValues = ({ namespace, ...tenant }: DatabaseTenant): ReleaseValues => ({
  schema: tenant.schema,
  ...(tenant.areas.length > 0 && { areas: tenant.areas }),
  roles: { rw: tenant.roles.rw, ro: tenant.roles.ro, migrator: tenant.roles.migrator },
  connectionLimits: tenant.connectionLimits,
  connectionsPerReplica: tenant.connectionsPerReplica,
  ...(namespace && { namespace: namespace.name, readOnlySecret: tenant.readOnlySecret }),
  rotation: tenant.rotation,
  partitions: tenant.partitions,
});

const present = (values: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
