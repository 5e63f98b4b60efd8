import { TeamRepository } from "@cdktf/provider-github/lib/team-repository";
import { Token } from "cdktf";
import { Construct } from "constructs";

export type Permission = "pull" | "triage" | "push" | "maintain" | "admin";

export interface TeamAccessProps {
  readonly repository: string;
  /** The numeric id, not the slug: a slug costs a request more, and a renamed team would lose its access in between. */
  readonly teamId: string;
  readonly permission: Permission;
}

/** What one team may do in one repository. */
export class TeamAccess extends Construct {
  /**
   * The team's id, known once the access exists. Reviewers of an environment are named by this one: GitHub drops a reviewer without access silently, and
   * the grant and the environment would race.
   */
  readonly reviewerTeamId: number;

  constructor(scope: Construct, id: string, props: TeamAccessProps) {
    super(scope, id);
    const access = new TeamRepository(this, "access", {
      repository: props.repository,
      teamId: props.teamId,
      permission: props.permission,
    });
    this.reviewerTeamId = Token.asNumber(access.teamId);
  }
}
