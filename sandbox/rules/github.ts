import { failure, warning } from "../diagnostics";
import { textAt } from "../values";
import type { Attributes } from "../world";
import type { Belongs, Change, Rule } from "./change";
import { fileRefusals } from "./github-files";

/** The repository a change is for, if its type has one. */
export const repositoryOf = ({ world, place, planned }: Change): Attributes | undefined =>
  world.get({ place, type: "github_repository", id: textAt(planned, "repository") });

const needsRepository: Rule = (change) => {
  const { type, planned } = change;
  const name = textAt(planned, "repository");
  if (!type.startsWith("github_") || name === "" || repositoryOf(change) !== undefined) return undefined;
  return failure(
    `${type}: 404 Not Found: no repository "${name}"`,
    `Create it first: refer to the repository's resource (its \`name\`) instead of writing "${name}".`,
  );
};

/** https://docs.github.com/rest/actions/variables: secrets, variables and policies are addressed below an existing environment. */
const needsEnvironment: Rule = ({ world, place, type, planned }) => {
  const [repository, environment] = [textAt(planned, "repository"), textAt(planned, "environment")];
  if (type === "github_repository_environment" || environment === "" || !type.startsWith("github_")) return undefined;
  if (world.get({ place, type: "github_repository_environment", id: `${repository}:${environment}` }) !== undefined) return undefined;
  return failure(
    `${type}: 404 Not Found: repository "${repository}" has no environment "${environment}"`,
    "Refer to the environment's resource (its `environment`), so that it is created first.",
  );
};

/** The provider's answer without the flag is a 404, seen against its own code (6.9.0). */
const needsCustomPolicies: Rule = ({ world, place, type, planned }) => {
  if (type !== "github_repository_environment_deployment_policy") return undefined;
  const id = `${textAt(planned, "repository")}:${textAt(planned, "environment")}`;
  const environment = world.get({ place, type: "github_repository_environment", id });
  if (textAt(environment, "deployment_branch_policy.custom_branch_policies") === "true") return undefined;
  return failure(
    `${type}: 404 Not Found: environment "${id}" takes no policies`,
    "Set deployment_branch_policy.custom_branch_policies = true on the environment.",
  );
};

const policyKindsDiffer: Rule = ({ type, planned }) => {
  const [any, own] = ["protected_branches", "custom_branch_policies"].map((name) => textAt(planned, `deployment_branch_policy.${name}`));
  if (type !== "github_repository_environment" || any === "" || any !== own) return undefined;
  return failure(
    `${type}: 422 Unprocessable: protected_branches and custom_branch_policies are both ${any}`,
    "Exactly one of the two is true; leave deployment_branch_policy out to deploy from every branch.",
  );
};

const needsTeam: Rule = ({ world, place, type, planned }) => {
  const team = textAt(planned, "team_id");
  if (!["github_team_repository", "github_team_members", "github_team_membership", "github_team_settings"].includes(type)) return undefined;
  const known =
    world.get({ place, type: "github_team", id: team }) ??
    world.all(place, "github_team").find(([, attributes]) => attributes["slug"] === team);
  return known === undefined ? failure(`${type}: 404 Not Found: no team "${team}"`, "Refer to the team's resource (its `id`).") : undefined;
};

/** https://docs.github.com/rest/actions/permissions#set-the-level-of-access-for-workflows-outside-of-the-repository: private and internal repositories only. */
const accessLevelIsForPrivate: Rule = (change) => {
  if (change.type !== "github_actions_repository_access_level" || textAt(repositoryOf(change), "visibility") !== "public") return undefined;
  return failure(
    `${change.type}: 422 Unprocessable: "${textAt(change.planned, "repository")}" is public`,
    "Leave the access level out: anybody may use a public workflow.",
  );
};

/** https://docs.github.com/rest/repos/repos#enable-dependabot-security-updates: alerts first. */
const updatesNeedAlerts: Rule = (change) => {
  if (change.type !== "github_repository_dependabot_security_updates" || textAt(change.planned, "enabled") !== "true") return undefined;
  if (textAt(repositoryOf(change), "vulnerability_alerts") === "true") return undefined;
  return failure(
    `${change.type}: 422 Unprocessable: Dependabot alerts are off`,
    "Set vulnerability_alerts = true on the repository first.",
  );
};

/** Reported for github.com: it drops a reviewer without access, and the plan stays clean. https://github.com/integrations/terraform-provider-github/issues/1166 */
const reviewersHaveAccess: Rule = ({ world, place, type, planned }) => {
  if (type !== "github_repository_environment") return undefined;
  const repository = textAt(planned, "repository");
  const without = reviewerTeams(planned).filter(
    (team) => world.get({ place, type: "github_team_repository", id: `${team}:${repository}` }) === undefined,
  );
  if (without.length === 0) return undefined;
  return warning(
    `github_repository_environment: reviewers without access to "${repository}": team ${without.join(", ")}`,
    "GitHub drops them without a word, and nobody is asked to approve. Pass the team_id of the github_team_repository that grants access.",
  );
};

function reviewerTeams(planned: unknown): string[] {
  const reviewers = typeof planned === "object" && planned !== null && "reviewers" in planned ? planned.reviewers : [];
  const teams = Array.isArray(reviewers)
    ? reviewers.flatMap((reviewer: { readonly teams?: readonly unknown[] | null }) => reviewer.teams ?? [])
    : [];
  return teams.map(String);
}

export const githubRefusals: readonly Rule[] = [
  needsRepository,
  needsEnvironment,
  needsCustomPolicies,
  policyKindsDiffer,
  needsTeam,
  accessLevelIsForPrivate,
  updatesNeedAlerts,
  ...fileRefusals,
];

export const githubWarnings: readonly Rule[] = [reviewersHaveAccess];

/** Deleting a repository, an environment or a team deletes everything that is addressed below it. */
export const belongsOnGithub: Belongs = (deleted, type, other) => {
  if (type === "github_repository")
    return (
      other["repository"] === deleted["name"] ||
      [deleted["name"], deleted["node_id"]].some((id) => id !== undefined && other["repository_id"] === id)
    );
  if (type === "github_repository_environment")
    return other["repository"] === deleted["repository"] && other["environment"] === deleted["environment"];
  return type === "github_team" && textAt(other, "team_id") === deleted["id"];
};
