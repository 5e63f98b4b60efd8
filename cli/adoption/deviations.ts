import { behaviorOf } from "../../sandbox/behavior-of";
import { dangerOf, type Danger } from "./danger-of";
import type { Existing } from "./existing";
import type { FoundOrganization } from "./found";
import { isEmpty, isSame, leavesOf, namingPath, type Leaf } from "./leaves";
import type { Wanted } from "./wanted";

/** A value that GitHub has otherwise than the catalog wants it: what the first apply changes. */
export interface Deviation {
  /** `organization`, `team sales`, `acme-shop-api`, `acme-shop-api live`. */
  readonly of: string;
  /** The provider's name of the value, after the thing that has it: `default-branch: rules.pull_request.required_approving_review_count`. */
  readonly value: string;
  readonly wanted: Leaf;
  readonly found: Leaf;
  readonly danger: Danger | null;
  readonly address: string;
}

/** Arguments that only Terraform knows; nothing on GitHub is compared with them. */
const OF_TERRAFORM = new Set([
  "lifecycle",
  "archive_on_destroy",
  "auto_init",
  "commit_message",
  "create_default_maintainer",
  "ignore_vulnerability_alerts_during_read",
  "overwrite_on_create",
]);

/** Names by which a resource is found: they are equal, but for the case of their letters. */
const NAMES = new Set(["repository", "environment", "team_id", "variable_name", "secret_name", "file"]);

/** What the first apply changes of something that exists, and the values that GitHub does not show to this token. */
export function deviationsOf(
  wanted: Wanted,
  existing: Existing,
  found: FoundOrganization,
): { readonly deviations: readonly Deviation[]; readonly hidden: readonly string[] } {
  const ignored = ignoredBy(wanted);
  const compared = ([value]: readonly [string, unknown]): boolean => {
    const [top = ""] = value.split(".");
    return !OF_TERRAFORM.has(top) && !NAMES.has(top) && !ignored.some((each) => value === each || value.startsWith(`${each}.`));
  };
  const has = new Map([...leavesOf(existing.values)].filter(compared));
  // What the stack leaves out gets the provider's default; those of arguments that are not GitHub's are no deviation.
  const defaults = Object.entries(behaviorOf(wanted.type)?.defaults ?? {}).filter(([name]) => has.has(name));
  const wants = new Map([...defaults, ...leavesOf(wanted.values)].filter(compared));
  const values = [...new Set([...wants.keys(), ...has.keys()])];
  // A block that GitHub does not show hides all below it.
  const isHidden = (value: string): boolean =>
    [...has].some(([path, leaf]) => leaf === undefined && (value === path || value.startsWith(`${path}.`)));
  const of = subjectOf(wanted);
  const differs = (value: string): boolean => {
    const naming = namingPath(value, has) ?? namingPath(value, wants);
    if (naming === null) return !isSame(wants.get(value), has.get(value));
    // A block that is there on one side alone is told by its name, and its name is equal but for the case of its letters.
    const onBoth = !isEmpty(wants.get(naming)) && !isEmpty(has.get(naming));
    return onBoth ? value !== naming && !isSame(wants.get(value), has.get(value)) : value === naming;
  };
  return {
    hidden: values.filter((value) => has.has(value) && isHidden(value)).map((value) => `${of} ${label(wanted, value, found)}`),
    deviations: values
      .filter((value) => !isHidden(value) && differs(value))
      .map((value) => {
        const after = value === "encrypted_value" ? "the sealed value" : named(value, wants.get(value) ?? null, found);
        const before = named(value, has.get(value) ?? null, found);
        const danger = dangerOf(wanted.type, value, { before, after, of, owners: found.owners });
        return { of, value: label(wanted, value, found), wanted: after, found: before, danger, address: wanted.address };
      }),
  };
}

/** Whom a resource belongs to, in the catalog's words. */
export function subjectOf({ type, path: [, group, id = ""], values }: Wanted): string {
  if (type === "github_organization_settings") return "organization";
  const environment = values["environment"];
  const name = values["repository"] ?? values["name"];
  if (group === "teams") return `team ${id}`;
  const repository = typeof name === "string" ? name : id;
  return typeof environment === "string" ? `${repository} ${environment}` : repository;
}

/** A value with the thing that has it, where a repository has several of them. */
function label({ type, values }: Wanted, value: string, found: FoundOrganization): string {
  switch (type) {
    case "github_team_repository":
      return `access of ${String(named("parent_team_id", String(values["team_id"]), found))}`;
    case "github_repository_ruleset":
      return `${String(values["name"])}: ${value}`;
    case "github_repository_file":
      return String(values["file"]);
    case "github_actions_environment_variable":
      return `variable ${String(values["variable_name"])}`;
    case "github_actions_environment_secret":
      return `secret ${String(values["secret_name"])}`;
    default:
      return value;
  }
}

/** `lifecycle.ignore_changes` as paths of {@link leavesOf}, which gives a single block no number. */
function ignoredBy({ values }: Wanted): readonly string[] {
  const { ignore_changes: ignored = [] } = (values["lifecycle"] ?? {}) as { readonly ignore_changes?: readonly string[] };
  return ignored.map((path) => path.replaceAll(/\[\d+\]/g, ""));
}

/** Teams and people by name, where the provider has GitHub's numbers. */
function named(value: string, leaf: Leaf, { teams, logins }: FoundOrganization): Leaf {
  const team = (id: string): string => teams.find((each) => each.id === id)?.slug ?? id;
  if (value === "parent_team_id" && leaf !== null) return team(String(leaf));
  if (!Array.isArray(leaf)) return leaf;
  const ids: readonly string[] = leaf;
  if (value === "reviewers.teams") return ids.map(team);
  return value === "reviewers.users" ? ids.map((id) => logins.get(Number(id)) ?? id) : ids;
}
