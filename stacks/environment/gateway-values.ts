import { PRIORITY_CLASSES } from "../../constructs/kubernetes/baseline";
import type { EnvironmentGatewayValues } from "../../constructs/kubernetes/gateway";
import { activeParts, activeProducts } from "../../model/active";
import type { Environment, Family } from "../../model/family";
import { type ActiveNamespaces, inEnvironment } from "./define-product";
import { from, type Sourced, type SourcedValues } from "./sourced-values";

/** The values of the release of the chart `gateway`, each with its place in the catalog. */
export const gatewayValues = (
  family: Family,
  environment: Environment,
  active: ActiveNamespaces,
): SourcedValues<EnvironmentGatewayValues> => ({
  environment: from(environment.name, environment),
  issuer: from(environment.cluster.issuer, environment, "cluster", "issuer"),
  gatewayHost: from(environment.gatewayHost, environment, "domain"),
  actorHeader: from(family.actorHeader, family, "actorHeader"),
  identity: from(environment.identity, environment, "identity"),
  priorityClass: from(PRIORITY_CLASSES.gateway, environment),
  products: productValues(family, environment, active),
});

/** The hosts of the products with applications; a part without a repository has no listener. */
function productValues(family: Family, environment: Environment, active: ActiveNamespaces): Sourced<EnvironmentGatewayValues["products"]> {
  const value = Object.fromEntries(
    activeProducts(family).flatMap((product) => {
      const namespace = active.get(product.code);
      const parts = activeParts(family, product).flatMap(({ part }) => (part === null ? [] : [part]));
      const services = Object.fromEntries(parts.map((part) => [part, product.repositories[part]]));
      const hosts = Object.fromEntries(parts.map((part) => [part, inEnvironment(product, environment).hosts[part]]));
      return namespace && parts.length > 0 ? [[product.code, { namespace: namespace.name, hosts, services }] as const] : [];
    }),
  );
  return { value, at: (code = "") => family.products[code]?.at() ?? family.at() };
}
