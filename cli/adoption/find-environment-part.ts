import type { Existing, Find } from "./existing";
import { sameName, type FoundEnvironment } from "./found";

/** A part of an environment that is there already. */
const inEnvironment =
  (find: (environment: FoundEnvironment, at: string, wanted: Readonly<Record<string, unknown>>) => Existing | null): Find =>
  (wanted, { known }) => {
    const repository = known.get(String(wanted["repository"]).toLowerCase());
    const environment = repository?.environments.find(({ name }) => sameName(name, String(wanted["environment"])));
    return repository && environment ? find(environment, `${repository.name}:${environment.name}`, wanted) : null;
  };

export const findEnvironmentPart: Readonly<Record<string, Find>> = {
  // terraform import github_repository_environment.daily terraform:daily
  github_repository_environment: inEnvironment(({ reviewers, waitMinutes, preventSelfReview, adminsBypass, refs }, at) => ({
    id: at,
    importId: at,
    values: {
      reviewers: reviewers.teams.length + reviewers.users.length > 0 ? [reviewers] : null,
      wait_timer: waitMinutes,
      prevent_self_review: preventSelfReview,
      can_admins_bypass: adminsBypass,
      deployment_branch_policy: refs && { protected_branches: refs.protectedBranches, custom_branch_policies: refs.patterns },
    },
  })),
  // terraform import github_repository_environment.daily terraform:daily:123456
  github_repository_environment_deployment_policy: inEnvironment(({ patterns }, at, { branch_pattern, tag_pattern }) => {
    const [kind, pattern] = tag_pattern === undefined ? ["branch", branch_pattern] : ["tag", tag_pattern];
    const policy = patterns.find((each) => each.kind === kind && each.pattern === pattern);
    if (policy === undefined) return null;
    const id = `${at}:${policy.id}`;
    // It was found by all that it is.
    return { id, importId: id, values: { branch_pattern: branch_pattern ?? null, tag_pattern: tag_pattern ?? null } };
  }),
  // terraform import github_actions_environment_variable.test_variable myrepo:myenv:myvariable
  github_actions_environment_variable: inEnvironment(({ variables }, at, { variable_name }) => {
    const variable = variables.find(({ name }) => sameName(name, String(variable_name)));
    const id = `${at}:${String(variable_name)}`;
    return variable === undefined ? null : { id, importId: id, values: { variable_name, value: variable.value } };
  }),
  // "This resource does not support importing": its creation writes over the value that is there.
  github_actions_environment_secret: inEnvironment(({ secrets }, at, { secret_name }) => {
    const secret = secrets.find((name) => sameName(name, String(secret_name)));
    return secret === undefined
      ? null
      : { id: `${at}:${secret}`, importId: null, values: { secret_name, encrypted_value: "a value that GitHub shows to nobody" } };
  }),
};
