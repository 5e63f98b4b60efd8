/** What an organization has on GitHub, as far as the catalog can say something about it. What GitHub does not show to a token is undefined. */

export interface FoundMember {
  readonly login: string;
  readonly role: "member" | "maintainer";
}

export interface FoundTeam {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly privacy: string;
  readonly parentId: string | null;
  /** Those of the team itself, without the members of its child teams. */
  readonly members: readonly FoundMember[];
}

export interface FoundHook {
  readonly url: string;
  readonly active: boolean;
}

export interface FoundRuleset {
  readonly id: string;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** GitHub shows them to tokens that may write the ruleset. */
  readonly bypassActors: readonly BypassActor[] | undefined;
  readonly rules: readonly { readonly type: string; readonly parameters: Readonly<Record<string, unknown>> }[];
}

export interface BypassActor {
  readonly id: number | null;
  readonly type: string;
  readonly mode: string;
}

export interface FoundEnvironment {
  readonly name: string;
  /** Ids of GitHub; a login for each user is in {@link FoundOrganization.logins}. */
  readonly reviewers: { readonly teams: readonly number[]; readonly users: readonly number[] };
  readonly waitMinutes: number;
  readonly preventSelfReview: boolean;
  readonly adminsBypass: boolean | undefined;
  readonly refs: { readonly protectedBranches: boolean; readonly patterns: boolean } | null;
  readonly patterns: readonly { readonly id: string; readonly pattern: string; readonly kind: "branch" | "tag" }[];
  readonly variables: readonly FoundVariable[];
  readonly secrets: readonly string[];
}

export interface FoundVariable {
  readonly name: string;
  readonly value: string;
}

/** A repository of the catalog that is there, with everything that its entry decides. */
export interface FoundRepository {
  readonly name: string;
  /** Settings by GitHub's names. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly archived: boolean;
  readonly pages: boolean;
  readonly alerts: boolean;
  readonly teams: readonly { readonly id: string; readonly slug: string; readonly permission: string }[];
  readonly collaborators: readonly { readonly login: string; readonly permission: string }[];
  readonly hooks: readonly FoundHook[];
  readonly keys: readonly { readonly title: string; readonly writes: boolean }[];
  readonly rulesets: readonly FoundRuleset[];
  /** Branches with a classic protection. */
  readonly protectedBranches: readonly string[];
  readonly environments: readonly FoundEnvironment[];
  readonly variables: readonly string[];
  readonly secrets: readonly string[];
  readonly actions: FoundActions;
  /** The file by which GitHub asks for reviews; null without one. */
  readonly codeOwners: { readonly path: string; readonly text: string } | null;
}

export interface FoundActions {
  readonly enabled: boolean;
  readonly allowed: string | undefined;
  /** Null unless selected ones are allowed. */
  readonly selected: { readonly githubOwned: boolean; readonly verified: boolean; readonly patterns: readonly string[] } | null;
  readonly token: string;
  readonly approves: boolean;
  /** Who may call its workflows; null for a public repository, whose workflows everybody may call. */
  readonly access: string | null;
}

export interface FoundOrganization {
  readonly id: string;
  readonly login: string;
  /** Settings by GitHub's names. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly outsideCollaborators: readonly string[];
  readonly hooks: readonly FoundHook[];
  readonly teams: readonly FoundTeam[];
  /** Every repository that is there. */
  readonly repositories: readonly { readonly name: string; readonly visibility: string; readonly archived: boolean }[];
  /** Those of the catalog, read in full, by name in lower-case letters. */
  readonly known: ReadonlyMap<string, FoundRepository>;
  /** Logins of people who approve, by GitHub's id. */
  readonly logins: ReadonlyMap<number, string>;
}

/** GitHub tells names apart by their letters alone, whatever their case. */
export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
