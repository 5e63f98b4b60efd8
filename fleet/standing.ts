/** A pull request with an update of the scaffold. */
export interface Update {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  /** Its newest commit. */
  readonly head: string;
  readonly state: "open" | "merged" | "closed";
  readonly draft: boolean;
  readonly labels: readonly string[];
}

export type Verdict = "passed" | "pending" | "failed";

/** Where the checks of an update stand. */
export interface Checks {
  readonly verdict: Verdict;
  /** Names of those that failed, or are waited for. */
  readonly names: readonly string[];
}

/** What a clone says of a repository. */
export interface Scaffolded {
  /** Version of the tool whose scaffold it has: `1.4.0`. */
  readonly version: string;
  /** Commits of the library that its workflows pin, with the versions beside them. */
  readonly pins: readonly string[];
}

/** Where a repository stands. */
export type Standing =
  /** It has the scaffold as it is now. */
  | { readonly at: "in step" }
  /** What the scaffold would change; nobody has been asked yet. */
  | { readonly at: "behind"; readonly paths: readonly string[]; readonly conflicts: readonly string[] }
  /** Its update waits to be merged. */
  | { readonly at: "open"; readonly update: Update; readonly checks: Checks; readonly opened: boolean }
  /** Its update waits for a person, because the owners changed the same lines. */
  | { readonly at: "conflicts"; readonly update: Update; readonly opened: boolean }
  /** Its owners closed the pull request: this update is not proposed again. */
  | { readonly at: "declined"; readonly update: Update }
  /** People work on the branch of an update; a newer one waits until it is merged or closed. */
  | { readonly at: "in work"; readonly branch: string; readonly update: Update | null }
  /** GitHub has no such repository, or none that this token sees. */
  | { readonly at: "absent" }
  /** Nobody knows which scaffold it has. */
  | { readonly at: "without a scaffold" }
  | { readonly at: "failed"; readonly reason: string };

/** A repository after it was visited. */
export interface Visited {
  readonly name: string;
  readonly ring: string;
  /** Null where there is no clone or no record. */
  readonly scaffold: Scaffolded | null;
  readonly standing: Standing;
}
