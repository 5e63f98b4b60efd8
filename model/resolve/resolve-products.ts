import type { Environment, ProductEnvironment } from "../family";
import { apiHost, productNamespace, uiHost } from "../../contract/names";
import { nearName } from "../did-you-mean";
import { noSuch } from "../no-such";
import { problem, type Problem } from "../problem";
import type { FamilySpec } from "../schema/family";
import { DATABASE_KEYS, type ProductSpec } from "../schema/product";
import type { Source } from "../read/sources";

/** The names of a product in one environment. */
export function productEnvironment(code: string, spec: ProductSpec, { family }: FamilySpec, environment: Environment): ProductEnvironment {
  const hosts = { ui: uiHost(family, code, environment.domain), api: apiHost(family, code, environment.domain) };
  return {
    environment: environment.name,
    namespace: productNamespace(family, code, environment.name),
    hosts,
    // In gateway mode too: the session of whoever signs in is the product's own, on its own hosts.
    apiBaseUrl: `https://${hosts.api}`,
    replicas: spec.replicas[environment.name] ?? environment.replicas,
    database: environment.consolidated ? "products" : code,
  };
}

/** Every environment that a product mentions must exist. */
export function unknownEnvironments(
  { spec, at }: Source<ProductSpec>,
  environments: Readonly<Record<string, Environment>>,
): readonly Problem[] {
  const names = Object.keys(environments);
  const unknown = (path: string, key: string, alsoAllowed: readonly string[]) => {
    const meant = nearName(key, alsoAllowed);
    return meant === null
      ? { check: "environment", ...noSuch(at(path, key), "environment", key, names, "name one of them or remove it") }
      : problem("environment", at(path, key), `unknown key; did you mean "${meant}"?`);
  };
  return [
    ...Object.keys(spec.replicas).flatMap((key) => (key in environments ? [] : [unknown("replicas", key, [])])),
    ...Object.keys(spec.database.environments).flatMap((key) => (key in environments ? [] : [unknown("database", key, DATABASE_KEYS)])),
  ];
}
