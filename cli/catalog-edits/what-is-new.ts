import { counted } from "../../model/counted";
import type { Family, Repository } from "../../model/family";
import { chartAccess } from "../terraform/chart-access";
import { resourcesOfProduct, resourcesOfRepository } from "../terraform/own-resources";
import { synthesizedResources, type Resource } from "../terraform/synthesized";

/** For whoever added an entry: how many resources of which kinds it brings, counted as `sigma show` counts them, and what to do next. */
export function whatIsNew(before: Family, after: Family): string {
  const known = new Set(synthesizedResources(before).map(placeOf));
  const added = synthesizedResources(after).filter((resource) => !known.has(placeOf(resource)));
  const repositories = addedTo(before.repositories, after.repositories);
  const owned = [
    ...addedTo(before.products, after.products).map((product) => [product.code, resourcesOfProduct(product, added)] as const),
    ...repositories
      .filter(({ product }) => product === null)
      .map((repository) => [repository.name, resourcesOfRepository(repository, added)] as const),
  ].filter(([, resources]) => resources.length > 0);
  const others = added.filter((resource) => !owned.some(([, resources]) => resources.includes(resource)));
  const teams = addedTo(before.teams, after.teams).map(({ name }) => name);
  return [
    ...(teams.length > 0 ? [`a new team: ${teams.join(", ")}\n`] : []),
    ...owned.map(([name, resources]) => section(`${name}: ${counted(resources.length, "new resource")}`, resources)),
    ...(others.length > 0 ? [section(`beside: ${counted(others.length, "new resource")}`, others)] : []),
    nextSteps(after, repositories, [...new Set(added.map(({ stack }) => stack))]),
  ].join("");
}

const placeOf = ({ stack, address }: Resource): string => `${stack} ${address}`;

const addedTo = <T>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): readonly T[] =>
  Object.entries(after)
    .filter(([name]) => !Object.hasOwn(before, name))
    .map(([, entry]) => entry);

/** A line for each stack: its number and its kinds, the most frequent first. */
function section(title: string, resources: readonly Resource[]): string {
  const lines = [...grouped(resources, ({ stack }) => stack)].map(([stack, ofStack]) => {
    const kinds = [...grouped(ofStack, kindOf)].sort(([, a], [, b]) => b.length - a.length);
    return `  ${stack} ${ofStack.length}: ${kinds.map(([kind, { length }]) => (length === 1 ? kind : `${kind} × ${length}`)).join(", ")}\n`;
  });
  return `${title}\n${lines.join("")}`;
}

function grouped(resources: readonly Resource[], key: (resource: Resource) => string): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, readonly Resource[]>();
  for (const resource of resources) groups.set(key(resource), [...(groups.get(key(resource)) ?? []), resource]);
  return groups;
}

/** `network policy` of `kubernetes_network_policy_v1`. */
const kindOf = ({ type }: Resource): string =>
  type
    .replace(/^(github|kubernetes)_/, "")
    .replace(/_v\d+$/, "")
    .replaceAll("_", " ");

function nextSteps(family: Family, repositories: readonly Repository[], stacks: readonly string[]): string {
  const access = chartAccess(family, repositories);
  const born = repositories.filter(({ managed, inside }) => managed && inside === null);
  return [
    "next:\n",
    "  npx sigma sandbox sigma plan: rehearses it on this machine\n",
    "  a pull request with the catalog\n",
    ...(stacks.length > 0 ? [`  once it is merged, npx sigma deploy <stack>: ${stacks.join(", ")}\n`] : []),
    ...born.map(({ name }) => `  npx sigma scaffold ${name}: what the repository is born with, and how to push it\n`),
    // With GitHub Enterprise this is done once, at the first release.
    ...(access !== null && family.plan !== "enterprise" ? [`  so that it may pull the charts, ${access}\n`] : []),
  ].join("");
}
