import { Team } from "@cdktf/provider-github/lib/team";
import { TeamMembers } from "@cdktf/provider-github/lib/team-members";
import { Construct } from "constructs";
import { literal } from "../literal";

export interface OrganizationTeamProps {
  /** The slug: lower-case letters, digits and hyphens, so that GitHub's own slug is the same. */
  readonly name: string;
  readonly description: string;
  /** Id of the team that this one belongs to; null for none. */
  readonly parentTeamId: string | null;
  /** Logins. An owner of the organization is always a maintainer: listed only as a member, every plan would show a difference. */
  readonly maintainers: readonly string[];
  /** Logins; a maintainer may be listed here too. */
  readonly members: readonly string[];
}

/** A team and exactly its members: whoever is not listed is removed. With nobody listed, membership is left alone. */
export class OrganizationTeam extends Construct {
  /** Numeric id, as a reference. */
  readonly teamId: string;

  constructor(scope: Construct, id: string, props: OrganizationTeamProps) {
    super(scope, id);
    const team = new Team(this, "team", {
      name: props.name,
      description: literal(props.description),
      // Nested teams must be visible, and the default is secret.
      privacy: "closed",
      createDefaultMaintainer: false,
      ...(props.parentTeamId !== null && { parentTeamId: props.parentTeamId }),
    });
    this.teamId = team.id;
    const members = [
      ...props.maintainers.map((username) => ({ username, role: "maintainer" })),
      ...props.members.filter((login) => !props.maintainers.includes(login)).map((username) => ({ username, role: "member" })),
    ];
    if (members.length > 0) new TeamMembers(this, "members", { teamId: team.id, members });
  }
}
