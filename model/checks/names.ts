import { databaseClusterName } from "../../contract/generations";
import { NAME_LIMITS } from "../../contract/limits";
import type { Family } from "../family";
import type { Located } from "../position";
import { problem, type Problem } from "../problem";
import type { Check } from "./check";

interface Name {
  /** What carries the name, in words. */
  readonly thing: string;
  readonly name: string;
  readonly limit: number;
  /** What the name is put together from, to be shortened. */
  readonly parts: string;
  readonly at: Located;
  /** Names of one scope must differ. */
  readonly scope: string;
}

const PLACES = "the code, the family or the environment";
const DATABASES = "the code or the names under database in family.yaml";

/** Generations are counted up at each restore: leave room for two digits. */
const ROOM_FOR_GENERATIONS = 99;

/** Every name that the family gives to something, with the limit of the system that carries it. */
function names(family: Family): readonly Name[] {
  const repositories = Object.values(family.repositories)
    .filter(({ inside }) => inside === null)
    .map((repository) => ({
      thing: "repository",
      name: repository.name,
      limit: NAME_LIMITS.github,
      parts: "it",
      at: repository.at(),
      scope: "repository",
    }));
  const environments = Object.values(family.environments).flatMap((environment) => [
    ...Object.values(family.products)
      .filter(({ state }) => state !== "planned")
      .flatMap((product) => {
        const own = product.environments[environment.name];
        if (!own) return [];
        const at = product.at();
        return [
          {
            thing: "namespace",
            name: own.namespace,
            limit: NAME_LIMITS.kubernetes,
            parts: PLACES,
            at,
            scope: `namespace in ${environment.name}`,
          },
          ...[own.hosts.ui, own.hosts.api].flatMap((host) => [
            { thing: "host", name: host, limit: NAME_LIMITS.host, parts: PLACES, at, scope: `host` },
            ...host.split(".").map((label) => ({
              thing: `part "${label}" of host`,
              name: label,
              limit: NAME_LIMITS.hostLabel,
              parts: PLACES,
              at,
              scope: "",
            })),
          ]),
        ];
      }),
    ...Object.values(environment.databases).flatMap((database) => {
      const own = database.consolidated ? undefined : family.products[database.key];
      const at = own?.at() ?? family.at("database", database.consolidated ? "consolidated" : "platform");
      return [
        {
          thing: "namespace",
          name: database.namespace,
          limit: NAME_LIMITS.kubernetes,
          parts: PLACES,
          at,
          scope: `namespace in ${environment.name}`,
        },
        {
          thing: "database",
          name: database.name,
          limit: NAME_LIMITS.postgres,
          parts: DATABASES,
          at,
          scope: `database in ${environment.name}`,
        },
        {
          thing: "database cluster",
          name: databaseClusterName(database.objectName, Math.max(database.generation, ROOM_FOR_GENERATIONS)),
          limit: NAME_LIMITS.databaseCluster,
          parts: DATABASES,
          at,
          scope: "",
        },
        ...Object.values(database.tenants).flatMap(({ roles }) =>
          Object.values(roles).map((role) => ({
            thing: "role",
            name: role,
            limit: NAME_LIMITS.postgres,
            parts: DATABASES,
            at,
            scope: `role in ${environment.name}`,
          })),
        ),
      ];
    }),
  ]);
  const packages = [
    // What a repository holds inside is in its own list.
    ...Object.values(family.repositories)
      .filter(({ inside, product }) => inside === null && product === null)
      .flatMap((repository) => repository.imports.map((name) => ({ name, at: repository.at("imports") }))),
    ...Object.values(family.products).map((product) => ({ name: product.pythonPackage, at: product.at() })),
  ].map((own) => ({ ...own, thing: "Python package", limit: NAME_LIMITS.github, parts: "it", scope: "Python package" }));
  return [...repositories, ...environments, ...packages];
}

/** No name is longer than its system admits. */
export const checkNameLimits: Check = (family) =>
  names(family)
    .filter(({ name, limit }) => name.length > limit)
    .map(({ thing, name, limit, at, parts }) =>
      problem("name-limits", at, `the ${thing} "${name}" has ${name.length} characters, at most ${limit}; shorten ${parts}`),
    );

/**
 * GitHub and DNS take capitals for small letters, and CDKTF strips what Terraform does not admit in an id: `a.b` and `ab` would be one resource.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
const identity = (name: string): string => name.toLowerCase().replace(/[^a-z0-9_-]/g, "");

/** No two things of one scope have the same name, also when only capitals or dots tell them apart. */
export const checkCollisions: Check = (family) => {
  const seen = new Map<string, Name>();
  const problems: Problem[] = [];
  for (const name of names(family)) {
    if (name.scope === "") continue;
    const key = `${name.scope} ${identity(name.name)}`;
    const first = seen.get(key);
    if (!first) seen.set(key, name);
    else if (first.at.file !== name.at.file || first.name !== name.name) {
      const how = first.name === name.name ? "is taken by" : `is too much like "${first.name}" of`;
      const message = `the ${name.thing} "${name.name}" ${how} ${first.at.file}:${first.at.line}; rename one of them`;
      problems.push(problem("collisions", name.at, message));
    }
  }
  return problems;
};
