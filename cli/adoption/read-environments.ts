import type { FoundEnvironment } from "./found";
import type { GithubReader, Right } from "./github-reader";

const ENVIRONMENTS: Right = "repository: Environments (read)";
const ACTIONS: Right = "repository: Actions (read)";

/** The environments of a repository with their approvers, patterns, variables, and the names of their secrets. */
export async function readEnvironments(
  reader: GithubReader,
  name: string,
  logins: Map<number, string>,
): Promise<readonly FoundEnvironment[]> {
  const { client, organization } = reader;
  const at = { owner: organization, repo: name };
  const listed = await reader.all(ACTIONS, name, async (page) => {
    const { data, headers } = await client.request("GET /repos/{owner}/{repo}/environments", { ...at, ...page });
    return { data: data.environments ?? [], headers };
  });
  const found: FoundEnvironment[] = [];
  for (const environment of listed) {
    const here = { ...at, environment_name: environment.name };
    const refs = environment.deployment_branch_policy;
    const patterns = !refs?.custom_branch_policies
      ? []
      : await reader.all(ACTIONS, name, async (page) => {
          const { data, headers } = await client.request(
            "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies",
            { ...here, ...page },
          );
          return { data: data.branch_policies, headers };
        });
    const variables = await reader.all(ENVIRONMENTS, name, async (page) => {
      const { data, headers } = await client.request("GET /repos/{owner}/{repo}/environments/{environment_name}/variables", {
        ...here,
        ...page,
      });
      return { data: data.variables, headers };
    });
    const secrets = await reader.all(ENVIRONMENTS, name, async (page) => {
      const { data, headers } = await client.request("GET /repos/{owner}/{repo}/environments/{environment_name}/secrets", {
        ...here,
        ...page,
      });
      return { data: data.secrets, headers };
    });
    found.push({
      name: environment.name,
      ...protectionOf(environment.protection_rules ?? [], logins),
      adminsBypass: (environment as { readonly can_admins_bypass?: boolean }).can_admins_bypass,
      refs: refs ? { protectedBranches: refs.protected_branches, patterns: refs.custom_branch_policies } : null,
      patterns: patterns.map((policy) => ({
        id: String(policy.id),
        pattern: policy.name ?? "",
        kind: (policy as { readonly type?: string }).type === "tag" ? "tag" : "branch",
      })),
      variables: variables.map((variable) => ({ name: variable.name, value: variable.value })),
      secrets: secrets.map((secret) => secret.name),
    });
  }
  return found;
}

interface ProtectionRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { readonly type?: string; readonly reviewer?: { readonly id: number | bigint; readonly login?: string } }[];
}

function protectionOf(
  rules: readonly ProtectionRule[],
  logins: Map<number, string>,
): Pick<FoundEnvironment, "reviewers" | "waitMinutes" | "preventSelfReview"> {
  const reviewers = rules.flatMap((rule) => rule.reviewers ?? []);
  const ids = (type: "Team" | "User") =>
    reviewers.flatMap((each) => (each.type === type && each.reviewer ? [Number(each.reviewer.id)] : []));
  for (const { reviewer } of reviewers) if (reviewer?.login !== undefined) logins.set(Number(reviewer.id), reviewer.login);
  return {
    reviewers: { teams: ids("Team"), users: ids("User") },
    waitMinutes: rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0,
    preventSelfReview: rules.some(({ prevent_self_review }) => prevent_self_review === true),
  };
}
