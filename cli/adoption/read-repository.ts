import type { FoundActions, FoundRepository, FoundRuleset } from "./found";
import type { Absent, GithubReader, Right } from "./github-reader";
import { readEnvironments } from "./read-environments";

const ADMINISTRATION: Right = "repository: Administration (read)";
const ABSENT_FILE: Absent = (message) => message.startsWith("Not Found");
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location */
const CODEOWNERS = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** Reads a repository with everything that an entry of the catalog decides. @param logins gets the people who approve deployments */
export async function readRepository(reader: GithubReader, name: string, logins: Map<number, string>): Promise<FoundRepository> {
  const { client, organization } = reader;
  const at = { owner: organization, repo: name };
  const settings = await reader.one("repository: Metadata (read)", name, () => client.request("GET /repos/{owner}/{repo}", at));
  const all = <Item>(right: Right, ask: Parameters<typeof reader.all<Item>>[2]) => reader.all(right, name, ask);
  const alerts = await reader.one(
    ADMINISTRATION,
    name,
    async () => {
      await client.request("GET /repos/{owner}/{repo}/vulnerability-alerts", at);
      return { data: true };
    },
    // https://docs.github.com/rest/repos/repos#check-if-vulnerability-alerts-are-enabled-for-a-repository
    (message) => message.startsWith("Vulnerability alerts are disabled"),
  );
  const teams = await all(ADMINISTRATION, (page) => client.request("GET /repos/{owner}/{repo}/teams", { ...at, ...page }));
  const collaborators = await all(ADMINISTRATION, (page) =>
    client.request("GET /repos/{owner}/{repo}/collaborators", { ...at, affiliation: "direct", ...page }),
  );
  const hooks = await all("repository: Webhooks (read)", (page) => client.request("GET /repos/{owner}/{repo}/hooks", { ...at, ...page }));
  const keys = await all(ADMINISTRATION, (page) => client.request("GET /repos/{owner}/{repo}/keys", { ...at, ...page }));
  const variables = await all("repository: Variables (read)", async (page) => {
    const { data, headers } = await client.request("GET /repos/{owner}/{repo}/actions/variables", { ...at, ...page });
    return { data: data.variables, headers };
  });
  const secrets = await all("repository: Secrets (read)", async (page) => {
    const { data, headers } = await client.request("GET /repos/{owner}/{repo}/actions/secrets", { ...at, ...page });
    return { data: data.secrets, headers };
  });
  return {
    name: settings?.name ?? name,
    settings: { ...settings },
    archived: settings?.archived ?? false,
    pages: settings?.has_pages ?? false,
    alerts: alerts ?? false,
    teams: teams.map(({ id, slug, permission }) => ({ id: String(id), slug, permission })),
    collaborators: collaborators.map(({ login, role_name }) => ({ login, permission: role_name })),
    hooks: hooks.map(({ config, active }) => ({ url: config.url ?? "", active })),
    keys: keys.map(({ title, read_only }) => ({ title, writes: !read_only })),
    rulesets: await rulesetsOf(reader, name),
    protectedBranches: await protectedBranches(reader, name),
    environments: await readEnvironments(reader, name, logins),
    variables: variables.map((variable) => variable.name),
    secrets: secrets.map((secret) => secret.name),
    actions: await actionsOf(reader, name, settings?.visibility ?? "private"),
    codeOwners: await codeOwnersOf(reader, name),
  };
}

async function rulesetsOf(reader: GithubReader, name: string): Promise<readonly FoundRuleset[]> {
  const { client, organization } = reader;
  const at = { owner: organization, repo: name };
  const right: Right = "repository: Metadata (read)";
  // Those of the organization are no business of a repository's entry.
  const listed = await reader.all(right, name, (page) =>
    client.request("GET /repos/{owner}/{repo}/rulesets", { ...at, includes_parents: false, ...page }),
  );
  const found: FoundRuleset[] = [];
  for (const { id } of listed) {
    const ruleset = await reader.one(right, name, () =>
      client.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ...at, ruleset_id: id }),
    );
    if (ruleset === null) continue;
    const { conditions } = ruleset;
    const refs = conditions && "ref_name" in conditions ? conditions.ref_name : undefined;
    found.push({
      id: String(id),
      name: ruleset.name,
      target: ruleset.target ?? "branch",
      enforcement: ruleset.enforcement,
      include: refs?.include ?? [],
      exclude: refs?.exclude ?? [],
      bypassActors: ruleset.bypass_actors?.map(({ actor_id, actor_type, bypass_mode }) => ({
        id: actor_id ?? null,
        type: actor_type,
        mode: bypass_mode ?? "always",
      })),
      rules: (ruleset.rules ?? []).map((rule) => ({ type: rule.type, parameters: "parameters" in rule ? { ...rule.parameters } : {} })),
    });
  }
  return found;
}

/** Branches that a classic protection covers: GitHub's flag is also set by rulesets, so each is asked. */
async function protectedBranches(reader: GithubReader, name: string): Promise<readonly string[]> {
  const { client, organization } = reader;
  const at = { owner: organization, repo: name };
  const flagged = await reader.all("repository: Contents (read)", name, (page) =>
    client.request("GET /repos/{owner}/{repo}/branches", { ...at, protected: true, ...page }),
  );
  const found: string[] = [];
  for (const { name: branch } of flagged) {
    const protection = await reader.one(
      ADMINISTRATION,
      name,
      () => client.request("GET /repos/{owner}/{repo}/branches/{branch}/protection", { ...at, branch }),
      (message) => message.startsWith("Branch not protected"),
    );
    if (protection !== null) found.push(branch);
  }
  return found;
}

async function actionsOf(reader: GithubReader, name: string, visibility: string): Promise<FoundActions> {
  const { client, organization } = reader;
  const at = { owner: organization, repo: name };
  const policy = await reader.one(ADMINISTRATION, name, () => client.request("GET /repos/{owner}/{repo}/actions/permissions", at));
  const selected =
    policy?.allowed_actions === "selected"
      ? await reader.one(ADMINISTRATION, name, () => client.request("GET /repos/{owner}/{repo}/actions/permissions/selected-actions", at))
      : null;
  const token = await reader.one(ADMINISTRATION, name, () => client.request("GET /repos/{owner}/{repo}/actions/permissions/workflow", at));
  const access =
    visibility === "public"
      ? null
      : await reader.one(ADMINISTRATION, name, () => client.request("GET /repos/{owner}/{repo}/actions/permissions/access", at));
  return {
    enabled: policy?.enabled ?? false,
    allowed: policy?.allowed_actions,
    selected: selected && {
      githubOwned: selected.github_owned_allowed ?? false,
      verified: selected.verified_allowed ?? false,
      patterns: selected.patterns_allowed ?? [],
    },
    token: token?.default_workflow_permissions ?? "read",
    approves: token?.can_approve_pull_request_reviews ?? false,
    access: access?.access_level ?? null,
  };
}

async function codeOwnersOf(reader: GithubReader, name: string): Promise<FoundRepository["codeOwners"]> {
  const { client, organization } = reader;
  for (const path of CODEOWNERS) {
    const file = await reader.one(
      "repository: Contents (read)",
      name,
      () => client.request("GET /repos/{owner}/{repo}/contents/{path}", { owner: organization, repo: name, path }),
      (message) => ABSENT_FILE(message) || message.startsWith("This repository is empty"),
    );
    if (file !== null && !Array.isArray(file) && "content" in file)
      return { path, text: Buffer.from(file.content, "base64").toString("utf8") };
  }
  return null;
}
