import { GITHUB_STACK } from "../../contract/stacks";
import type { Family } from "../family";
import { driftEnvironment, planEnvironment } from "../../contract/stacks";
import { finding, type Finding } from "../problem";
import type { Check } from "./check";

/** Databases that every Postgres has. https://www.postgresql.org/docs/current/manage-ag-templatedbs.html */
const POSTGRES_DATABASES = ["postgres", "template0", "template1"];
/** Postgres reserves this prefix for its own roles. https://www.postgresql.org/docs/current/sql-createrole.html */
const POSTGRES_ROLES = "pg_";
/** Kubernetes reserves this prefix for its own namespaces. https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
const KUBERNETES_NAMESPACES = "kube-";
/** CDKTF mistakes it for an existing stack, because every JavaScript object has a property of this name. */
const NO_STACK = "constructor";

/** No name of the catalog is reserved by the family, Postgres or Kubernetes. */
export const checkReservedNames: Check = {
  name: "reserved-names",
  waivable: false,
  run: (family) => [...products(family), ...environments(family), ...prefixes(family), ...databases(family)],
};

const products = ({ products, environments }: Family): readonly Finding[] => {
  const consolidated = Object.values(environments).some((environment) => environment.consolidated);
  const uses: Readonly<Record<string, string | undefined>> = {
    platform: "the shared database",
    products: "the consolidated database",
    public: consolidated ? "a schema that every Postgres database has" : undefined,
  };
  return Object.values(products).flatMap((product) => {
    const use = Object.hasOwn(uses, product.code) ? uses[product.code] : undefined;
    return use ? [reserved(product, [], `the code "${product.code}" is the name of ${use}; give the product another one`)] : [];
  });
};

const environments = ({ environments }: Family): readonly Finding[] => {
  const plans = [GITHUB_STACK, ...Object.keys(environments)].flatMap((stack) => [planEnvironment(stack), driftEnvironment(stack)]);
  return Object.values(environments).flatMap((environment) => {
    if (environment.name === GITHUB_STACK)
      return [reserved(environment, [], `"${GITHUB_STACK}" is the stack of the organization; take another name`)];
    if (environment.name === NO_STACK) return [reserved(environment, [], `"${NO_STACK}" cannot name a stack; take another name`)];
    if (!plans.includes(environment.name)) return [];
    return [reserved(environment, [], `"${environment.name}" is where a plan of that stack runs; take another name`)];
  });
};

const prefixes = (family: Family): readonly Finding[] => {
  const roles = Object.values(family.environments)
    .flatMap((environment) => Object.values(environment.databases))
    .flatMap(({ shares }) => Object.values(shares).flatMap((share) => Object.values(share.roles)));
  return [
    ...(roles.some((role) => role.startsWith(POSTGRES_ROLES))
      ? [
          reserved(
            family,
            ["database", "prefix"],
            `roles would begin with "${POSTGRES_ROLES}", which Postgres keeps to itself; take another one`,
          ),
        ]
      : []),
    ...(`${family.name}-`.startsWith(KUBERNETES_NAMESPACES)
      ? [
          reserved(
            family,
            ["family"],
            `namespaces would begin with "${KUBERNETES_NAMESPACES}", which Kubernetes keeps to itself; take another one`,
          ),
        ]
      : []),
  ];
};

const databases = (family: Family): readonly Finding[] =>
  Object.values(family.environments)
    .flatMap((environment) => Object.values(environment.databases))
    .filter(({ name }) => POSTGRES_DATABASES.includes(name))
    .map(({ name, consolidated }) => {
      const path = consolidated ? ["database", "consolidated"] : ["database", "platform", "name"];
      return reserved(family, path, `"${name}" is a database that every Postgres has; take another name`);
    });

const reserved = ({ at }: Pick<Family, "at">, path: readonly string[], message: string): Finding => finding(at(...path), message);
