// Emitted from charts/service/values.schema.json; edit that and run: npm run emit

/**
 * Makes the Deployment of an API and of its workers, a Service, its routes, an autoscaler, a disruption budget, and a Job that runs the migrations before each install and upgrade.
 *
 * The service account, the `DB_*` Secrets, the listener of the host and the network policies exist before: they belong to the environment, not to a product's release. Objects are named after the release. Package the chart with the application's version (`helm package --app-version`): it becomes the label `app.kubernetes.io/version`. A rollback does not undo migrations.
 */
export interface ServiceValues {
  /**
   * The environment, put on every object as a label.
   */
  environment: string;
  /**
   * Code of the product. Its prefix behind the gateway host is `/api/<product>`.
   */
  product: string;
  /**
   * Image by digest, `registry.acme.test/acme-corp/acme-shop-api@sha256:…`. A tag alone is refused unless `allowTags`.
   */
  image: string;
  /**
   * Whether an image without digest is accepted. Only for a cluster on a laptop: nobody can say later what ran.
   */
  allowTags?: boolean;
  /**
   * Existing Secret with the registry's credentials.
   */
  imagePullSecret?: string;
  /**
   * Existing ServiceAccount of the Pods. Its token is not mounted.
   */
  serviceAccount: string;
  /**
   * PriorityClass of the Pods.
   */
  priorityClass?: string;
  /**
   * Command of the API with its arguments. Absent: that of the image.
   *
   * Items: A word of the command.
   */
  command?: string[];
  /**
   * Number of replicas of the API.
   */
  replicas?: {
    /**
     * At least so many.
     */
    min?: number;
    /**
     * At most so many; equal to `min`, nothing scales. Times `DB_CONN_MAX` it has to fit into the role's connection limit.
     */
    max?: number;
  };
  /**
   * Share of the requested processors in use above which replicas are added.
   */
  cpuTargetPercent?: number;
  /**
   * Resources of one replica.
   */
  resources?: {
    /**
     * What is set aside.
     */
    requests?: {
      /**
       * Processors.
       */
      cpu?: string;
      /**
       * Memory.
       */
      memory?: string;
    };
    /**
     * What is never exceeded.
     */
    limits?: {
      /**
       * Processors.
       */
      cpu?: string;
      /**
       * Memory.
       */
      memory?: string;
    };
  };
  /**
   * Size of `/tmp`, the only folder that can be written.
   */
  tmpSize?: string;
  /**
   * User and group of the processes.
   */
  uid?: number;
  /**
   * Paths that answer 200 to `GET`.
   */
  probes?: {
    /**
     * The process works. Must not ask the database, or its failure restarts every replica.
     */
    live?: string;
    /**
     * Requests can be answered now.
     */
    ready?: string;
    /**
     * Time that a start may take before it is given up.
     */
    startupSeconds?: number;
  };
  /**
   * The end of a replica.
   */
  shutdown?: {
    /**
     * Pause before the process is told to end, in which proxies stop sending requests.
     */
    drainSeconds?: number;
    /**
     * Time for the process to finish its requests after that.
     */
    graceSeconds?: number;
  };
  /**
   * Environment variables. `DB_*` is refused: it comes from the Secret of `database`.
   */
  env?: {
    /**
     * Value of this variable, always a string.
     */
    [k: string]: string;
  };
  /**
   * Existing Secrets whose keys become environment variables.
   *
   * Items: Name of the Secret.
   */
  secrets?: string[];
  /**
   * Existing Secrets of the `DB_*` contract, made by the database's release.
   */
  database?: {
    /**
     * That of the application's role, `acme-shop-rw`.
     */
    secret: string;
    /**
     * That of the migrator, `acme-shop-migrator`. Only the migrations see it.
     */
    migratorSecret: string;
  };
  /**
   * Migrations that run before each install and upgrade. A failing one leaves the running release as it is.
   */
  migrations?: {
    /**
     * Command with its arguments, in the same image.
     *
     * Items: A word of the command.
     */
    command: string[];
    /**
     * Time after which they are ended. Default: 600. Below helm's own time-out.
     */
    deadlineSeconds?: number;
  };
  /**
   * Processes beside the API, by name: same image, same environment, no port.
   */
  workers?: {
    /**
     * A worker.
     */
    [k: string]: {
      /**
       * Command with its arguments.
       *
       * Items: A word of the command.
       */
      command: string[];
      /**
       * Number of replicas. Default: 1.
       */
      replicas?: number;
      /**
       * Resources of one replica. Default: those of the API.
       */
      resources?: {
        /**
         * What is set aside.
         */
        requests: {
          /**
           * Processors.
           */
          cpu: string;
          /**
           * Memory.
           */
          memory: string;
        };
        /**
         * What is never exceeded.
         */
        limits: {
          /**
           * Processors.
           */
          cpu: string;
          /**
           * Memory.
           */
          memory: string;
        };
      };
      /**
       * Command that succeeds while the worker works. Absent: only its end is noticed.
       *
       * Items: A word of the command.
       */
      live?: string[];
    };
  };
  /**
   * Most replicas of all workers together: the platform has counted their connections. Absent: any number.
   */
  maxWorkers?: number;
  /**
   * Host of the API. Absent: no route, the service is reached inside the cluster only.
   */
  host?: string;
  /**
   * Gateway mode: the shared host that also serves the API, under `/api/<product>`, which is taken off before the request arrives.
   */
  gateway?: {
    /**
     * The gateway host.
     */
    host: string;
    /**
     * Name of the Gateway. Default: gateway.
     */
    name?: string;
    /**
     * Namespace of the Gateway.
     */
    namespace: string;
  };
  /**
   * Sites whose pages may call the API from a browser (CORS), such as `https://shop.example.com`. Absent: none but its own.
   *
   * Items: One site, as browsers name it: scheme and host.
   */
  allowOrigins?: string[];
  /**
   * Time limit of a request at the gateway. Absent: the gateway's own.
   */
  requestTimeout?: string;
  /**
   * Metrics in the format of Prometheus.
   */
  metrics?: {
    /**
     * Whether to make a ServiceMonitor (needs the Prometheus operator).
     */
    monitored?: boolean;
    /**
     * Path of the metrics, on the API's port.
     */
    path?: string;
    /**
     * Labels of the ServiceMonitor, by which Prometheus selects it.
     */
    labels?: {
      /**
       * Value of this label.
       */
      [k: string]: string;
    };
  };
}
