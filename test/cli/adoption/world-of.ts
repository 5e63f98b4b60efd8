import type { InventedEnvironment, InventedOrganization, InventedRepository } from "../../fleet/organization-stand-in";

type Objects = Record<string, Record<string, { readonly attributes: object }>>;

/** An invented organization as the world of the stand-in providers: what Terraform finds there. */
export function worldOf({ teams, repositories }: InventedOrganization, login: string): object {
  const objects: Objects = {};
  const add = (type: string, id: string, attributes: object) => {
    (objects[type] ??= {})[id] = { attributes: { id, ...attributes } };
  };
  for (const [slug, { id, name = slug, privacy = "closed", members }] of Object.entries(teams)) {
    add("github_team", String(id), { name, slug, privacy });
    add("github_team_members", String(id), {
      team_id: String(id),
      members: Object.entries(members).map(([username, role]) => ({ username, role: role.toLowerCase() })),
    });
  }
  for (const [name, repository] of Object.entries(repositories)) {
    addRepository(add, name, repository, (slug) => String(teams[slug]!.id));
    for (const [environment, each] of Object.entries(repository.environments ?? {})) addEnvironment(add, name, environment, each);
  }
  return { format: 1, nextNumber: 9001, places: { [`github.com/${login}`]: objects } };
}

type Add = (type: string, id: string, attributes: object) => void;

function addRepository(
  add: Add,
  name: string,
  { settings = {}, teams = {}, files = {}, rulesets = [] }: InventedRepository,
  idOf: (slug: string) => string,
) {
  const { visibility = "private", archived = false } = settings;
  add("github_repository", name, { name, visibility, archived, default_branch: "main" });
  for (const type of [
    "github_actions_repository_permissions",
    "github_workflow_repository_permissions",
    "github_actions_repository_access_level",
  ])
    add(type, name, { repository: name });
  for (const [slug, permission] of Object.entries(teams))
    add("github_team_repository", `${idOf(slug)}:${name}`, { team_id: idOf(slug), repository: name, permission });
  for (const [file, content] of Object.entries(files))
    // The provider reads the branch that it found the file on; without it the plan would replace the file.
    add("github_repository_file", `${name}/${file}`, { repository: name, file, content, ref: "main" });
  for (const { id, name: called, target } of rulesets)
    add("github_repository_ruleset", String(id), { repository: name, name: called, target, enforcement: "disabled" });
}

function addEnvironment(
  add: Add,
  repository: string,
  environment: string,
  { policies = [], variables = {}, secrets = [] }: InventedEnvironment,
) {
  const at = `${repository}:${environment}`;
  const custom_branch_policies = policies.length > 0;
  add("github_repository_environment", at, {
    repository,
    environment,
    deployment_branch_policy: custom_branch_policies ? [{ custom_branch_policies, protected_branches: false }] : [],
  });
  for (const { id, name, type } of policies)
    add("github_repository_environment_deployment_policy", `${at}:${id}`, { repository, environment, [`${type}_pattern`]: name });
  for (const [variable_name, value] of Object.entries(variables))
    add("github_actions_environment_variable", `${at}:${variable_name}`, { repository, environment, variable_name, value });
  for (const secret_name of secrets)
    add("github_actions_environment_secret", `${at}:${secret_name}`, { repository, environment, secret_name });
}
