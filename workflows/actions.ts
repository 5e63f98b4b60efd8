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
}

/** Every third-party action of the library, once. Renovate raises version and commit together, in this file only. */
export const actions = {
  checkout: {
    name: "actions/checkout",
    version: "v7.0.1",
    sha: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    touches: "reads the repository with the job's token, which it does not leave behind (persist-credentials: false)",
  },
  setupNode: {
    name: "actions/setup-node",
    version: "v7.0.0",
    sha: "820762786026740c76f36085b0efc47a31fe5020",
    touches: "puts Node on the PATH; no cache",
  },
  setupPython: {
    name: "actions/setup-python",
    version: "v7.0.0",
    sha: "5fda3b95a4ea91299a34e894583c3862153e4b97",
    touches: "puts Python on the PATH; no cache",
  },
  setupGo: {
    name: "actions/setup-go",
    version: "v7.0.0",
    sha: "b7ad1dad31e06c5925ef5d2fc7ad053ef454303e",
    touches: "puts Go on the PATH; no cache",
  },
  cache: {
    name: "actions/cache",
    version: "v6.1.0",
    sha: "55cc8345863c7cc4c66a329aec7e433d2d1c52a9",
    touches: "the tools that this repository's own checks build; what a pull request writes, others never read",
  },
  uploadArtifact: {
    name: "actions/upload-artifact",
    version: "v7.0.1",
    sha: "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a",
    touches: "files of the job, stored with the run",
  },
  downloadArtifact: {
    name: "actions/download-artifact",
    version: "v8.0.1",
    sha: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    touches: "files stored with the run",
  },
  attest: {
    name: "actions/attest",
    version: "v4.2.2",
    sha: "1e69f48acb82d1966a394da916b4c1698aa569d6",
    touches: "the job's signing identity (id-token: write) and the repository's attestations",
  },
  createGithubAppToken: {
    name: "actions/create-github-app-token",
    version: "v3.2.0",
    sha: "bcd2ba49218906704ab6c1aa796996da409d3eb1",
    touches: "the key of the release App (contents and pull requests of its repository); only in a job behind the environment release",
  },
  dockerSetupQemu: {
    name: "docker/setup-qemu-action",
    version: "v4.2.0",
    sha: "96fe6ef7f33517b61c61be40b68a1882f3264fb8",
    touches: "the runner's kernel table of foreign binaries",
  },
  dockerSetupBuildx: {
    name: "docker/setup-buildx-action",
    version: "v4.3.0",
    sha: "37fe631027851001ddb9b187196cc803df7f5f0e",
    touches: "the runner's Docker",
  },
  dockerLogin: {
    name: "docker/login-action",
    version: "v4.6.0",
    sha: "dbcb813823bdd20940b903addbd779551569679f",
    touches: "the job's token, as the registry's password (packages: write); removed at the end of the job",
  },
  dockerBuildPush: {
    name: "docker/build-push-action",
    version: "v7.3.0",
    sha: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
    touches: "the build context, and the registry when it pushes",
  },
  setupTrivy: {
    name: "aquasecurity/setup-trivy",
    version: "v0.3.1",
    sha: "81e514348e19b6112ce2a7e3ecbafe19c1e1f567",
    touches: "puts trivy on the PATH, in a job that holds no secret and no write permission",
  },
  setupHelm: {
    name: "azure/setup-helm",
    version: "v5.0.0",
    sha: "dda3372f752e03dde6b3237bc9431cdc2f7a02a2",
    touches: "puts helm on the PATH, in jobs that may deploy",
  },
  setupTerraform: {
    name: "hashicorp/setup-terraform",
    version: "v4.0.1",
    sha: "dfe3c3f87815947d99a8997f908cb6525fc44e9e",
    touches: "puts terraform on the PATH, in jobs that may plan or apply",
  },
} as const satisfies Readonly<Record<string, Action>>;

/** Owners that run the platform itself: pinning them apart from the runner that executes them would protect nothing. */
const PLATFORM_OWNERS: readonly string[] = ["actions", "github"];

/**
 * Actions that the ones above use inside themselves: the policy is applied to these too.
 * https://github.com/aquasecurity/setup-trivy/blob/81e514348e19b6112ce2a7e3ecbafe19c1e1f567/action.yaml
 */
const NESTED: readonly string[] = ["actions/cache@*"];

/**
 * What GitHub's "selected actions" policy admits in the family's repositories, in its pattern form `owner/name@ref`.
 * Actions and reusable workflows of the organization itself are always admitted by GitHub and not listed.
 * @see https://docs.github.com/en/rest/actions/permissions#set-allowed-actions-and-reusable-workflows-for-a-repository
 */
export const allowedActionPatterns: readonly string[] = [
  ...new Set([
    ...Object.values(actions).map(({ name, sha }) => (PLATFORM_OWNERS.includes(name.split("/")[0] ?? "") ? `${name}@*` : `${name}@${sha}`)),
    ...NESTED,
  ]),
].sort();
