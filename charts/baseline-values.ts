// Emitted from charts/baseline/values.schema.json; edit that and run: npm run emit

/**
 * Makes admission policies, cluster roles and priority classes; install it once per cluster, before databases and products.
 *
 * - `delete-guard`, `delete-guard-namespaces`, `delete-guard-volumes`: a database Cluster, an ObjectStore, a database namespace or a database volume is deleted only when it carries its own name and UID as the annotations `delete-guard/name` and `delete-guard/uid`; a Cluster must be fenced as well (`cnpg.io/fencedInstances: '["*"]'`), so that nobody is connected to it.
 * - `product-images`: in product namespaces, images only from `images` and by digest unless `allowTags`.
 * - `product-pods`, `product-deployments`, `product-jobs`, `product-services`, `product-httproutes`, `product-servicemonitors`, `product-poddisruptionbudgets`, `product-horizontalpodautoscalers`: the objects of a product hold the fields and values that the charts `service` and `web` make, and nothing else. What is admitted stands in `charts/admitted.yaml`, with what to use in place of the rest; a field that a later Kubernetes brings is refused. `product-configmaps`: 128 KiB for Helm's record of a release, 32 KiB for others. Whoever may make namespaces is exempt, but of `product-services`.
 * - `product-releases`: each deployer makes, changes and deletes the objects of its own release: those that have its name, or begin with it and `-`. Pods carry its label, its service account and its chart; a user interface holds no Secret. Whose release is whose stands in the namespace's annotations `deployer/<release>` (the user), `chart/<release>` and `host/<release>`.
 * - `product-routes`: the HTTPRoutes of a product namespace take only what its annotations give it: the hosts in `routes/hosts` (with spaces between), and on `routes/gateway-host` the paths under `routes/gateway-path`. None of their filters touches `actorHeader` or `rolesHeader` or refers to an extension. `health-api` and `health-ui`, which answer anybody, are the platform's.
 * - `product-policies`: Envoy Gateway's policies in product namespaces are the platform's, that is, of whoever may make namespaces: who is let in, and what a client may send.
 * - `product-listeners`: no ClientTrafficPolicy on a product's ListenerSet, which would take the place of the Gateway's.
 * - cluster role `product-deployer`: what a product's release needs, without any verb on Secrets (`HELM_DRIVER=configmap`). Bind it with a RoleBinding.
 * - cluster role `plan-reader`: reads what the environment is made of, Secrets excepted. Bind it with a ClusterRoleBinding.
 */
export interface BaselineValues {
  /**
   * The environment, put on every object as a label.
   */
  environment: string;
  /**
   * Labels of the product namespaces, where images, Services and routes are restricted.
   */
  productNamespaceSelector: {
    /**
     * Value of this label.
     */
    [k: string]: string;
  };
  /**
   * Labels of the database namespaces, which the delete guard protects.
   */
  databaseNamespaceSelector: {
    /**
     * Value of this label.
     */
    [k: string]: string;
  };
  /**
   * Where images in product namespaces may come from, `registry.acme.test/acme-corp/`.
   *
   * Items: A prefix that ends with `/`.
   */
  images: string[];
  /**
   * Whether an image there may be named by a tag alone. Otherwise it needs its digest, `@sha256:…`: a tag can be moved to something else.
   */
  allowTags?: boolean;
  /**
   * Header in which APIs read who calls, as in the chart `gateway`. No route of a product may touch it.
   */
  actorHeader?: string;
  /**
   * Header in which APIs read the caller's groups, as in the chart `gateway`. No route of a product may touch it.
   */
  rolesHeader?: string;
  /**
   * Who may delete a database's volumes without annotations: the database operator, which replaces instances. The garbage collector always may: a volume goes with its Cluster, and that is guarded.
   *
   * Items: A service account, `system:serviceaccount:<namespace>:<name>`.
   */
  volumeDeleters: string[];
  /**
   * PriorityClasses to make, by name.
   */
  priorityClasses?: {
    /**
     * A PriorityClass.
     */
    [k: string]: {
      /**
       * The higher, the later it is evicted.
       */
      value: number;
      /**
       * What it is for.
       */
      description: string;
    };
  };
}
