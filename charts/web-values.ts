// Emitted from charts/web/values.schema.json; edit that and run: npm run emit

/**
 * Makes the Deployment of a user interface (nginx with this chart's configuration), a Service, a route, an autoscaler and a disruption budget.
 *
 * The image is nginx with the built files in `root`; the chart brings the configuration: security headers, cache headers, `/healthz`, `/config.js`, and `index.html` for every path that is no file. A page reads `/config.js` before its own scripts: `globalThis.CONFIG.VITE_API_BASE_URL`. The service account, the listener of the host and the network policies exist before.
 */
export interface WebValues {
  /**
   * The environment, put on every object as a label.
   */
  environment: string;
  /**
   * Code of the product.
   */
  product: string;
  /**
   * Image by digest: nginx (its own images end it with SIGQUIT, which finishes the running requests) and the built files. A tag alone is refused unless `allowTags`.
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
   * Host of the user interface.
   */
  host: string;
  /**
   * What the user interface calls: the API host, or the gateway host with the prefix. It reaches the browser when the page is loaded, as `globalThis.CONFIG.VITE_API_BASE_URL` of `/config.js`, so one image serves every environment.
   */
  apiBaseUrl: string;
  /**
   * Folder of the built files in the image.
   */
  root?: string;
  /**
   * Paths whose files carry a hash in their name: browsers keep them for a year. Everything else is asked for anew each time.
   *
   * Items: A path that ends with `/`.
   */
  immutablePaths?: string[];
  /**
   * Content-Security-Policy by directive. The origin of `apiBaseUrl` is added to `connect-src`.
   */
  contentSecurityPolicy?: {
    /**
     * Sources of this directive, separated by spaces.
     */
    [k: string]: string;
  };
  /**
   * Number of replicas.
   */
  replicas?: {
    /**
     * At least so many.
     */
    min?: number;
    /**
     * At most so many; equal to `min`, nothing scales.
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
   * Pause before nginx is told to end, in which proxies stop sending requests.
   */
  drainSeconds?: number;
}
