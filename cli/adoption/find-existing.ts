import type { Existing, Find } from "./existing";
import { findEnvironmentPart } from "./find-environment-part";
import { findRepositoryPart } from "./find-repository-part";
import { findTeam, findTeamMembers } from "./find-team";
import type { FoundOrganization } from "./found";
import type { Wanted } from "./wanted";

/** The stack imports the organization's settings anyway: they are there before every catalog. */
const findSettings: Find = (wanted, { id, settings }) => ({
  id,
  importId: null,
  values: Object.fromEntries(Object.keys(wanted).map((name) => [name, settings[name]])),
});

/**
 * How to find what exists, for each type that the stack `github` has. The forms of the import ids are in the provider's documentation at the pinned
 * version: https://github.com/integrations/terraform-provider-github/tree/v6.9.0/website/docs/r
 */
const FINDERS: Readonly<Record<string, Find>> = {
  github_organization_settings: findSettings,
  github_team: findTeam,
  github_team_members: findTeamMembers,
  ...findRepositoryPart,
  ...findEnvironmentPart,
};

/** What GitHub has in the place of a resource; null where the first apply makes it. */
export function findExisting({ type, values }: Wanted, found: FoundOrganization): Existing | null {
  const find = FINDERS[type];
  if (find === undefined) throw new Error(`cli/adoption does not know how to find a ${type}`);
  return find(values, found);
}
