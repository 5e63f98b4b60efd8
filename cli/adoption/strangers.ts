import type { Family, Repository } from "../../model/family";
import { sameName, type FoundEnvironment, type FoundHook, type FoundOrganization, type FoundRepository } from "./found";

/** Something on GitHub that no entry of the catalog holds. An apply leaves it as it is. */
export interface Stranger {
  readonly kind: string;
  readonly name: string;
  /** `organization`, or the repository, with the environment. */
  readonly of: string;
  /** What it lets somebody do past the catalog; null where it lets nobody do more. */
  readonly lets: string | null;
}

const ORGANIZATION = "organization";

/** What is in the organization and in no entry, with what gives access first. */
export function strangersOf(family: Family, found: FoundOrganization): readonly Stranger[] {
  const repositories = Object.values(family.repositories).filter(({ managed, state }) => managed && state === "active");
  const all = [
    ...inOrganization(family, found),
    ...repositories.flatMap((repository) => {
      const there = found.known.get(repository.name.toLowerCase());
      return there === undefined ? [] : [...inRepository(repository, there, found), ...inEnvironments(repository, there)];
    }),
  ];
  return [...all.filter(({ lets }) => lets !== null), ...all.filter(({ lets }) => lets === null)];
}

function inOrganization(family: Family, found: FoundOrganization): readonly Stranger[] {
  const people = Object.values(family.teams).flatMap(({ members, maintainers }) => [...members, ...maintainers]);
  const isManaged = (name: string) => Object.values(family.repositories).some((each) => each.managed && sameName(each.name, name));
  return [
    ...found.outsideCollaborators.map((name) =>
      stranger("outside collaborator", name, ORGANIZATION, "reads or writes repositories without being a member"),
    ),
    ...hooks(found.hooks, ORGANIZATION),
    ...without(found.owners, people).map((name) => stranger("owner", name, ORGANIZATION, "may do everything")),
    ...without(without(found.members, found.owners), people).map((name) => stranger("member", name, ORGANIZATION, null)),
    ...without(
      found.teams.map(({ slug }) => slug),
      Object.keys(family.teams),
    ).map((name) => stranger("team", name, ORGANIZATION, null)),
    ...found.repositories
      .filter(({ name }) => !isManaged(name))
      .map(({ name, visibility, archived }) =>
        stranger("repository", `${name} (${archived ? "archived, " : ""}${visibility})`, ORGANIZATION, null),
      ),
  ];
}

function inRepository(repository: Repository, there: FoundRepository, { owners }: FoundOrganization): readonly Stranger[] {
  const of = repository.name;
  const teams = there.teams.filter(({ slug }) => !isAmong(slug, Object.keys(repository.access)));
  return [
    ...there.collaborators
      // An owner of the organization is listed wherever a right was given, and may do everything anyway.
      .filter(({ login }) => !isAmong(login, owners))
      .map(({ login, permission }) => stranger("collaborator", login, of, `${permission}, past every team`)),
    ...teams.map(({ slug, permission }) => stranger("access of a team", slug, of, permission)),
    ...there.keys.map(({ title, writes }) =>
      stranger("deploy key", title, of, writes ? "writes, as nobody's key" : "reads, as nobody's key"),
    ),
    ...hooks(there.hooks, of),
    ...there.rulesets
      .filter(({ name }) => !["default-branch", "version-tags"].includes(name))
      .map(({ name }) => stranger("ruleset", name, of, null)),
    ...there.protectedBranches.map((name) => stranger("classic branch protection", name, of, null)),
    ...(there.codeOwners !== null && there.codeOwners.path !== ".github/CODEOWNERS"
      ? [stranger("CODEOWNERS that no longer counts", there.codeOwners.path, of, null)]
      : []),
    ...there.variables.map((name) => stranger("variable", name, of, null)),
    ...there.secrets.map((name) => stranger("secret", name, of, "every workflow of the repository reads it")),
  ];
}

const inEnvironments = (repository: Repository, { environments }: FoundRepository): readonly Stranger[] =>
  environments.flatMap((there) => {
    const wanted = Object.values(repository.environments).find(({ name }) => sameName(name, there.name));
    if (wanted === undefined) return [stranger("environment", there.name, repository.name, null)];
    return [
      ...patterns(there, wanted.refs).map((name) =>
        stranger("deployment pattern", name, `${repository.name} ${there.name}`, "deploys from there"),
      ),
      ...without(there.secrets, wanted.secretNames).map((name) => stranger("secret", name, `${repository.name} ${there.name}`, null)),
    ];
  });

const patterns = (
  { patterns: found }: FoundEnvironment,
  refs: { readonly branches: readonly string[]; readonly tags: readonly string[] },
) =>
  found
    .filter(({ kind, pattern }) => !(kind === "branch" ? refs.branches : refs.tags).includes(pattern))
    .map(({ kind, pattern }) => `${kind} ${pattern}`);

const stranger = (kind: string, name: string, of: string, lets: string | null): Stranger => ({ kind, name, of, lets });

const hooks = (found: readonly FoundHook[], of: string): readonly Stranger[] =>
  found.map(({ url, active }) => stranger("webhook", hostOf(url), of, active ? "is told what happens" : null));

/** The address without what may be a secret in it. */
const hostOf = (url: string): string => (URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}` : url);

const isAmong = (name: string, names: readonly string[]): boolean => names.some((each) => sameName(each, name));
const without = (names: readonly string[], known: readonly string[]): readonly string[] => names.filter((name) => !isAmong(name, known));
