import { PRIORITY_CLASSES } from "../../constructs/kubernetes/baseline";
import type { DatabaseValues } from "../../constructs/kubernetes/product-database";
import type { Database } from "../../model/database";
import type { Environment, Family } from "../../model/family";
import { type Entry, isWritten } from "../../model/position";
import type { ActiveNamespaces } from "./define-product";
import { below, from, type Sourced, type SourcedValues } from "./sourced-values";

/** The values of one database's release, each with its place in the catalog; what is computed points to the entry that has the database. */
export function databaseValues(
  family: Family,
  environment: Environment,
  database: Database,
  active: ActiveNamespaces,
): SourcedValues<DatabaseValues> {
  const { cluster } = environment;
  const { bucket, credentials, endpoint, endpointCA, roleArn } = environment.archive;
  const { cpu, memory, storage, walStorage, maxConnections } = database.size;
  const entry = databaseEntry(family, environment, database);
  const history = family.products[database.key] ? entry : below(environment, "sharedDatabase");
  const version = (key: "image" | "major"): Entry =>
    below(isWritten(environment, "postgres", key) ? below(environment, "postgres") : below(family, "database"), key);
  return {
    environment: from(environment.name, entry),
    name: from(database.name, family, "database", database.consolidated ? "consolidated" : "prefix"),
    objectName: from(database.objectName, entry),
    owner: from(database.owner, entry),
    generation: from(database.generation, history, "generation"),
    restore: from(database.restore, history, "restore"),
    pgMajor: from(environment.postgres.major, version("major")),
    image: from(environment.postgres.image, version("image")),
    // The Secret is for the family's registry; images from elsewhere need none.
    imagePullSecret: from(
      environment.postgres.image.startsWith(`${family.registry}/`) ? cluster.imagePullSecret : null,
      environment,
      "cluster",
      "imagePullSecret",
    ),
    instances: from(database.instances, environment, "instances"),
    size: from({ cpu, memory, storage, walStorage, maxConnections }, family, "database", "sizes", database.size.name),
    spread: from(cluster.spread, environment, "cluster", "spread"),
    storageClass: from(cluster.storageClass, environment, "cluster", "storageClass"),
    priorityClass: from(PRIORITY_CLASSES.database, entry),
    retentionDays: from(database.retentionDays, database.consolidated ? environment : entry, "backups"),
    backupSchedule: from(database.backupSchedule, entry),
    archive: from({ bucket, credentials, endpoint, endpointCA, roleArn }, environment, "archive"),
    monitoring: from(cluster.monitoring !== null, environment, "cluster", "monitoring"),
    monitoringLabels: from(cluster.monitoring?.labels ?? null, environment, "cluster", "monitoring", "labels"),
    products: productValues(family, database, active),
  };
}

/** Where the catalog has what is particular to a database: in its product's file, or for one of several products in the environment's entry. */
export function databaseEntry(family: Family, environment: Environment, { key }: Database): Entry {
  const product = family.products[key];
  return product ? below(product, "database", environment.name) : { at: () => environment.at("database") };
}

function productValues(family: Family, database: Database, active: ActiveNamespaces): Sourced<DatabaseValues["products"]> {
  const value = Object.fromEntries(
    Object.entries(database.shares).map(([code, share]) => {
      // Without applications there is no namespace to put Secrets into.
      const namespace = active.get(code)?.name ?? null;
      return [
        code,
        {
          schema: share.schema,
          areas: share.areas.length > 0 ? share.areas : null,
          roles: share.roles,
          connectionLimits: share.connectionLimits,
          connectionsPerReplica: share.connectionsPerReplica,
          namespace,
          readOnlySecret: namespace === null ? null : share.readOnlySecret,
          rotation: share.rotation,
          partitions: share.partitions,
        },
      ];
    }),
  );
  return {
    value,
    at: (code = "", key = "", ...path) => {
      if (key === "connectionLimits") return family.at("database", "sizes", database.size.name, key, ...path);
      return family.products[code]?.at("database", key, ...path) ?? family.at("database", "platform");
    },
  };
}
