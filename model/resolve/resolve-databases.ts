import { backupSchedule } from "./backup-schedule";
import type { Database, DatabaseSize, DatabaseShare } from "../database";
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

/** What the databases of one environment are made from. */
interface Context {
  readonly sources: Sources;
  readonly sizes: Sizes;
  /** The environment. */
  readonly name: string;
  readonly spec: EnvironmentSpec;
}

/**
 * One database per product, or one with a schema per product, as the environment says; and the platform's, when the catalog has it.
 * A planned product has none; an archived one keeps its own.
 */
export const databases =
  (sources: Sources, sizes: Sizes): DatabasesOf =>
  (name, spec) => {
    const context = { sources, sizes, name, spec };
    return spec.database === "consolidated" ? consolidatedDatabase(context) : databasesOfTheirOwn(context);
  };

/** The one database of an environment, in which each product has a schema; none when there are no products. */
function consolidatedDatabase(context: Context): Readonly<Record<string, Database>> {
  const { sources, sizes, name, spec } = context;
  const { family, database: names } = sources.family.spec;
  const shares = record([
    ...productsWithData(sources).map(([code, product]) => [code, productShare(context, code, product)] as const),
    ...(names.platform ? [[PLATFORM, platformShare(sizes, names.platform.name, PLATFORM)] as const] : []),
  ]);
  if (Object.keys(shares).length === 0) return {};
  const own = { owner: databaseOwner(names.consolidated), size: sizes.small, shares, consolidated: true };
  return { products: database("products", names.consolidated, databaseNamespace(family, null, name), spec, own) };
}

function databasesOfTheirOwn(context: Context): Readonly<Record<string, Database>> {
  const { sources } = context;
  const { platform } = sources.family.spec.database;
  return record([
    ...productsWithData(sources).map(([code, product]) => [code, productDatabase(context, code, product)] as const),
    ...(platform ? [[PLATFORM, platformDatabase(context, platform.name)] as const] : []),
  ]);
}

function productDatabase(context: Context, code: string, product: ProductSpec): Database {
  const { sources, name: environment, spec } = context;
  const { family, database: names } = sources.family.spec;
  const name = databaseName(names.prefix, code);
  const here = product.database.environments[environment] ?? {};
  return {
    ...database(code, name, databaseNamespace(family, code, environment), spec, {
      owner: databaseRoles(name).migrator,
      size: sizeOf(context, product),
      shares: { [code]: productShare(context, code, product) },
      consolidated: false,
    }),
    retentionDays: here.backups ?? spec.backups,
    ...history(here),
  };
}

const platformDatabase = ({ sources, sizes, name: environment, spec }: Context, name: string): Database =>
  database(PLATFORM, name, databaseNamespace(sources.family.spec.family, PLATFORM, environment), spec, {
    owner: databaseRoles(name).migrator,
    size: sizes.small,
    shares: { [PLATFORM]: platformShare(sizes, name, OWN_SCHEMA) },
    consolidated: false,
  });

const productsWithData = ({ products }: Sources): readonly (readonly [code: string, product: ProductSpec])[] =>
  Object.entries(products).flatMap(([code, { spec }]) => (spec.state === "planned" ? [] : [[code, spec] as const]));

const sizeOf = ({ sizes, name, spec }: Context, product: ProductSpec): DatabaseSize =>
  sizes[(spec.database === "consolidated" ? null : product.database.environments[name]?.size) ?? "small"];

function productShare(context: Context, code: string, product: ProductSpec): DatabaseShare {
  const { sources, name, spec } = context;
  const of = product.database;
  const { family, database: names } = sources.family.spec;
  return share(code, databaseName(names.prefix, code), spec.database === "consolidated" ? code : OWN_SCHEMA, {
    namespace: productNamespace(family, code, name),
    connectionsPerReplica: of.connectionsPerReplica,
    connectionLimits: sizeOf(context, product).connectionLimits,
    areas: of.areas,
    readOnlySecret: of.readOnlySecret,
    rotation: of.environments[name]?.rotation ?? 1,
    partitions: mapValues(of.partitions, ({ by, keep }) => ({ by, keepDays: keep })),
  });
}

const platformShare = (sizes: Sizes, name: string, schema: string): DatabaseShare =>
  share(PLATFORM, name, schema, {
    namespace: null,
    connectionsPerReplica: DEFAULT_CONNECTIONS,
    connectionLimits: sizes.small.connectionLimits,
    areas: [],
    readOnlySecret: false,
    rotation: 1,
    partitions: {},
  });

/** The platform's services are not products of the catalog; this is the schema's default for a product. */
const DEFAULT_CONNECTIONS = 5;

function database(
  key: string,
  name: string,
  namespace: string,
  environment: EnvironmentSpec,
  own: Pick<Database, "owner" | "size" | "shares" | "consolidated">,
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

/** The active archive generation and the origin of a restored one. */
function history({ generation = 1, restore }: EnvironmentSpec["sharedDatabase"]): Pick<Database, "generation" | "restore"> {
  if (!restore) return { generation, restore: null };
  const { from = restore.generation - 1, at = null, lsn = null } = restore;
  return { generation, restore: { generation: restore.generation, from, at, lsn } };
}

const share = (code: string, database: string, schema: string, own: Omit<DatabaseShare, "code" | "schema" | "roles">): DatabaseShare => ({
  code,
  schema,
  roles: databaseRoles(database),
  ...own,
});
