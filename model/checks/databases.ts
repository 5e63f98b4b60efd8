import { RESERVED_CONNECTIONS } from "../../contract/limits";
import type { Database, DatabaseShare } from "../database";
import type { Environment, Product } from "../family";
import { isWritten } from "../position";
import { finding, type Finding } from "../problem";
import type { Check } from "./check";

/** A rolling update runs one replica more than the maximum. Workers are stopped before their successors start. */
const SURGE = 1;

/** A product may keep its backups longer than its environment, never shorter. */
export const checkRetention: Check = {
  name: "retention",
  waivable: true,
  run: ({ environments, products }) =>
    eachProductDatabase(environments, products).flatMap(({ environment, product, database }) =>
      database.retentionDays < environment.retentionDays
        ? [
            finding(
              product.at("database", environment.name, "backups"),
              `${database.retentionDays}d is below the ${environment.retentionDays}d of environment ${environment.name}; raise it or add an exception "retention" with a reason`,
            ),
          ]
        : [],
    ),
};

const SHARED: Readonly<Record<string, string>> = {
  size: "the size small",
  backups: "the environment's retention",
  generation: "one archive generation (sharedDatabase)",
  restore: "a restore of all or nothing (sharedDatabase)",
};

/** Settings under `database.<environment>` need an environment with a database per product. */
export const checkConsolidated: Check = {
  name: "consolidated",
  waivable: false,
  run: ({ environments, products }) =>
    Object.values(environments)
      .filter(({ consolidated }) => consolidated)
      .flatMap(({ name }) =>
        Object.values(products).flatMap((product) =>
          Object.keys(SHARED)
            .filter((key) => isWritten(product, "database", name, key))
            .map((key) =>
              finding(
                product.at("database", name, key),
                `${name} has one Postgres for all products, with ${SHARED[key] ?? ""}; remove it here or make ${name} per-product`,
              ),
            ),
        ),
      ),
};

/** DB_CONN_MAX × (replicas + workers) ≤ the role's limit, and all limits together ≤ max_connections without the reserve. */
export const checkConnections: Check = {
  name: "connections",
  waivable: true,
  run: ({ environments, products }) =>
    Object.values(environments).flatMap((environment) => [
      ...Object.values(environment.databases).flatMap((database) => limitsFit(environment, database, products)),
      ...Object.values(products).flatMap((product) => {
        const share = environment.databases[product.environments[environment.name]?.database ?? ""]?.shares[product.code];
        const replicas = product.environments[environment.name]?.replicas;
        return share && replicas && product.state === "active" ? replicasFit(environment, product, share, replicas.max) : [];
      }),
    ]),
};

function replicasFit(environment: Environment, product: Product, share: DatabaseShare, max: number): readonly Finding[] {
  const needed = share.connectionsPerReplica * (max + SURGE + product.workers);
  const limit = share.connectionLimits.rw;
  if (needed <= limit) return [];
  const sum = `${share.connectionsPerReplica} connections × (${max} + ${SURGE} replicas + ${product.workers} workers) = ${needed}`;
  return [
    finding(
      product.at("database", "connectionsPerReplica"),
      `in ${environment.name}, ${sum} exceeds the ${limit} of role ${share.roles.rw}; lower connectionsPerReplica, replicas or workers, or take a larger size`,
    ),
  ];
}

function limitsFit(environment: Environment, database: Database, products: Readonly<Record<string, Product>>): readonly Finding[] {
  const shares = Object.values(database.shares);
  const total = shares.reduce((sum, { connectionLimits: { rw, ro, migrator } }) => sum + rw + ro + migrator, 0);
  const available = database.size.maxConnections - RESERVED_CONNECTIONS;
  if (total <= available) return [];
  const own = database.consolidated ? undefined : products[database.key];
  const at = own?.at("database", environment.name, "size") ?? environment.at("database");
  return [
    finding(
      at,
      `in ${environment.name}, the roles of ${database.name} may open ${total} connections; size ${database.size.name} has ${database.size.maxConnections} minus ${RESERVED_CONNECTIONS} in reserve: raise maxConnections or lower connectionLimits in family.yaml`,
    ),
  ];
}

/** Rows are kept for at least two partitions; otherwise the oldest would be dropped while it is still being written. */
export const checkPartitions: Check = {
  name: "partitions",
  waivable: false,
  run: ({ products, environments }) =>
    uniqueShares(environments, products).flatMap(({ product, share }) =>
      Object.entries(share.partitions).flatMap(([table, { by, keepDays }]) => {
        const least = by === "month" ? 62 : 2;
        return keepDays < least
          ? [
              finding(
                product.at("database", "partitions", table, "keep"),
                `got ${keepDays}d with one partition per ${by}; keep at least ${least}d`,
              ),
            ]
          : [];
      }),
    ),
};

/** Areas are schemas of their own, which a consolidated database does not have: there each product has a single schema. */
export const checkAreas: Check = {
  name: "areas",
  waivable: false,
  run: ({ products, environments }) => {
    const consolidated = Object.values(environments).find((environment) => environment.consolidated);
    return uniqueShares(environments, products).flatMap(({ product, share }) =>
      consolidated && share.areas.length > 0
        ? [
            finding(
              product.at("database", "areas"),
              `${consolidated.name} holds every product in one database, where a schema is a product; remove areas or make ${consolidated.name} per-product`,
            ),
          ]
        : [],
    );
  },
};

function eachProductDatabase(environments: Readonly<Record<string, Environment>>, products: Readonly<Record<string, Product>>) {
  return Object.values(environments).flatMap((environment) =>
    Object.values(environment.databases).flatMap((database) => {
      const product = products[database.key];
      return product ? [{ environment, product, database }] : [];
    }),
  );
}

/** Each product's database user once, from any environment: partitions and areas are the same in all of them. */
function uniqueShares(environments: Readonly<Record<string, Environment>>, products: Readonly<Record<string, Product>>) {
  return Object.values(products).flatMap((product) => {
    const share = Object.values(environments)
      .map(({ name, databases }) => databases[product.environments[name]?.database ?? ""]?.shares[product.code])
      .find((found) => found !== undefined);
    return share ? [{ product, share }] : [];
  });
}
