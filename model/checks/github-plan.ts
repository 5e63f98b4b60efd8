import { finding } from "../problem";
import type { Check } from "./check";

/**
 * What a GitHub plan can enforce on repositories that are not public.
 * https://docs.github.com/actions/reference/environments and https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets
 */
export const checkGithubPlan: Check = {
  name: "github-plan",
  waivable: true,
  run: ({ plan, repositories, environments, at }) => {
    const closed = Object.values(repositories).find(({ managed, visibility }) => managed && visibility !== "public");
    if (!closed) return [];
    const such = `repositories that are not public, such as ${closed.name}`;
    const ways = 'upgrade the plan, make the family public, or add an exception "github-plan" with a reason';
    const approvals = Object.values(environments)
      .filter(({ approvers, waitMinutes }) => plan !== "enterprise" && (approvers.length > 0 || waitMinutes > 0))
      .map((environment) =>
        finding(
          environment.at(environment.approvers.length > 0 ? "approvers" : "waitMinutes"),
          `the plan ${plan} has no approvals and wait timers on ${such}: GitHub would not hold a deployment to ${environment.name}; ${ways}`,
        ),
      );
    const protections =
      plan === "free" ? [finding(at("plan"), `the plan free has no branch protection and no environments on ${such}; ${ways}`)] : [];
    return [...approvals, ...protections];
  },
};

/** Internal repositories belong to an enterprise. https://docs.github.com/repositories/creating-and-managing-repositories/about-repositories */
export const checkVisibility: Check = {
  name: "visibility",
  waivable: false,
  run: ({ plan, visibility, repositories, at }) => {
    if (plan === "enterprise") return [];
    const message = `internal repositories need the plan enterprise, the family has ${plan}; write private or public`;
    const own = Object.values(repositories).filter((repository) => repository.product === null && repository.visibility === "internal");
    return visibility === "internal"
      ? [finding(at("visibility"), message)]
      : own.map((repository) => finding(repository.at("visibility"), message));
  },
};
