export type SizeName = "small" | "medium" | "large";

/** What one size of database gets. CPU and memory are both request and limit. */
export interface DatabaseSize {
  readonly name: SizeName;
  readonly cpu: string;
  readonly memory: string;
  readonly storage: string;
  readonly walStorage: string;
  readonly maxConnections: number;
  /** Connection limit of each role. */
  readonly connectionLimits: { readonly rw: number; readonly ro: number; readonly migrator: number };
}

export interface Partition {
  readonly by: "day" | "month";
  readonly keepDays: number;
}

/** Where a generation comes from: a moment or a log position of an earlier one. */
export interface RestoreTarget {
  /** The generation to make. */
  readonly generation: number;
  /** The generation whose archive is read. */
  readonly from: number;
  readonly at: string | null;
  readonly lsn: string | null;
}

/** What one product (or the platform) has of a database: schema, roles, connections. */
export interface DatabaseShare {
  /** The product's code, or `platform`. */
  readonly code: string;
  readonly schema: string;
  /** Schemas beside it for the product's optional areas. */
  readonly areas: readonly string[];
  readonly roles: { readonly rw: string; readonly ro: string; readonly migrator: string };
  /** Namespace that receives the `DB_*` Secrets; null when no application of the family reads them. */
  readonly namespace: string | null;
  /** `DB_CONN_MAX`: connections that one replica opens at most. */
  readonly connectionsPerReplica: number;
  readonly connectionLimits: DatabaseSize["connectionLimits"];
  /** Whether `_ro` reaches the product's namespace too. */
  readonly readOnlySecret: boolean;
  /** Raised by one to give the roles new passwords. */
  readonly rotation: number;
  readonly partitions: Readonly<Record<string, Partition>>;
}

/** One Postgres cluster of one environment, with all its names. */
export interface Database {
  /** Key in its environment: the product's code, `products` when consolidated, or `platform`. */
  readonly key: string;
  /** Postgres' name: `edge_lab`. */
  readonly name: string;
  /** Kubernetes' name, also of the stable Service: `edge-lab`. */
  readonly objectName: string;
  readonly namespace: string;
  readonly consolidated: boolean;
  /** The role that owns the database: the migrator, or a role without login when consolidated. */
  readonly owner: string;
  /** Host of the stable Service as applications see it. */
  readonly host: string;
  readonly port: number;
  readonly size: DatabaseSize;
  readonly instances: number;
  readonly retentionDays: number;
  /** When the daily base backup begins: six cron fields, seconds first. */
  readonly backupSchedule: string;
  /** The active archive generation. */
  readonly generation: number;
  readonly restore: RestoreTarget | null;
  readonly shares: Readonly<Record<string, DatabaseShare>>;
}
