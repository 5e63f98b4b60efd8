/** Every name that more than one place must agree on. Nothing else in the project puts names together. */

/** Limits of the systems that carry the names. */
export const LIMITS = {
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
  kubernetes: 63,
  /** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
  postgres: 63,
  /** CloudNativePG's webhook refuses longer names of Clusters. */
  databaseCluster: 50,
  github: 100,
  /** One label of a host name, and the whole. */
  hostLabel: 63,
  host: 253,
} as const;

export const repositoryName = (family: string, code: string, part: "api" | "ui"): string => `${family}-${code}-${part}`;

export const pythonPackage = (importPrefix: string, code: string): string => `${importPrefix}_${code}_api`;

/** Docker wants lower case; GitHub logins may have capitals. */
export const imageName = (registry: string, organization: string, repository: string): string =>
  `${registry}/${organization}/${repository}`.toLowerCase();

export const uiHost = (family: string, code: string, domain: string): string => `${family}-${code}.${domain}`;

export const apiHost = (family: string, code: string, domain: string): string => `api.${uiHost(family, code, domain)}`;

export const gatewayHost = (family: string, domain: string): string => `api.${family}.${domain}`;

export const gatewayPrefix = (code: string): string => `/api/${code}`;

/** Where a product's applications run. */
export const productNamespace = (family: string, code: string, environment: string): string => `${family}-${code}-${environment}`;

/** Where a database runs: a product's, the platform's, or (without code) the consolidated one. */
export const databaseNamespace = (family: string, code: string | null, environment: string): string =>
  code === null ? `${family}-${environment}-db` : `${productNamespace(family, code, environment)}-db`;

export const databaseName = (prefix: string, code: string): string => `${prefix}_${code}`;

/** Kubernetes' form of a database's name, also of its stable Service and its ObjectStore. */
export const databaseObjectName = (database: string): string => database.replaceAll("_", "-");

export const databaseRoles = (database: string) => ({ rw: `${database}_rw`, ro: `${database}_ro`, migrator: `${database}_migrator` });

/** The role without login that owns a consolidated database. */
export const databaseOwner = (database: string): string => `${database}_owner`;

export const databaseClusterName = (objectName: string, generation: number): string => `${objectName}-g${generation}`;

/** One WAL archive's life: a restored cluster must write under a new one. */
export const archiveGeneration = (objectName: string, major: number, generation: number): string =>
  `${objectName}-pg${major}-g${generation}`;

/** Host of a Service as Pods of other namespaces resolve it. */
export const serviceHost = (service: string, namespace: string): string => `${service}.${namespace}.svc`;

/** The schema of a product in a database of its own. */
export const OWN_SCHEMA = "app";

/** The read-only GitHub environment in which a pull request's stack is planned. */
export const planEnvironment = (stack: string): string => `${stack}-plan`;

/** The read-only GitHub environment of the nightly plan, which runs what is on main. */
export const driftEnvironment = (stack: string): string => `${stack}-drift`;

/** The private key of the GitHub App, in the environments of the stack `github`. */
export const PLATFORM_APP_KEY = "PLATFORM_APP_KEY";

/** The identity that GitHub's token becomes in a cluster. */
export const githubIdentity = (organization: string, repository: string, environment: string): string =>
  `github:${organization}/${repository}:${environment}`;

/** What all products of an environment share: the Gateway, and the releases of the platform's own charts. */
export const platformNamespace = (family: string, environment: string): string => `${family}-${environment}`;
