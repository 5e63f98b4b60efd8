import type { Ownership } from "../../constructs/kubernetes/ownership-labels";
import type { Environment, Family } from "../../model/family";

/** The owner of what belongs to no product: the team that owns the infra repository. */
export function platformOwnership({ name, repositories, infraRepository }: Family, environment: Environment): Ownership {
  const infra = repositories[infraRepository];
  if (infra === undefined) throw new Error(`the family has no repository ${infraRepository}`);
  return { family: name, environment: environment.name, product: "platform", owner: infra.owner };
}
