import type { Product, Repository } from "../../model/family";
import type { Resource } from "./synthesized";

/** The resources of a product: its repositories, its namespaces, its own database and what lets its releases in. */
export function resourcesOfProduct({ code, repositories }: Product, resources: readonly Resource[]): readonly Resource[] {
  return placed(resources, [
    ["repositories", repositories.api],
    ["repositories", repositories.ui],
    ["products", code],
    ["databases", code],
    ["identities", `releases-${code}`],
    ["identities", `releases-role-${code}`],
  ]);
}

/** The resources of one repository. */
export const resourcesOfRepository = ({ name }: Repository, resources: readonly Resource[]): readonly Resource[] =>
  placed(resources, [["repositories", name]]);

/** Found by construct path, because a name can be part of other names. */
const placed = (resources: readonly Resource[], places: readonly (readonly [group: string, id: string])[]): readonly Resource[] =>
  resources.filter(({ path: [, group, id] }) => places.some(([ofGroup, own]) => group === ofGroup && id === own));
