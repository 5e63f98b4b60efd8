import type { Diagnostic } from "./protocol";
import type { Change } from "./rules/change";
import { belongsOnGithub, githubRefusals, githubWarnings } from "./rules/github";
import { belongsInKubernetes, kubernetesRefusals } from "./rules/kubernetes";
import { isObject } from "./values";
import type { Location, World } from "./world";

const REFUSALS = [...githubRefusals, ...kubernetesRefusals];

/** Why the service would not carry out a creation or an update. Deletions are never refused. */
export function refusalOf(change: Change): Diagnostic | undefined {
  if (!isObject(change.planned)) return undefined;
  for (const rule of REFUSALS) {
    const refused = rule(change);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** What the service does without saying so. */
export const warningsOf = (change: Change): Diagnostic[] => githubWarnings.flatMap((rule) => rule(change) ?? []);

/**
 * Deletes an object with all that belongs to it. A repository with `archive_on_destroy` stays, archived.
 * https://github.com/integrations/terraform-provider-github/blob/v6.9.0/website/docs/r/repository.html.markdown
 */
export function deleteObject(world: World, location: Location): void {
  const deleted = world.get(location);
  if (deleted === undefined) return;
  if (deleted["archive_on_destroy"] === true) {
    world.update(location, { ...deleted, archived: true });
    return;
  }
  world.delete(location);
  for (const other of [...world.objects()]) {
    const same = other.place === location.place;
    if (
      same &&
      (belongsOnGithub(deleted, location.type, other.attributes) || belongsInKubernetes(deleted, location.type, other.attributes))
    )
      world.delete(other);
  }
}
