import type { Existing, Find } from "./existing";
import type { FoundRepository, FoundRuleset } from "./found";

/** A part of a repository that is there already. */
const inRepository =
  (find: (repository: FoundRepository, wanted: Readonly<Record<string, unknown>>) => Existing | null): Find =>
  (wanted, { known }) => {
    const repository = known.get(String(wanted["repository"] ?? wanted["name"]).toLowerCase());
    return repository === undefined ? null : find(repository, wanted);
  };

/** What every repository has: GitHub knows it by the repository's name alone. */
const always = (values: (repository: FoundRepository, wanted: Readonly<Record<string, unknown>>) => Existing["values"]): Find =>
  inRepository((repository, wanted) => ({ id: repository.name, importId: repository.name, values: values(repository, wanted) }));

/** Settings that the provider reads, by names that are GitHub's. https://github.com/integrations/terraform-provider-github/blob/v6.9.0/github/resource_github_repository.go */
const SETTINGS = [
  "name",
  "description",
  "visibility",
  "topics",
  "archived",
  "has_issues",
  "has_projects",
  "has_wiki",
  "has_discussions",
  "is_template",
  "allow_auto_merge",
  "allow_merge_commit",
  "allow_rebase_merge",
  "allow_squash_merge",
  "allow_update_branch",
  "delete_branch_on_merge",
  "web_commit_signoff_required",
  "merge_commit_message",
  "merge_commit_title",
  "squash_merge_commit_message",
  "squash_merge_commit_title",
];

export const findRepositoryPart: Readonly<Record<string, Find>> = {
  // terraform import github_repository.terraform terraform
  github_repository: always(({ settings, alerts, pages }, wanted) => ({
    ...Object.fromEntries(SETTINGS.map((name) => [name, settings[name]])),
    homepage_url: settings["homepage"],
    // What the stack leaves out of it stays as it is.
    ...("security_and_analysis" in wanted && { security_and_analysis: scanning(settings["security_and_analysis"]) }),
    vulnerability_alerts: alerts,
    pages: pages ? [{ build_type: "as it is" }] : null,
  })),
  // terraform import github_actions_repository_permissions.test my-repository
  github_actions_repository_permissions: always(({ name, actions: { enabled, allowed, selected } }) => ({
    repository: name,
    enabled,
    allowed_actions: allowed,
    allowed_actions_config: selected && {
      github_owned_allowed: selected.githubOwned,
      verified_allowed: selected.verified,
      patterns_allowed: selected.patterns,
    },
  })),
  // terraform import github_workflow_repository_permissions.test my-repository
  github_workflow_repository_permissions: always(({ name, actions }) => ({
    repository: name,
    default_workflow_permissions: actions.token,
    can_approve_pull_request_reviews: actions.approves,
  })),
  // terraform import github_actions_repository_access_level.test my-repository
  github_actions_repository_access_level: always(({ name, actions }) => ({ repository: name, access_level: actions.access })),
  // terraform import github_team_repository.terraform_repo 1234567:terraform
  github_team_repository: inRepository(({ name, teams }, { team_id }) => {
    const access = teams.find(({ id }) => id === team_id);
    const id = `${String(team_id)}:${name}`;
    return access === undefined ? null : { id, importId: id, values: { repository: name, team_id, permission: access.permission } };
  }),
  // terraform import github_repository_file.gitignore example/.gitignore; with a branch it would be replaced, because the stack names none.
  github_repository_file: inRepository(({ name, codeOwners }, { file }) => {
    if (codeOwners === null || codeOwners.path !== file) return null;
    const id = `${name}/${codeOwners.path}`;
    return { id, importId: id, values: { repository: name, file, content: codeOwners.text } };
  }),
  // terraform import github_repository_ruleset.example example:12345
  github_repository_ruleset: inRepository(({ name, rulesets }, wanted) => {
    const ruleset = rulesets.find((each) => each.name === wanted["name"] && each.target === wanted["target"]);
    return ruleset === undefined
      ? null
      : { id: ruleset.id, importId: `${name}:${ruleset.id}`, values: { repository: name, ...rulesetValues(ruleset) } };
  }),
};

/** The two that the stack asks for. */
function scanning(found: unknown): unknown {
  if (typeof found !== "object" || found === null) return undefined;
  const { secret_scanning, secret_scanning_push_protection } = found as Readonly<Record<string, unknown>>;
  return { secret_scanning, secret_scanning_push_protection };
}

const rulesetValues = ({ name, target, enforcement, include, exclude, bypassActors, rules }: FoundRuleset): Existing["values"] => ({
  name,
  target,
  enforcement,
  conditions: { ref_name: { include, exclude } },
  bypass_actors: bypassActors?.map(({ id, type, mode }) => ({ actor_id: id, actor_type: type, bypass_mode: mode })),
  rules: Object.fromEntries(rules.map((rule) => [rule.type, RULES[rule.type]?.(rule.parameters) ?? (emptied(rule.parameters) || true)])),
});

const emptied = (parameters: Readonly<Record<string, unknown>>): object | false => Object.keys(parameters).length > 0 && parameters;

/** Rules whose parameters the provider calls otherwise than GitHub does. */
const RULES: Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => unknown>> = {
  update: () => true,
  pull_request: (parameters) => ({
    required_approving_review_count: parameters["required_approving_review_count"],
    require_code_owner_review: parameters["require_code_owner_review"],
    dismiss_stale_reviews_on_push: parameters["dismiss_stale_reviews_on_push"],
    require_last_push_approval: parameters["require_last_push_approval"],
    required_review_thread_resolution: parameters["required_review_thread_resolution"],
  }),
  required_status_checks: (parameters) => ({
    strict_required_status_checks_policy: parameters["strict_required_status_checks_policy"],
    required_check: parameters["required_status_checks"],
  }),
};
