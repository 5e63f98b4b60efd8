export interface RouteAnnotationsProps {
  /** The product's own hosts in this environment. */
  readonly hosts: readonly string[];
  /** Its share of the host of all products; null in direct mode. */
  readonly gateway: { readonly host: string; readonly path: string } | null;
}

/**
 * What the routes of a product's namespace may take, for the admission rule `product-routes` of the chart `baseline`. A namespace without
 * these annotations may have no routes; only the platform may annotate one.
 */
export const routeAnnotations = ({ hosts, gateway }: RouteAnnotationsProps): Readonly<Record<string, string>> => ({
  "routes/hosts": hosts.join(" "),
  ...(gateway && { "routes/gateway-host": gateway.host, "routes/gateway-path": gateway.path }),
});
