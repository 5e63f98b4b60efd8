import { backupSchedule } from "./backup-schedule";
import type { Database, DatabaseSize, DatabaseTenant } from "../database";
import {
  databaseName,
  databaseNamespace,
  databaseObjectName,
  databaseOwner,
  databaseRoles,
  OWN_SCHEMA,
  productNamespace,
  serviceHost,
} from "../../contract/names";
import { mapValues, record } from "../record";
import type { EnvironmentSpec } from "../schema/environments";
import type { ProductSpec } from "../schema/product";
import type { Sources } from "../read/sources";

type Sizes = Readonly<Record<DatabaseSize["name"], DatabaseSize>>;
/** The databases of one environment, by key. */
export type DatabasesOf = (environment: string, spec: EnvironmentSpec) => Readonly<Record<string, Database>>;

const PLATFORM = "platform";
const PORT = 5432;

/**
 * One database per product, or one with a schema per product, as the environment says; and the platform's, when the catalog has it.
 * A planned product has none; an archived one keeps its own.
 */
export function databases(sources: Sources, sizes: Sizes): DatabasesOf {
  const family = sources.family.spec;
  const { prefix, platform, consolidated } = family.database;
  const products = Object.entries(sources.products).flatMap(([code, { spec }]) =>
    spec.state === "planned" ? [] : [[code, spec] as const],
  );

  return (environment, spec) => {
    const productTenant = (code: string, product: ProductSpec) =>
      tenant(code, databaseName(prefix, code), spec.database === "consolidated" ? code : OWN_SCHEMA, {
        namespace: productNamespace(family.family, code, environment),
        connectionsPerReplica: product.database.connectionsPerReplica,
        connectionLimits: size(product).connectionLimits,
        areas: product.database.areas,
        readOnlySecret: product.database.readOnlySecret,
        rotation: product.database.environments[environment]?.rotation ?? 1,
        partitions: mapValues(product.database.partitions, ({ by, keep }) => ({ by, keepDays: keep })),
      });
    const size = (product: ProductSpec) =>
      sizes[(spec.database === "consolidated" ? null : product.database.environments[environment]?.size) ?? "small"];
    const platformTenant = (name: string, schema: string) =>
      tenant(PLATFORM, name, schema, {
        namespace: null,
        connectionsPerReplica: DEFAULT_CONNECTIONS,
        connectionLimits: sizes.small.connectionLimits,
        areas: [],
        readOnlySecret: false,
        rotation: 1,
        partitions: {},
      });

    if (spec.database === "consolidated") {
      const tenants = record([
        ...products.map(([code, product]) => [code, productTenant(code, product)] as const),
        ...(platform ? [[PLATFORM, platformTenant(platform.name, PLATFORM)] as const] : []),
      ]);
      if (Object.keys(tenants).length === 0) return {};
      const namespace = databaseNamespace(family.family, null, environment);
      return {
        products: database("products", consolidated, namespace, spec, {
          owner: databaseOwner(consolidated),
          size: sizes.small,
          tenants,
          consolidated: true,
        }),
      };
    }
    const own = products.map(([code, product]) => {
      const name = databaseName(prefix, code);
      const here = product.database.environments[environment];
      const namespace = databaseNamespace(family.family, code, environment);
      const owner = databaseRoles(name).migrator;
      return [
        code,
        {
          ...database(code, name, namespace, spec, {
            owner,
            size: size(product),
            tenants: { [code]: productTenant(code, product) },
            consolidated: false,
          }),
          retentionDays: here?.backups ?? spec.backups,
          ...history(here ?? {}),
        },
      ] as const;
    });
    const shared = platform
      ? [
          [
            PLATFORM,
            database(PLATFORM, platform.name, databaseNamespace(family.family, PLATFORM, environment), spec, {
              owner: databaseRoles(platform.name).migrator,
              size: sizes.small,
              tenants: { [PLATFORM]: platformTenant(platform.name, OWN_SCHEMA) },
              consolidated: false,
            }),
          ] as const,
        ]
      : [];
    return record([...own, ...shared]);
  };
}

/** The platform's services are not products of the catalog; this is the schema's default for a product. */
const DEFAULT_CONNECTIONS = 5;

function database(
  key: string,
  name: string,
  namespace: string,
  environment: EnvironmentSpec,
  own: Pick<Database, "owner" | "size" | "tenants" | "consolidated">,
): Database {
  const objectName = databaseObjectName(name);
  return {
    key,
    name,
    objectName,
    namespace,
    host: serviceHost(objectName, namespace),
    port: PORT,
    instances: environment.instances,
    retentionDays: environment.backups,
    backupSchedule: backupSchedule(namespace),
    ...history(environment.sharedDatabase),
    ...own,
  };
}

/** The archive's generation in use, and where one of them comes from. */
function history({ generation = 1, restore }: EnvironmentSpec["sharedDatabase"]): Pick<Database, "generation" | "restore"> {
  if (!restore) return { generation, restore: null };
  const { from = restore.generation - 1, at = null, lsn = null } = restore;
  return { generation, restore: { generation: restore.generation, from, at, lsn } };
}

const tenant = (
  code: string,
  database: string,
  schema: string,
  own: Omit<DatabaseTenant, "code" | "schema" | "roles">,
): DatabaseTenant => ({
  code,
  schema,
  roles: databaseRoles(database),
  ...own,
});
