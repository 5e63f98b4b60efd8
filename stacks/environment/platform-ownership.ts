import type { Ownership } from "../../constructs/kubernetes/ownership-labels";
import type { Environment, Family } from "../../model/family";

/** Whose that is what belongs to no product: the owner of the repository that applies it. */
export function platformOwnership({ name, repositories, infraRepository }: Family, environment: Environment): Ownership {
  const infra = repositories[infraRepository];
  if (infra === undefined) throw new Error(`the family has no repository ${infraRepository}`);
  return { family: name, environment: environment.name, product: "platform", owner: infra.owner };
}
