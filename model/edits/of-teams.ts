import { type Consequences, danger, type Edit, field, listed, notice, shown, some } from "./consequence";

const IN = "teams.<team>";

const people = (role: string) => (edit: Edit) => {
  const { gained, lost } = listed(edit);
  const left = Array.isArray(edit.after) ? edit.after.length : 0;
  const nobody = role === "member" && left === 0 && edit.family.teams[edit.names.team ?? ""]?.maintainers.length === 0;
  if (nobody) return danger("nobody is left in the team: what it owns or approves waits for ever");
  const changes = [
    ...(gained.length > 0 ? [`${some(gained)} may do what the team may`] : []),
    ...(lost.length > 0 ? [`no ${role} any more, and without what only this gave: ${some(lost)}`] : []),
  ];
  return notice(changes.join("; ") || "the same people in another order");
};

/** What each field of teams.yaml does. */
export const OF_TEAMS: Consequences = {
  [IN]: field("github", ({ after, names }) =>
    after === undefined
      ? danger(
          `GitHub deletes the team: its members lose their access, and requests for its review and mentions of it end; a team renamed is a team deleted and another made`,
        )
      : notice(`a new team; ${names.team ?? ""} has whom the catalog lists`),
  ),
  [`${IN}.description`]: field("github", notice("GitHub shows it")),
  [`${IN}.parent`]: field("github", ({ after }) =>
    notice(
      after === undefined
        ? "it no longer inherits a team's access"
        : `it inherits the access of ${shown(after)}, and mentions of that one reach its members`,
    ),
  ),
  [`${IN}.maintainers`]: field("github", people("maintainer")),
  [`${IN}.members`]: field("github", people("member")),
};
