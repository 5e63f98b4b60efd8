import type { Deployment, Environment, Family, Product } from "../family";
import { platformNamespace } from "../../contract/names";
import { ROLES, ROLES_HEADER } from "../../contract/roles";

/** What the deploy workflow of one repository needs to know of one environment. The password stays in the cluster. */
export function deployment(
  family: Pick<Family, "name" | "actorHeader">,
  product: Product,
  part: "api" | "ui",
  image: string,
  environment: Environment,
): Deployment | null {
  const own = product.environments[environment.name];
  if (!own) return null;
  return {
    environment: environment.name,
    product: product.code,
    namespace: own.namespace,
    image,
    host: own.hosts[part],
    gateway: part === "api" ? gateway(family.name, environment) : null,
    uiHost: part === "api" ? own.hosts.ui : null,
    replicas: own.replicas,
    maxWorkers: part === "api" ? product.workers : null,
    identity: part === "api" ? { actorHeader: family.actorHeader, rolesHeader: ROLES_HEADER, roles: rolesOf(product) } : null,
    monitoring: environment.cluster.monitoring,
    database: part === "api" ? databaseContract(product.code, own.database, environment) : null,
    apiBaseUrl: own.apiBaseUrl,
    cluster: clusterFacts(environment),
  };
}

const rolesOf = ({ roles }: Product): NonNullable<Deployment["identity"]>["roles"] =>
  ROLES.flatMap((name) => (roles?.[name].length ? [{ name, groups: roles[name] }] : []));

function clusterFacts({ cluster: { access, server, ca, audience } }: Environment): Deployment["cluster"] {
  return access.kind === "oidc" ? { server, ca, audience } : null;
}

const gateway = (family: string, { gatewayHost: host, name }: Environment): Deployment["gateway"] =>
  host === null ? null : { host, namespace: platformNamespace(family, name) };

/** The `DB_*` contract of the application's role without its password; null while the product is planned. */
function databaseContract(code: string, key: string, environment: Environment): Readonly<Record<string, string>> | null {
  const database = environment.databases[key];
  const share = database?.shares[code];
  if (!database || !share) return null;
  return {
    DB_HOST: database.host,
    DB_PORT: String(database.port),
    DB_NAME: database.name,
    DB_USER: share.roles.rw,
    DB_SCHEMA: share.schema,
    DB_SSLMODE: "require",
    DB_CONN_MAX: String(share.connectionsPerReplica),
  };
}
