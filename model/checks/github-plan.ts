import { GITHUB_FEATURES, planHas, type GithubFeature } from "../../contract/github-plans";
import type { Family, Repository } from "../family";
import { finding, type Finding } from "../problem";
import type { Check } from "./check";

/** Protections that a family can do without for a time: the stack then asks GitHub for none of them. */
export const checkGithubPlan: Check = {
  name: "github-plan",
  waivable: true,
  run: (family) => [
    ...Object.values(family.environments)
      .filter(({ approvers, waitMinutes }) => approvers.length > 0 || waitMinutes > 0)
      .flatMap(({ name, approvers, at }) =>
        lacking(
          family,
          "approvals",
          at(approvers.length > 0 ? "approvers" : "waitMinutes"),
          ({ environments }) => Object.hasOwn(environments, name),
          (such) => `has no approvals and wait timers on ${such}: GitHub would not hold a deployment to ${name}`,
          WAIVABLE_TOO,
        ),
      ),
    ...lacking(family, "protection", family.at("plan"), everyOne, (such) => `has no branch and tag protection on ${such}`, WAIVABLE_TOO),
    ...lacking(
      family,
      "actionsList",
      family.at("plan"),
      everyOne,
      (such) => `keeps no list of allowed actions on ${such}: every action there is could run`,
      WAIVABLE_TOO,
    ),
  ],
};

/** What the emitted workflows cannot run without. No exception helps: GitHub would refuse it all the same. */
export const checkDeliveryPlan: Check = {
  name: "delivery-plan",
  waivable: false,
  run: (family) => [
    ...lacking(
      family,
      "environments",
      family.at("plan"),
      ({ environments }) => Object.keys(environments).length > 0,
      (such) => `has no environments on ${such}: nothing could be deployed or published from there`,
    ),
    ...lacking(
      family,
      "attestations",
      family.at("plan"),
      ({ kind }) => SIGNED.includes(kind.publishes),
      (such) => `keeps no attestations on ${such}: what is built there is never signed, so every deployment would be refused`,
    ),
  ],
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

/** What docker-scan, publish-python and the release of this library sign: images, packages, charts. */
const SIGNED: readonly string[] = ["image", "python-package", "workflows"];

const WAIVABLE_TOO = ', or add an exception "github-plan" with a reason';

const everyOne = (): boolean => true;

/** One finding when a repository uses a feature that the plan does not have for it, with the ways out. */
function lacking(
  { plan, repositories }: Family,
  feature: GithubFeature,
  at: Finding["at"],
  uses: (repository: Repository) => boolean,
  says: (such: string) => string,
  more = "",
): readonly Finding[] {
  const [first, ...others] = Object.values(repositories).filter(
    (each) => each.managed && each.state !== "archived" && uses(each) && !planHas(plan, feature, each.visibility),
  );
  if (!first) return [];
  const such = `repositories that are not public, such as ${first.name}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  return [finding(at, `the plan ${plan} ${says(such)}; take the plan ${GITHUB_FEATURES[feature]}, make them public${more}`)];
}
