import type { Find } from "./existing";
import { sameName } from "./found";

/** By its slug, which a team keeps until somebody changes its name: `terraform import github_team.core 1234567` */
export const findTeam: Find = (wanted, { teams }) => {
  const team = teams.find(({ slug }) => sameName(slug, String(wanted["name"])));
  if (team === undefined) return null;
  const { id, name, description, privacy, parentId } = team;
  return { id, importId: id, values: { name, description, privacy, parent_team_id: parentId } };
};

/** `terraform import github_team_members.some_team 1234567`; by the slug it would be destroyed and made again. */
export const findTeamMembers: Find = ({ team_id }, { teams }) => {
  const team = teams.find(({ id }) => id === team_id);
  if (team === undefined) return null;
  const members = team.members.map(({ login, role }) => ({ username: login, role }));
  return { id: team.id, importId: team.id, values: { team_id, members } };
};
