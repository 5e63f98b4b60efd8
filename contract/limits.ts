/** Limits of GitHub, Kubernetes and Postgres. Messages and checks take the numbers from here. */

/** Longest names, in characters. */
export const NAME_LIMITS = {
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

/** Required reviewers of one GitHub environment. https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments */
export const MAX_REVIEWERS = 6;

/** Minutes between an approval and its deployment: 30 days. https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments */
export const MAX_WAIT_MINUTES = 43_200;

/** Topics of one repository. https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/classifying-your-repository-with-topics */
export const MAX_TOPICS = 20;

/** Bytes of one secret. https://docs.github.com/actions/reference/secrets-reference#limits-for-secrets */
export const MAX_SECRET_BYTES = 48 * 1024;

/** Connections reserved for Postgres, the operator's instance manager and streaming replicas. The chart `postgres` reserves the same number. */
export const RESERVED_CONNECTIONS = 15;
