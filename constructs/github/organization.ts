import { OrganizationSettings } from "@cdktf/provider-github/lib/organization-settings";
import { Construct } from "constructs";
import { addressOf } from "../import-blocks";

export interface OrganizationProps {
  /** GitHub's number of the organization. */
  readonly organizationId: number;
  readonly billingEmail: string;
}

/**
 * The organization's settings: members read everything, and repositories come from the catalog alone.
 *
 * An organization is there before its catalog. So the settings are imported, not created: the first plan shows what will change, and every `false`
 * reaches GitHub, while a creation would leave it out. The App needs the permission to administer the organization, else the billing address reads as empty.
 */
export class Organization extends Construct {
  /** Address of the settings and GitHub's number of them, for {@link importExisting}. */
  readonly existing: readonly [address: string, id: string];

  constructor(scope: Construct, id: string, props: OrganizationProps) {
    super(scope, id);
    const settings = new OrganizationSettings(this, "settings", {
      billingEmail: props.billingEmail,
      defaultRepositoryPermission: "read",
      membersCanCreateRepositories: false,
      membersCanCreatePublicRepositories: false,
      membersCanCreatePrivateRepositories: false,
      membersCanCreateInternalRepositories: false,
      membersCanCreatePages: false,
      membersCanCreatePublicPages: false,
      membersCanCreatePrivatePages: false,
      membersCanForkPrivateRepositories: false,
      hasOrganizationProjects: true,
      hasRepositoryProjects: true,
      webCommitSignoffRequired: false,
      dependencyGraphEnabledForNewRepositories: true,
      dependabotAlertsEnabledForNewRepositories: true,
      // Updates are Renovate's.
      dependabotSecurityUpdatesEnabledForNewRepositories: false,
      // GitHub sells this separately; a repository that has it says so itself.
      advancedSecurityEnabledForNewRepositories: false,
      secretScanningEnabledForNewRepositories: false,
      secretScanningPushProtectionEnabledForNewRepositories: false,
      lifecycle: {
        // A destroy would write `email@example.com` as the billing address.
        preventDestroy: true,
        // The profile is edited on GitHub, and the provider cannot empty it: an empty field would show as a difference in every plan.
        ignoreChanges: ["name", "description", "company", "email", "location", "blog", "twitter_username"],
      },
    });
    this.existing = [addressOf(settings), String(props.organizationId)];
  }
}
