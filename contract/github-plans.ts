/** GitHub's plans for organizations, each with what the ones before it have. https://docs.github.com/get-started/learning-about-github/githubs-plans */
export const GITHUB_PLANS = ["free", "team", "enterprise"] as const;
export type GithubPlan = (typeof GITHUB_PLANS)[number];
export type Visibility = "private" | "internal" | "public";

/**
 * What the stacks and the emitted workflows use of GitHub, and the least plan that has it for a repository that is not public. A public repository has
 * all of it with every plan.
 */
export const GITHUB_FEATURES = {
  /** https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets */
  protection: "team",
  /** With their variables, their secrets, and the refs that may enter them. https://docs.github.com/actions/reference/environments */
  environments: "team",
  /** Required reviewers and wait timers; asked for all the same, GitHub answers 422. https://docs.github.com/actions/reference/environments */
  approvals: "enterprise",
  /** `patterns_allowed` holds for public repositories alone; elsewhere not even actions/checkout would run. https://docs.github.com/rest/actions/permissions */
  actionsList: "enterprise",
  /** https://docs.github.com/actions/concepts/security/artifact-attestations */
  attestations: "enterprise",
} as const satisfies Readonly<Record<string, GithubPlan>>;

export type GithubFeature = keyof typeof GITHUB_FEATURES;

/** Whether a repository of this visibility has a feature with the organization's plan. Checks, stacks and stand-ins all ask here. */
export const planHas = (plan: GithubPlan, feature: GithubFeature, visibility: Visibility): boolean =>
  visibility === "public" || GITHUB_PLANS.indexOf(plan) >= GITHUB_PLANS.indexOf(GITHUB_FEATURES[feature]);
