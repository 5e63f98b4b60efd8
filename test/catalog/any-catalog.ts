import { join } from "node:path";
import type { Family, Product } from "../../model/family";
import { loadCatalog, type Loaded } from "../../model/load";
import { formatProblem } from "../../model/problem";
import { filesOf, staleFiles, staleText } from "../../workflows/emit";

/** A checkout: `catalog/`, and beside it what was emitted from it. */
export interface Checkout {
  readonly root: string;
  readonly loaded: Loaded;
}

export const checkoutAt = (root: string): Checkout => ({ root, loaded: loadCatalog(join(root, "catalog")) });

/**
 * What must hold of any catalog, and all that a test asks of the catalog of this repository: its values are its users' to edit. Each returns what
 * is wrong, one thing a line; nothing when it holds.
 */
export const ANY_CATALOG: readonly (readonly [promise: string, wrong: (checkout: Checkout) => string])[] = [
  ["has no problems", ({ loaded }) => loaded.problems.map(formatProblem).join("\n")],
  ["leads from every name of a product to that product alone", ({ loaded }) => (loaded.family ? ambiguousNames(loaded.family) : "")],
  [
    "has emitted files that are up to date",
    ({ root, loaded }) => {
      const stale = loaded.family ? staleFiles(root, filesOf(loaded.family)) : [];
      return stale.length === 0 ? "" : staleText(stale);
    },
  ],
];

function ambiguousNames(family: Family): string {
  const named: Record<string, string[]> = {};
  for (const product of Object.values(family.products)) {
    for (const name of namesOf(family, product)) (named[name] ??= []).push(product.code);
  }
  const shared = Object.entries(named).flatMap(([name, codes]) =>
    codes.length > 1 ? [`${name} is the name of ${codes.join(" and ")}`] : [],
  );
  const lost = Object.values(family.products).flatMap(({ code, repositories }) =>
    Object.values(repositories).flatMap((name) =>
      family.repositories[name]?.product === code ? [] : [`the repository ${name} of ${code} is not that product's`],
    ),
  );
  return [...shared, ...lost].join("\n");
}

/** Everything that a product is called by, within what it must be unique in. */
function namesOf(family: Family, { code, repositories, pythonPackage, gatewayPrefix, environments }: Product): readonly string[] {
  const everywhere = [...Object.values(repositories), pythonPackage, gatewayPrefix];
  const inEnvironments = Object.values(environments).flatMap(({ environment, namespace, hosts, database: key }) => {
    const database = family.environments[environment]?.databases[key];
    const share = database?.shares[code];
    const schema = database && share ? [`${environment}: ${database.name}.${share.schema}`, `${environment}: ${share.roles.rw}`] : [];
    return [`${environment}: ${namespace}`, `${environment}: ${hosts.ui}`, `${environment}: ${hosts.api}`, ...schema];
  });
  return [...everywhere, ...inEnvironments];
}
