/** Every name that several places share. No other file builds names. */

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

/** Host of a Service as Pods of other namespaces resolve it. */
export const serviceHost = (service: string, namespace: string): string => `${service}.${namespace}.svc`;

/** The schema of a product in a database of its own. */
export const OWN_SCHEMA = "app";

/** The identity that GitHub's token becomes in a cluster. */
export const githubIdentity = (organization: string, repository: string, environment: string): string =>
  `github:${organization}/${repository}:${environment}`;

/** Names shared by all products of an environment: the Gateway and the releases of the platform's charts. */
export const platformNamespace = (family: string, environment: string): string => `${family}-${environment}`;
