// Emitted from charts/gateway/values.schema.json; edit that and run: npm run emit

/**
 * Makes a GatewayClass and one shared Gateway of Envoy Gateway, a ListenerSet and certificates in each product's namespace, and the redirect from http to https. What clients say of where a request came from (`Forwarded`, `X-Forwarded-*`, `X-Real-IP`) is removed; their `X-Request-ID` is kept, or one is made.
 *
 * With `identity` every host asks who calls: a token for everybody, on a product's own hosts also a session after signing in. It is read in the policies `identity` (a product's listeners, so whatever route is added), the Gateway's name (the gateway host: tokens alone) and `health` (the path `/healthz` of a product's hosts, which answers anybody). Browsers call only from pages of the product's own hosts.
 *
 * It needs the Gateway API 1.5 or later, Envoy Gateway 1.9 and cert-manager 1.20 or later. Routes belong to the products' releases: they attach to the listener `ui` or `api` of the ListenerSet that has the product's code as its name, or to the listener `gateway` of the Gateway.
 */
export interface GatewayValues {
  /**
   * The environment, put on every object as a label.
   */
  environment: string;
  /**
   * Name of the Gateway and of its GatewayClass.
   */
  name?: string;
  /**
   * cert-manager's ClusterIssuer. It has to prove ownership by DNS: plain http only redirects here, so an HTTP-01 challenge would not be served.
   */
  issuer: string;
  /**
   * Labels of the product namespaces: only they may add listeners, and routes to the gateway host.
   */
  productNamespaceSelector: {
    /**
     * Value of this label.
     */
    [k: string]: string;
  };
  /**
   * Header in which APIs read who calls. It is removed from every request before anything else sees it, and set from the token's `actorClaim`.
   */
  actorHeader?: string;
  /**
   * Header in which APIs read the caller's groups, removed and set like `actorHeader`: the value of the token's `roleClaim`, a list as JSON in base64.
   */
  rolesHeader?: string;
  /**
   * Who is let in, on every host: whoever brings a token that `issuer` signed for one of `audiences`, that expires and names its owner, in the header `Authorization`; and on a product's own hosts whoever has signed in. Absent, nobody is asked and nobody is known.
   */
  identity?: {
    /**
     * The claim `iss`; for signing in also where the provider describes itself (`/.well-known/openid-configuration`).
     */
    issuer: string;
    /**
     * Where the provider's keys are. The proxies must reach it.
     */
    jwks: string;
    /**
     * A token is accepted when it is for one of these.
     *
     * Items: A value of the claim `aud`.
     */
    audiences: string[];
    /**
     * The claim that names the caller.
     */
    actorClaim: string;
    /**
     * The claim that lists the caller's groups.
     */
    roleClaim?: string;
    /**
     * The client by which people sign in on the hosts of user interfaces (OpenID Connect, code flow). The provider must know `https://<ui host>/oauth2/callback` of every product, and its access tokens must be JWTs for one of `audiences`.
     */
    signIn?: {
      /**
       * The client at the provider.
       */
      clientId: string;
      /**
       * Existing Secret in the release's namespace with the client's secret as `client-secret`.
       */
      secret: string;
      /**
       * What is asked for; some providers decide by it for whom the access token is.
       *
       * Items: A scope.
       */
      scopes: string[];
    };
  };
  /**
   * Products and their hosts, by code. Each gets a ListenerSet of its code's name in its namespace, with the listeners `ui` and `api`, which only routes of that namespace can use.
   */
  products: {
    /**
     * A product.
     */
    [k: string]: {
      /**
       * Existing namespace of the product's applications; its certificates live there.
       */
      namespace: string;
      /**
       * Host names of the product.
       */
      hosts: {
        /**
         * Host of the user interface.
         */
        ui?: string;
        /**
         * Host of the API.
         */
        api?: string;
      };
      /**
       * The Services behind the hosts, as their releases name them. With `identity`, their `/healthz` is the one path that answers anybody.
       */
      services: {
        /**
         * Service of the user interface.
         */
        ui?: string;
        /**
         * Service of the API.
         */
        api?: string;
      };
    };
  };
  /**
   * One host to which every product's release attaches its `/api/<code>` route (listener `gateway`). Absent in direct mode.
   */
  gatewayHost?: string;
  /**
   * Oldest version of TLS that is accepted.
   */
  tlsMinimum?: "1.2" | "1.3";
  /**
   * Time limits.
   */
  timeouts?: {
    /**
     * From the start of a request to the end of its answer.
     */
    request?: string;
    /**
     * For a client to send its request completely.
     */
    receive?: string;
    /**
     * After which an idle connection is closed.
     */
    idle?: string;
  };
  /**
   * Number of proxies.
   */
  replicas?: number;
  /**
   * Resources of one proxy.
   */
  resources?: {
    /**
     * Processors, as request. There is no limit: a throttled proxy delays everybody.
     */
    cpu?: string;
    /**
     * Memory, as request and as limit.
     */
    memory?: string;
  };
  /**
   * PriorityClass of the proxies.
   */
  priorityClass?: string;
  /**
   * Annotations of the Service of type LoadBalancer, by which clouds are told what to make.
   */
  serviceAnnotations?: {
    /**
     * Value of this annotation.
     */
    [k: string]: string;
  };
}
