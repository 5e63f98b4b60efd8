// Emitted from charts/postgres/values.schema.json; edit that and run: npm run emit

/**
 * Makes a CloudNativePG `Cluster` with its archive (`ObjectStore`), a daily base backup, the database with a schema and three roles for each product, the passwords, one stable Service, alerts, and a CronJob that maintains partitions. An installation, a move to another generation and a product that joins succeed when the database answers, archives its log, has a base backup, and has the schemas and roles of its products.
 *
 * It needs CloudNativePG 1.30 and the Barman Cloud plugin 0.13 in the cluster, and the namespaces it writes Secrets to. Passwords are made in the cluster and kept on upgrade; Clusters, archives and Secrets stay when the release is removed. The release itself records its manifest, passwords included: let Helm keep it in Secrets.
 *
 * A restore is three changes of values: with `restore` a second generation is recovered beside the one in use, which goes on untouched; raising `generation` points the Service at it, and the old Cluster leaves the release but not the namespace; and is fenced, so that nobody goes on writing to it; then the old Cluster is deleted by hand. After the move `restore` may be left out.
 *
 * No value leads to an empty database where data was: a ConfigMap, `<objectName>-generations`, holds the highest generation that was in use and the highest that was made. A release below it, a Cluster that would be created empty, and a generation that was made before are refused. It stays when the release is removed. The chart `baseline` holds who does not ask this one to the same: `helm rollback`, and manifests kept from before. Rendered without a cluster (`helm template`) a Job of the release decides in place of the template, and passwords are new each time.
 *
 * Traffic that network policies have to allow, beside what CloudNativePG needs: Pods with the label `app.kubernetes.io/component: maintenance` reach the ports 5432 and 9187 of the instances of their namespace.
 */
