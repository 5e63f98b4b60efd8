/** A third-party action: the one place that names its version and commit. */
export interface Action {
  /** `owner/name`, as in `uses:`. */
  readonly name: string;
  /** The release that the commit carries; written beside every pin. */
  readonly version: string;
  /** Full commit: tags of well-known actions have been moved to malicious commits (tj-actions 2025-03, trivy-action 2026-03). */
  readonly sha: string;
  /** What it may touch where we use it: the worst that a bad release of it could reach. */
  readonly touches: string;
  /**
   * What it uses inside itself, as its `action.yml` at that commit names it: `owner/name[/path]@<commit>`. GitHub resolves these when a job starts
   * and applies the same policy to each by its full path, whether its step runs or not: `actions/cache@*` does not admit `actions/cache/restore@…`.
   */
  readonly nests: readonly string[];
  /** The commit at which `nests` was read from the action.yml. A test holds that it is the pinned one: a bump asks for another look. */
  readonly readAt: string;
}

/** Every third-party action of the library, once. Renovate raises version and commit together, in this file only. */
export const actions = {
  checkout: {
    name: "actions/checkout",
    version: "v7.0.1",
    sha: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    touches: "reads the repository with the job's token, which it does not leave behind (persist-credentials: false)",
    readAt: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    nests: [],
  },
  setupNode: {
    name: "actions/setup-node",
    version: "v7.0.0",
    sha: "820762786026740c76f36085b0efc47a31fe5020",
    touches: "puts Node on the PATH; no cache",
    readAt: "820762786026740c76f36085b0efc47a31fe5020",
    nests: [],
  },
  setupPython: {
    name: "actions/setup-python",
    version: "v7.0.0",
    sha: "5fda3b95a4ea91299a34e894583c3862153e4b97",
    touches: "puts Python on the PATH; no cache",
    readAt: "5fda3b95a4ea91299a34e894583c3862153e4b97",
    nests: [],
  },
  setupGo: {
    name: "actions/setup-go",
    version: "v7.0.0",
    sha: "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e",
    touches: "puts Go on the PATH; no cache",
    readAt: "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e",
    nests: [],
  },
  cache: {
    name: "actions/cache",
    version: "v6.1.0",
    sha: "55cc8345863c7cc4c66a329aec7e433d2d1c52a9",
    touches: "the tools that this repository's own checks build; what a pull request writes, others never read",
    readAt: "27d5ce7f107fe9357f9df03efb73ab90386fccae",
    nests: [],
  },
  uploadArtifact: {
    name: "actions/upload-artifact",
    version: "v7.0.1",
    sha: "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
    touches: "files of the job, stored with the run",
    readAt: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    nests: [],
  },
  downloadArtifact: {
    name: "actions/download-artifact",
    version: "v8.0.1",
    sha: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    touches: "files stored with the run",
    readAt: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    nests: [],
  },
  attest: {
    name: "actions/attest",
    version: "v4.2.2",
    sha: "1e69f48acb82d1966a394da916b4c1698aa569d6",
    touches: "the job's signing identity (id-token: write) and the repository's attestations",
    readAt: "1e69f48acb82d1966a394da916b4c1698aa569d6",
    nests: [],
  },
  createGithubAppToken: {
    name: "actions/create-github-app-token",
    version: "v3.2.0",
    sha: "bcd2ba49218906704ab6c1aa796996da409d3eb1",
    touches:
      "the key of the release App (contents and pull requests of its repository) behind the environment release, and of the platform's Apps for infra-fleet behind github and github-drift; each token is cut down to what its job does",
    readAt: "7989d206df2ffdd9fc88b0eb6d2f0eebee835fd6",
    nests: [],
  },
  dockerSetupQemu: {
    name: "docker/setup-qemu-action",
    version: "v4.2.0",
    sha: "96fe6ef7f33517b61c61be40b68a1882f3264fb8",
    touches: "the runner's kernel table of foreign binaries",
    readAt: "96fe6ef7f33517b61c61be40b68a1882f3264fb8",
    nests: [],
  },
  dockerSetupBuildx: {
    name: "docker/setup-buildx-action",
    version: "v4.3.0",
    sha: "37fe631027851001ddb9b187196cc803df7f5f0e",
    touches: "the runner's Docker",
    readAt: "37fe631027851001ddb9b187196cc803df7f5f0e",
    nests: [],
  },
  dockerLogin: {
    name: "docker/login-action",
    version: "v4.6.0",
    sha: "dbcb813823bdd20940b903addbd779551569679f",
    touches: "the job's token, as the registry's password (packages: write); removed at the end of the job",
    readAt: "9f4a8ea54ed9055d5f86c993e1f2ffa674f98344",
    nests: [],
  },
  dockerBuildPush: {
    name: "docker/build-push-action",
    version: "v7.3.0",
    sha: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
    touches: "the build context, and the registry when it pushes",
    readAt: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
    nests: [],
  },
  setupTrivy: {
    name: "aquasecurity/setup-trivy",
    version: "v0.3.1",
    sha: "81e514348e19b6112ce2a7e3ecbafe19c1e1f567",
    touches: "puts trivy on the PATH, in a job that holds no secret and no write permission",
    readAt: "81e514348e19b6112ce2a7e3ecbafe19c1e1f567",
    nests: [
      "actions/cache/restore@9255dc7a253b0ccc959486e2bca901246202afeb",
      "actions/cache/save@9255dc7a253b0ccc959486e2bca901246202afeb",
      "actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8",
    ],
  },
  setupHelm: {
    name: "azure/setup-helm",
    version: "v5.0.0",
    sha: "dda3372f752e03dde6b3237bc9431cdc2f7a02a2",
    touches: "puts helm on the PATH, in jobs that may deploy",
    readAt: "dda3372f752e03dde6b3237bc9431cdc2f7a02a2",
    nests: [],
  },
  setupTerraform: {
    name: "hashicorp/setup-terraform",
    version: "v4.0.1",
    sha: "dfe3c3f87815947d99a8997f908cb6525fc44e9e",
    touches: "puts terraform on the PATH, in jobs that may plan or apply",
    readAt: "dfe3c3f87815947d99a8997f908cb6525fc44e9e",
    nests: [],
  },
} as const satisfies Readonly<Record<string, Action>>;

