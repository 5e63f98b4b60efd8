import { problem } from "../problem";
import type { Check } from "./check";

/**
 * What a GitHub plan can enforce on repositories that are not public.
 * https://docs.github.com/actions/reference/environments and https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets
 */
export const checkGithubPlan: Check = ({ plan, visibility, environments, at }) => {
  if (visibility === "public") return [];
  const ways = 'upgrade the plan, make the family public, or add an exception "github-plan" with a reason';
  const approvals = Object.values(environments)
    .filter(({ approvers, waitMinutes }) => plan !== "enterprise" && (approvers.length > 0 || waitMinutes > 0))
    .map((environment) =>
      problem(
        "github-plan",
        environment.at(environment.approvers.length > 0 ? "approvers" : "waitMinutes"),
        `approvals and wait timers on ${visibility} repositories need the plan enterprise, the family has ${plan}: GitHub would not hold a deployment to ${environment.name}; ${ways}`,
      ),
    );
  const protections =
    plan === "free"
      ? [
          problem(
            "github-plan",
            at("plan"),
            `the plan free protects no branch and has no environments on ${visibility} repositories; ${ways}`,
          ),
        ]
      : [];
  return [...approvals, ...protections];
};