export interface PostgresValues {
  /**
   * The environment, put on every object as a label.
   */
  environment: string;
  /**
   * Postgres' name of the database, `acme_shop`.
   */
  name: string;
  /**
   * Kubernetes' name of the database, of its stable Service and of its ObjectStore, `acme-shop`. The Clusters are called `<objectName>-g<generation>`.
   */
  objectName: string;
  /**
   * Role that owns the database: a product's migrator, or another name, which then is a role without login.
   */
  owner: string;
  /**
   * The archive generation that is in use: the stable Service points at its Cluster. Changing it moves every client; the Cluster that was in use leaves the release and stays in the namespace.
   */
  generation: number;
  /**
   * Recovers a generation from the archive of another one. Absent, the database starts empty.
   */
  restore?: {
    /**
     * The generation to make, one that was never made. Above the one in use it is a second Cluster beside it; once it is the one in use, this says where it came from.
     */
    generation: number;
    /**
     * The generation whose archive is read. Default: the one in use, or the one before `restore.generation` once that is in use.
     */
    from?: number;
    /**
     * Moment to recover to, RFC 3339 with a zone. A moment after the last archived transaction makes the recovery fail.
     */
    at?: string;
    /**
     * Log position to recover to, `0/3000060`.
     */
    lsn?: string;
  };
  /**
   * Major version of PostgreSQL, as in the image. It is part of the archive's name: an upgrade starts a new archive.
   */
  pgMajor: number;
  /**
   * PostgreSQL image by tag and digest; the operator reads the version from the tag. It also runs the partition maintenance and waits for the database (`psql`, `bash`).
   */
  image: string;
  /**
   * Existing Secret of this namespace with the registry's credentials.
   */
  imagePullSecret?: string;
  /**
   * Number of instances. Above 1, one standby confirms each commit; 1 has no disruption budget, or a drained node would wait forever.
   */
  instances: number;
  /**
   * What two instances never share. Without as many zones as instances, the last ones stay pending: then `node`.
   */
  spread?: "zone" | "node";
  /**
   * Size of one instance.
   */
  size: {
    /**
     * Processors, as request and as limit.
     */
    cpu: string;
    /**
     * Memory, as request and as limit. Buffers and caches are derived from it.
     */
    memory: string;
    /**
     * Volume of the data. It can grow, never shrink.
     */
    storage: string;
    /**
     * Volume of the write-ahead log. It can grow, never shrink or go away.
     */
    walStorage: string;
    /**
     * `max_connections`. Fifteen are kept back for the operator and for standbys.
     */
    maxConnections: number;
  };
  /**
   * StorageClass of both volumes.
   */
  storageClass: string;
  /**
   * Further settings of postgresql.conf. Those that the operator or this chart owns are refused.
   */
  parameters?: {
    /**
     * Value of this setting, always a string.
     */
    [k: string]: string;
  };
  /**
   * PriorityClass of the instances.
   */
  priorityClass?: string;
  /**
   * Backup retention: how far back a restore can go, in days.
   */
  retentionDays: number;
  /**
   * When the base backup is made: six cron fields, seconds first, UTC.
   */
  backupSchedule?: string;
  /**
   * Where base backups and the write-ahead log go.
   */
  archive: {
    /**
     * Bucket, with an optional path: `s3://acme-archive`.
     */
    bucket: string;
    /**
     * Address of an S3-compatible server. Absent for AWS.
     */
    endpoint?: string;
    /**
     * `iam` for a role of AWS that the instances take with the token of their ServiceAccount; otherwise an existing Secret of this namespace with the keys ACCESS_KEY_ID and ACCESS_SECRET_KEY.
     */
    credentials: string;
    /**
     * Certificate authority of `endpoint`, PEM in base64, when it is a private one.
     */
    endpointCA?: string;
    /**
     * With `iam`, and required by it: the role. Its trust has to admit the ServiceAccount of each generation, which is named as the Cluster: `system:serviceaccount:<namespace>:<objectName>-*`.
     */
    roleArn?: string;
  };
  /**
   * Who uses the database, by code: one product, or several that each have a schema and roles of their own.
   */
  products: {
    /**
     * A product.
     */
    [k: string]: {
      /**
       * Its schema (`DB_SCHEMA`), owned by its migrator.
       */
      schema: string;
      /**
       * Further schemas of the product, owned by its migrator.
       *
       * Items: Name of the schema.
       */
      areas?: string[];
      /**
       * Names of its roles. Their Secrets have the same names with hyphens.
       */
      roles: {
        /**
         * Role of the application.
         */
        rw: string;
        /**
         * Role that only reads.
         */
        ro: string;
        /**
         * Role that owns the schema and runs the migrations.
         */
        migrator: string;
      };
      /**
       * Connections that each role may hold at most. Their sum has to fit into `size.maxConnections` less fifteen.
       */
      connectionLimits: {
        /**
         * Connections of the application.
         */
        rw: number;
        /**
         * Connections of the reading role.
         */
        ro: number;
        /**
         * Connections of the migrator, which the partition maintenance uses too.
         */
        migrator: number;
      };
      /**
       * `DB_CONN_MAX`: connections that one replica of the application opens at most.
       */
      connectionsPerReplica: number;
      /**
       * Existing namespace that receives the `DB_*` Secrets of the application and of the migrations. Absent: none are written.
       */
      namespace?: string;
      /**
       * Whether the reading role gets a `DB_*` Secret in `namespace` too. Default: no.
       */
      readOnlySecret?: boolean;
      /**
       * Raise it by one to give the product's roles new passwords. Default: 1. The old ones stop working at once, so its Pods have to be restarted.
       */
      rotation?: number;
      /**
       * Tables of `schema` whose partitions are made ahead and dropped past their retention, by name.
       */
      partitions?: {
        /**
         * A table that is partitioned by range of one date or timestamp column.
         */
        [k: string]: {
          /**
           * Period of one partition.
           */
          by: "day" | "month";
          /**
           * Days after which a partition is dropped, counted from the end of its period.
           */
          keepDays: number;
        };
      };
    };
  };
  /**
   * The partition maintenance.
   */
  maintenance?: {
    /**
     * When it runs: five cron fields, UTC.
     */
    schedule?: string;
    /**
     * How far ahead partitions are made, in days. Above a month, so that a month without a run loses nothing.
     */
    aheadDays?: number;
  };
  /**
   * How long a release waits for what it has to wait for, in seconds. Give Helm a minute more.
   */
  waitSeconds?: number;
  /**
   * Whether to make a PodMonitor and the alerts (needs the Prometheus operator).
   */
  monitoring?: boolean;
  /**
   * Labels that both get beside the chart's own. kube-prometheus-stack selects by `release: <its release>`.
   */
  monitoringLabels?: {
    /**
     * Value of this label.
     */
    [k: string]: string;
  };
}
