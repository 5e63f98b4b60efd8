/** GitHub API requests that one resource costs. "Delayed" are those after which the provider waits `write_delay_ms` before its next request. */
export interface RequestCost {
  readonly create: Requests;
  /** Every plan pays this for a resource that exists. */
  readonly refresh: Requests;
  readonly destroy: Requests;
  /** The refresh is one conditional request, answered 304 as long as nobody has touched the object. */
  readonly conditional: boolean;
}

export interface Requests {
  readonly requests: number;
  readonly delayed: number;
}

/**
 * Measured with the genuine provider 6.9.0 and terraform 1.11.4 against a stateful simulation of GitHub's API (2026-11-22):
 * count 1 and count 3 of each type from an empty state, halved difference. Where several variants of a type were measured it is the dearest,
 * so that a forecast that errs, errs on the high side; the variant is then noted.
 */
export const REQUEST_COSTS: Readonly<Record<string, RequestCost>> = {
  // Topics and alerts on. The conditional refresh holds only until a first topic, file or setting is written after the repository, so it is never counted on.
  github_repository: cost({ create: 10, refresh: 2, destroy: 1, delayed: [8, 0, 1] }),
  // rename = true.
  github_branch_default: cost({ create: 3, refresh: 1, destroy: 1, delayed: [1, 0, 1], conditional: true }),
  // Two actors by name. Its reads are GraphQL queries, which are POSTs and so delayed as well.
  github_branch_protection: cost({ create: 5, refresh: 1, destroy: 1, delayed: [5, 1, 1] }),
  github_repository_ruleset: cost({ create: 3, refresh: 1, destroy: 1, delayed: [1, 0, 1], conditional: true }),
  github_organization_ruleset: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1], conditional: true }),
  github_repository_environment: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_repository_environment_deployment_policy: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_environment_secret: cost({ create: 5, refresh: 2, destroy: 2, delayed: [1, 0, 1] }),
  github_actions_environment_variable: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_variable: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_secret: cost({ create: 3, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  // visibility = "selected".
  github_actions_organization_variable: cost({ create: 3, refresh: 2, destroy: 1, delayed: [1, 0, 1] }),
  // branch set.
  github_repository_file: cost({ create: 6, refresh: 3, destroy: 2, delayed: [1, 0, 1] }),
  // Parent given as slug.
  github_team: cost({ create: 4, refresh: 1, destroy: 1, delayed: [2, 0, 1], conditional: true }),
  // Two members, team as slug; one write more per further member.
  github_team_members: cost({ create: 5, refresh: 2, destroy: 3, delayed: [3, 1, 2] }),
  // Team as slug.
  github_team_repository: cost({ create: 3, refresh: 1, destroy: 1, delayed: [1, 0, 1], conditional: true }),
  github_team_settings: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 1, 1] }),
  github_membership: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1], conditional: true }),
  // Two labels in place of the nine default ones; one write per label that differs.
  github_issue_labels: cost({ create: 12, refresh: 1, destroy: 2, delayed: [11, 0, 2] }),
  // allowed_actions = "selected".
  github_actions_repository_permissions: cost({ create: 4, refresh: 2, destroy: 1, delayed: [2, 0, 1] }),
  github_workflow_repository_permissions: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_repository_access_level: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_repository_dependabot_security_updates: cost({ create: 2, refresh: 1, destroy: 2, delayed: [1, 0, 1] }),
  github_organization_settings: cost({ create: 3, refresh: 1, destroy: 2, delayed: [1, 0, 1] }),
  // selected / selected, at most ten repositories.
  github_actions_organization_permissions: cost({ create: 6, refresh: 3, destroy: 1, delayed: [3, 0, 1] }),
  github_organization_custom_properties: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_repository_custom_property: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_repository_oidc_subject_claim_customization_template: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_actions_organization_oidc_subject_claim_customization_template: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_repository_autolink_reference: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  github_repository_webhook: cost({ create: 2, refresh: 1, destroy: 1, delayed: [1, 0, 1] }),
  "data.github_team": cost({ create: 3, refresh: 3, destroy: 0, delayed: [0, 0, 0] }),
  "data.github_user": cost({ create: 3, refresh: 3, destroy: 0, delayed: [0, 0, 0] }),
  "data.github_repository": cost({ create: 1, refresh: 1, destroy: 0, delayed: [0, 0, 0] }),
};

/** The organization, once per start of the provider: 1 in a plan, 1 in the apply of a saved plan. As much again for a token when an app signs in. */
export const FIXED_REQUESTS = 1;

/** Requests an hour of an ordinary token. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export const HOURLY_LIMIT = 5000;

interface Measured {
  readonly create: number;
  readonly refresh: number;
  readonly destroy: number;
  /** In create, refresh, destroy. */
  readonly delayed: readonly [number, number, number];
  readonly conditional?: true;
}

function cost({ create, refresh, destroy, delayed, conditional }: Measured): RequestCost {
  return {
    create: { requests: create, delayed: delayed[0] },
    refresh: { requests: refresh, delayed: delayed[1] },
    destroy: { requests: destroy, delayed: delayed[2] },
    conditional: conditional ?? false,
  };
}
