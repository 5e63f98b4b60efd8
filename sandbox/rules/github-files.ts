import { failure } from "../diagnostics";
import { textAt } from "../values";
import type { Attributes } from "../world";
import type { Change, Rule } from "./change";

/** https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories: read-only. */
const notArchived: Rule = (change) => {
  if (change.type !== "github_repository_file" || textAt(repository(change), "archived") !== "true") return undefined;
  return failure(
    `github_repository_file: 403 Forbidden: repository "${textAt(change.planned, "repository")}" is archived`,
    "Take the file out of the configuration, or the repository out of the archive.",
  );
};

/**
 * A file is a commit on the branch, so a ruleset that asks for a pull request refuses it, unless an app may always bypass it (mode `pull_request` does not help).
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
 */
const notThroughPullRequest: Rule = (change) => {
  if (change.type !== "github_repository_file") return undefined;
  const [name, file] = [textAt(change.planned, "repository"), textAt(change.planned, "file")];
  const defaultBranch = branchDefault(change) || textAt(repository(change), "default_branch") || "main";
  const branch = textAt(change.planned, "branch") || defaultBranch;
  const ruleset = change.world
    .all(change.place, "github_repository_ruleset")
    .map(([, attributes]) => attributes)
    .find(
      (attributes) => attributes["repository"] === name && protects(attributes, branch, defaultBranch) && !mayBypass(attributes, change),
    );
  if (ruleset === undefined) return undefined;
  return failure(
    `github_repository_file: 409 Conflict: changes to ${name}/${file} on "${branch}" must be made through a pull request`,
    `The ruleset "${textAt(ruleset, "name")}" protects the branch. Give the platform's app a bypass with mode "always" in it.`,
  );
};

const repository = ({ world, place, planned }: Change): Attributes | undefined =>
  world.get({ place, type: "github_repository", id: textAt(planned, "repository") });

const branchDefault = ({ world, place, planned }: Change): string =>
  textAt(world.get({ place, type: "github_branch_default", id: textAt(planned, "repository") }), "branch");

function protects(ruleset: Attributes, branch: string, defaultBranch: string): boolean {
  const asksForPullRequest = textAt(ruleset, "rules.pull_request.required_approving_review_count") !== "";
  if (ruleset["enforcement"] !== "active" || ruleset["target"] !== "branch" || !asksForPullRequest) return false;
  const named = (pattern: string): boolean =>
    pattern === "~ALL" || pattern === `refs/heads/${branch}` || (pattern === "~DEFAULT_BRANCH" && branch === defaultBranch);
  const [conditions] = list(ruleset["conditions"]);
  const [refName] = list(field(conditions, "ref_name"));
  return (
    list(field(refName, "include")).some((pattern) => named(String(pattern))) &&
    !list(field(refName, "exclude")).some((pattern) => named(String(pattern)))
  );
}

/** Bypass for an app. Which app it must be is known only when the provider is configured with its id. */
function mayBypass(ruleset: Attributes, { configuration }: Change): boolean {
  const app = textAt(configuration, "app_auth.id");
  return list(ruleset["bypass_actors"]).some(
    (actor) =>
      field(actor, "actor_type") === "Integration" &&
      field(actor, "bypass_mode") === "always" &&
      (app === "" || String(field(actor, "actor_id")) === app),
  );
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

export const fileRefusals: readonly Rule[] = [notArchived, notThroughPullRequest];
