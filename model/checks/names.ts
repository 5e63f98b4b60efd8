import { databaseClusterName } from "../../contract/generations";
import { NAME_LIMITS } from "../../contract/limits";
import type { Database } from "../database";
import type { Family, Product } from "../family";
import type { Located } from "../position";
import { finding, type Finding } from "../problem";
import type { Check } from "./check";

interface Name {
  /** What the name belongs to, for messages. */
  readonly thing: string;
  readonly name: string;
  readonly limit: number;
  /** The parts of the name that can be shortened, for messages. */
  readonly parts: string;
  readonly at: Located;
  /** Names of one scope must differ. */
  readonly scope: string;
}

const PLACES = "the code, the family or the environment";
const DATABASES = "the code or the names under database in family.yaml";

/** Generations are counted up at each restore: leave room for two digits. */
const ROOM_FOR_GENERATIONS = 99;

/** Every name that the family creates, with the length limit of its system. */
const names = (family: Family): readonly Name[] => [
  ...repositoryNames(family),
  ...Object.values(family.environments).flatMap((environment) => [
    ...Object.values(family.products)
      .filter(({ state }) => state !== "planned")
      .flatMap((product) => placeNames(product, environment.name)),
    ...Object.values(environment.databases).flatMap((database) => databaseNames(family, environment.name, database)),
  ]),
  ...packageNames(family),
];

const repositoryNames = ({ repositories }: Family): readonly Name[] =>
  Object.values(repositories)
    .filter(({ inside }) => inside === null)
    .map(({ name, at }) => ({ thing: "repository", name, limit: NAME_LIMITS.github, parts: "it", at: at(), scope: "repository" }));

/** The namespace and the hosts of a product in one environment. */
function placeNames(product: Product, environment: string): readonly Name[] {
  const own = product.environments[environment];
  if (!own) return [];
  const place = { parts: PLACES, at: product.at() };
  return [
    { ...place, thing: "namespace", name: own.namespace, limit: NAME_LIMITS.kubernetes, scope: `namespace in ${environment}` },
    ...[own.hosts.ui, own.hosts.api].flatMap((host) => [
      { ...place, thing: "host", name: host, limit: NAME_LIMITS.host, scope: "host" },
      ...host
        .split(".")
        .map((label) => ({ ...place, thing: `part "${label}" of host`, name: label, limit: NAME_LIMITS.hostLabel, scope: "" })),
    ]),
  ];
}

/** The namespace, the database, its Cluster and its roles. */
function databaseNames(family: Family, environment: string, database: Database): readonly Name[] {
  const own = database.consolidated ? undefined : family.products[database.key];
  const at = own?.at() ?? family.at("database", database.consolidated ? "consolidated" : "platform");
  const cluster = databaseClusterName(database.objectName, Math.max(database.generation, ROOM_FOR_GENERATIONS));
  const roles = Object.values(database.shares).flatMap((share) => Object.values(share.roles));
  const postgres = { limit: NAME_LIMITS.postgres, parts: DATABASES, at };
  return [
    {
      thing: "namespace",
      name: database.namespace,
      limit: NAME_LIMITS.kubernetes,
      parts: PLACES,
      at,
      scope: `namespace in ${environment}`,
    },
    { ...postgres, thing: "database", name: database.name, scope: `database in ${environment}` },
    { thing: "database cluster", name: cluster, limit: NAME_LIMITS.databaseCluster, parts: DATABASES, at, scope: "" },
    ...roles.map((role) => ({ ...postgres, thing: "role", name: role, scope: `role in ${environment}` })),
  ];
}

const packageNames = ({ repositories, products }: Family): readonly Name[] =>
  [
    // Repositories inside another one are in a list of their own.
    ...Object.values(repositories)
      .filter(({ inside, product }) => inside === null && product === null)
      .flatMap((repository) => repository.imports.map((name) => ({ name, at: repository.at("imports") }))),
    ...Object.values(products).map((product) => ({ name: product.pythonPackage, at: product.at() })),
  ].map((own) => ({ ...own, thing: "Python package", limit: NAME_LIMITS.github, parts: "it", scope: "Python package" }));

/** No name exceeds the length limit of its system. */
export const checkNameLimits: Check = {
  name: "name-limits",
  waivable: false,
  run: (family) =>
    names(family)
      .filter(({ name, limit }) => name.length > limit)
      .map(({ thing, name, limit, at, parts }) =>
        finding(at, `the ${thing} "${name}" has ${name.length} characters, at most ${limit}; shorten ${parts}`),
      ),
};

/**
 * GitHub and DNS ignore case, and CDKTF removes characters that Terraform does not allow in an id: `a.b` and `ab` would become one resource.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
const identity = (name: string): string => name.toLowerCase().replace(/[^a-z0-9_-]/g, "");

/** Names in one scope differ by more than case and dots. */
export const checkCollisions: Check = {
  name: "collisions",
  waivable: false,
  run: (family) => {
    const seen = new Map<string, Name>();
    const problems: Finding[] = [];
    for (const name of names(family)) {
      if (name.scope === "") continue;
      const key = `${name.scope} ${identity(name.name)}`;
      const first = seen.get(key);
      if (!first) seen.set(key, name);
      else if (first.at.file !== name.at.file || first.name !== name.name) {
        const how = first.name === name.name ? "is taken by" : `is too much like "${first.name}" of`;
        const message = `the ${name.thing} "${name.name}" ${how} ${first.at.file}:${first.at.line}; rename one of them`;
        problems.push(finding(name.at, message));
      }
    }
    return problems;
  },
};