/** Owners that run the platform itself: pinning them apart from the runner that executes them would protect nothing. */
const PLATFORM_OWNERS: readonly string[] = ["actions", "github"];

/** Every action that runs when these do: each pin, and what it uses inside itself, as `owner/name[/path]@<commit>`. */
export const closureOf = (pinned: readonly Pick<Action, "name" | "sha" | "nests">[]): readonly string[] =>
  [...new Set(pinned.flatMap(({ name, sha, nests }) => [`${name}@${sha}`, ...nests]))].sort();

/**
 * What GitHub's "selected actions" policy is told so that these may run, in its pattern form `owner/name[/path]@ref`. Actions and reusable workflows of
 * the organization itself are always admitted by GitHub and not listed.
 * @see https://docs.github.com/en/rest/actions/permissions#set-allowed-actions-and-reusable-workflows-for-a-repository
 */
export const patternsOf = (uses: readonly string[]): readonly string[] => [...new Set(uses.map(pattern))].sort();

const pattern = (use: string): string => (PLATFORM_OWNERS.includes(use.split("/")[0] ?? "") ? use.replace(/@.*$/, "@*") : use);

/** Whether the policy admits an action that a workflow names, `owner/name[/path]@ref`. GitHub compares the whole path. */
export const isAdmitted = (use: string, patterns: readonly string[]): boolean =>
  patterns.includes(use) || patterns.includes(use.replace(/@.*$/, "@*"));
