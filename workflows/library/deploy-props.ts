import type { ClusterAccess } from "./cluster-access";

/** One environment in the order of promotion. */
export interface DeployEnvironment {
  /** Also the name of the GitHub environment, which carries approvers, wait time and refs. */
  readonly name: string;
  /** Branches and tags that may deploy here: exact names, or a prefix with `*` at its end. */
  readonly refs: { readonly branches: readonly string[]; readonly tags: readonly string[] };
  readonly cluster: ClusterAccess;
  /** Label of the runner that gets the environment's identity. No caller may choose it. */
  readonly runner: string;
}

export interface DeployProps {
  readonly registry: string;
  readonly organization: string;
  /** The repository of this library; images and charts are trusted when its workflows signed them. */
  readonly infraRepository: string;
  readonly environments: readonly DeployEnvironment[];
  /** Commits of this library that were released: their signatures count, beside those of the commit that runs. */
  readonly releasedCommits: readonly string[];
}
