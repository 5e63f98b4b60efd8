import { isEmpty, type Leaf } from "./leaves";

/** Why a change needs somebody's decision before the first apply. In the order of the report. */
export interface Danger {
  readonly kind: "access" | "protection" | "work";
  readonly says: string;
}

interface Change {
  readonly before: Leaf;
  readonly after: Leaf;
  /** Whom it belongs to. */
  readonly of: string;
  /** Owners of the organization. */
  readonly owners: readonly string[];
}

type Rule = (value: string, change: Change) => Danger | null;

const access = (says: string): Danger => ({ kind: "access", says });
const protection = (says: string): Danger => ({ kind: "protection", says });
const work = (says: string): Danger => ({ kind: "work", says });

/** From little to much. https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const ROLES = ["none", "pull", "read", "triage", "push", "write", "maintain", "admin"];
const lower = (before: Leaf, after: Leaf): boolean => ROLES.indexOf(String(after)) < ROLES.indexOf(String(before));
const lost = (before: Leaf, after: Leaf): readonly string[] =>
  Array.isArray(before) ? (before as readonly string[]).filter((each) => !Array.isArray(after) || !after.includes(each)) : [];

const RULES: Readonly<Record<string, Rule>> = {
  github_organization_settings: (value, { before, after }) =>
    value === "default_repository_permission" && lower(before, after)
      ? access(`every member had ${String(before)} in every repository, and keeps ${String(after)} where no team gives more`)
      : value.startsWith("members_can_") && before === true && isEmpty(after)
        ? work("members who do this today no longer can")
        : null,
  github_team_members: (value, { before, after, of, owners }) => {
    const [, login = "", what] = value.split(".");
    if (what === "username" && isEmpty(after)) return access(`${login} leaves ${of} and loses what it gives`);
    return what === "role" && before === "maintainer" && after === "member" && owners.some((owner) => owner.toLowerCase() === login)
      ? work("an owner of the organization stays a maintainer: write the login under maintainers, or every plan shows this")
      : null;
  },
  github_team_repository: (value, { before, after }) =>
    value === "permission" && lower(before, after) ? access(`the team keeps ${String(after)} only`) : null,
  github_repository: (value, { after }) => {
    if (value === "visibility")
      return after === "public"
        ? protection("everybody sees the code")
        : access("whoever is not let in no longer sees it; a public one loses its stars and forks");
    if (value === "archived")
      return isEmpty(after)
        ? work(
            "GitHub refuses every change of an archived repository, so the first apply fails: unarchive it first, or write state: archived",
          )
        : access("nobody writes any more");
    if (value.startsWith("pages")) return work("the catalog holds no GitHub Pages: every plan shows them as going away");
    // Projects of a repository are gone from GitHub; the switch is all that is left of them.
    return value.startsWith("has_") && value !== "has_projects" && isEmpty(after) ? work("what is in it is no longer shown") : null;
  },
  github_repository_file: (value, { before, after }) => {
    const gone = ownersIn(before).filter((owner) => !ownersIn(after).includes(owner));
    return value === "content" && gone.length > 0 ? access(`no longer asked for a review: ${gone.join(", ")}`) : null;
  },
  github_repository_ruleset: (value, { before, after }) => {
    if (value.startsWith("bypass_actors."))
      return value.endsWith(".actor_id")
        ? isEmpty(before)
          ? protection("may pass the protection")
          : access("may no longer pass the protection")
        : null;
    if (value === "enforcement") return after === "active" ? null : protection("is no longer enforced");
    const asks =
      isEmpty(after) || (typeof before === "number" && typeof after === "number" && after < before) || lost(before, after).length > 0;
    return !isEmpty(before) && asks ? protection("the protection asks for less") : null;
  },
  github_repository_environment: (value, { before, after }) => {
    if (value.startsWith("reviewers.")) {
      const gone = lost(before, after);
      return gone.length === 0
        ? null
        : access(`no longer approve: ${gone.join(", ")}${isEmpty(after) ? "; when nobody is left, a deployment waits for nobody" : ""}`);
    }
    if (value === "wait_timer") return Number(after ?? 0) < Number(before ?? 0) ? protection("deployments wait for less time") : null;
    if (value === "prevent_self_review" && isEmpty(after)) return protection("whoever deploys may approve it, too");
    if (value === "can_admins_bypass" && after === true) return protection("administrators may skip the approval");
    return value === "deployment_branch_policy.protected_branches" && before === true
      ? work("branches that were let in as protected ones deploy only when a pattern names them")
      : null;
  },
  github_actions_repository_permissions: (value, { before, after }) => {
    if (value === "allowed_actions")
      return after === "selected" ? work("workflows that use other actions stop") : protection("more actions may run");
    return lost(before, after).length > 0 ? work(`workflows that use these stop: ${lost(before, after).join(", ")}`) : null;
  },
  github_workflow_repository_permissions: (value, { before, after }) =>
    before === "write" && after === "read"
      ? work("workflows stop that write and do not ask for it under permissions")
      : !isEmpty(before) && isEmpty(after) && value === "can_approve_pull_request_reviews"
        ? work("workflows no longer approve pull requests")
        : null,
  github_actions_environment_secret: () =>
    work("the value that is there is written over with the sealed one; GitHub shows it to nobody, so keep it elsewhere first"),
};

/** Who would lose access, what would become unprotected, what would stop; null for a change that nobody misses. */
export const dangerOf = (type: string, value: string, change: Change): Danger | null => RULES[type]?.(value, change) ?? null;

/** Teams and people that a CODEOWNERS file names. */
const ownersIn = (text: Leaf): readonly string[] => [
  ...new Set(
    String(text ?? "")
      .split("\n")
      .map((line) => line.replace(/#.*$/, ""))
      .flatMap((line) => line.split(/\s+/).slice(1))
      .filter((word) => word.includes("@")),
  ),
];
