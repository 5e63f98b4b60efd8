import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { planHas, type GithubFeature } from "../contract/github-plans";
import { DEPLOYMENT, PLATFORM_APP_ID, PLATFORM_APP_INSTALLATION, STATE_ROLE } from "../contract/variables";
import { ActionsPolicy } from "../constructs/github/actions-policy";
import { BranchProtection } from "../constructs/github/branch-protection";
import { CodeOwners } from "../constructs/github/code-owners";
import { codeOwnersText } from "../constructs/github/code-owners-text";
import { DeploymentEnvironment } from "../constructs/github/deployment-environment";
import { GithubProvider } from "../constructs/github/github-provider";
import { ManagedRepository } from "../constructs/github/managed-repository";
import { Organization } from "../constructs/github/organization";
import { OrganizationTeam } from "../constructs/github/organization-team";
import { ReusableWorkflowAccess } from "../constructs/github/reusable-workflow-access";
import { TagProtection } from "../constructs/github/tag-protection";
import { TeamAccess } from "../constructs/github/team-access";
import { importExisting } from "../constructs/import-blocks";
import { resourceId } from "../constructs/resource-id";
import type { Family, Repository, RepositoryEnvironment } from "../model/family";

export interface GithubStackProps {
  readonly family: Family;
  /** Third-party actions that workflows may use, as GitHub's patterns. */
  readonly allowedActions: readonly string[];
  /** Ids of what GitHub has already, by address. */
  readonly imports: Readonly<Record<string, string>>;
}

/** The family on GitHub: the organization, its teams, and every repository with its owners, protections and environments. */
export class GithubStack extends TerraformStack {
  private readonly family: Family;
  private readonly allowedActions: readonly string[];
  private readonly teams: ReadonlyMap<string, OrganizationTeam>;

  constructor(scope: Construct, id: string, { family, allowedActions, imports }: GithubStackProps) {
    super(scope, id);
    this.family = family;
    this.allowedActions = allowedActions;
    new GithubProvider(this, "provider", { organization: family.organization });
    const { existing } = new Organization(this, "organization", {
      organizationId: family.github.organizationId,
      billingEmail: family.github.billingEmail,
    });
    this.teams = defineTeams(new Construct(this, "teams"), family);
    const repositories = new Construct(this, "repositories");
    for (const repository of Object.values(family.repositories).filter(({ managed }) => managed)) {
      this.defineRepository(new Construct(repositories, resourceId(repository.name)), repository);
    }
    importExisting(this, new Map([...Object.entries(imports), existing]));
  }

  private defineRepository(scope: Construct, repository: Repository): void {
    const archived = repository.state === "archived";
    const { name, summary: description, visibility, topics } = repository;
    const managed = new ManagedRepository(scope, "repository", { name, description, visibility, topics, archived });
    // GitHub refuses every change of an archived repository, so nothing else of it is kept: Terraform removes the rest first, then archives.
    if (archived) return;

    const here = { repository: managed.repository };
    const access = new Map(
      Object.entries(repository.access).map(([team, permission]) => {
        const { teamId } = found(this.teams, team, "team");
        return [team, new TeamAccess(scope, `access-${resourceId(team)}`, { ...here, teamId, permission })];
      }),
    );
    const codeOwners = new CodeOwners(scope, "code-owners", { ...here, text: this.codeOwnersText(repository) });
    // What the plan lacks is not asked for: GitHub would refuse it in the middle of an apply. `sigma check` has said so, or an exception waives it.
    const has = (feature: GithubFeature): boolean => planHas(this.family.plan, feature, visibility);
    if (has("protection")) {
      new BranchProtection(scope, "branch-protection", {
        repository: codeOwners.repository,
        requiredChecks: repository.requiredChecks,
        platformAppId: this.family.github.appId,
      });
      new TagProtection(scope, "tag-protection", here);
    }
    new ActionsPolicy(scope, "actions", { ...here, allowedActions: has("actionsList") ? this.allowedActions : "all" });
    if (repository.kind.sharesWorkflows && visibility !== "public") new ReusableWorkflowAccess(scope, "workflows", here);
    for (const environment of Object.values(repository.environments)) {
      new DeploymentEnvironment(scope, `environment-${resourceId(environment.name)}`, {
        ...here,
        name: environment.name,
        approverTeamIds: (has("approvals") ? environment.approvers : []).map(
          (team) => found(access, team, `access to ${name} for team`).reviewerTeamId,
        ),
        waitMinutes: has("approvals") ? environment.waitMinutes : 0,
        deployableRefs: environment.refs,
        variables: variablesOf(environment),
        sealedSecrets: Object.fromEntries(Object.entries(environment.secrets).map(([secret, { value }]) => [secret, value])),
      });
    }
  }

  private codeOwnersText({ codeOwners: owners }: Repository): string {
    const { organization, infraRepository } = this.family;
    return codeOwnersText({ organization, source: `the catalog of ${organization}/${infraRepository}`, owners });
  }
}

/** What workflows read as `vars`. A deployment is one JSON value instead of a variable per fact: each variable costs a request in every plan. */
function variablesOf({ deployment, platform }: RepositoryEnvironment): Readonly<Record<string, string>> {
  const app = platform?.app;
  return {
    ...(deployment && { [DEPLOYMENT]: JSON.stringify(deployment) }),
    ...(platform && { [STATE_ROLE]: platform.stateRole }),
    ...(app && { [PLATFORM_APP_ID]: String(app.appId), [PLATFORM_APP_INSTALLATION]: String(app.installationId) }),
  };
}

/** Every team, a parent before its children: a child names the id of its parent. */
function defineTeams(scope: Construct, { teams }: Family): ReadonlyMap<string, OrganizationTeam> {
  const listed = new Map(Object.entries(teams));
  const defined = new Map<string, OrganizationTeam>();
  const define = (name: string): OrganizationTeam => {
    const existing = defined.get(name);
    if (existing) return existing;
    const { description, parent, maintainers, members } = found(listed, name, "team");
    const parentTeamId = parent === null ? null : define(parent).teamId;
    const team = new OrganizationTeam(scope, resourceId(name), { name, description, parentTeamId, maintainers, members });
    defined.set(name, team);
    return team;
  };
  for (const name of listed.keys()) define(name);
  return defined;
}

function found<Value>(map: ReadonlyMap<string, Value>, key: string, what: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no ${what} "${key}"; known: ${[...map.keys()].join(", ")}`);
  return value;
}
