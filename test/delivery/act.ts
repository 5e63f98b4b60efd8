import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { actions } from "../../workflows/actions";
import type { Library } from "../../workflows/callers/library";
import { emittedFiles } from "../../workflows/files";
import { pinned, type LibraryProps } from "../../workflows/library-workflows";
import type { Workflow } from "../../workflows/engine/model";
import { renderWorkflow } from "../../workflows/engine/render";
import { virtualEnvironment } from "../virtual-environment";
import { acme, release } from "../workflows/acme";
import { ROOT, tool } from "./tool";

const props: LibraryProps = { ...acme, pythonIndex: "https://pypi.org/simple" };

/** The invented family's library at an invented commit, as callers pin it. */
export const library: Library = pinned(props, release);

/**
 * Local stand-ins for third-party actions, whose sources are elsewhere. They do on this machine what the real ones do on a runner, as far as the
 * workflows depend on it: a Python of the job's own on the PATH; Node and Go are here already; an artifact is kept in a folder.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  // Copied from one that has the packages already, which pip then only checks: a download per job is the registry's time, not the gates'.
  [actions.setupPython.name]:
    'cp -al "$PYTHON" "$RUNNER_TEMP/python"\nsed -i "1s|$PYTHON|$RUNNER_TEMP/python|" "$RUNNER_TEMP"/python/bin/*\necho "$RUNNER_TEMP/python/bin" >>"$GITHUB_PATH"\n',
  [actions.setupNode.name]: "node --version\n",
  [actions.setupGo.name]: "go version\n",
  [actions.uploadArtifact.name]:
    'mkdir -p "$ARTIFACTS/$NAME"\nif [[ -d $FILES ]]; then cp -r "$FILES"/. "$ARTIFACTS/$NAME"; else cp "$FILES" "$ARTIFACTS/$NAME"; fi\n',
  [actions.downloadArtifact.name]: 'mkdir -p "$FILES"\ncp -r "$ARTIFACTS/$NAME"/. "$FILES"\n',
  [actions.createGithubAppToken.name]: 'echo "token=token-of-the-app" >>"$GITHUB_OUTPUT"\n',
};

/** What the workflows give to these actions. */
const INPUTS = [
  ...["python-version", "node-version", "package-manager-cache", "go-version", "cache", "app-id", "private-key"],
  ...["name", "path", "if-no-files-found", "retention-days", "overwrite", "permission-contents", "permission-pull-requests"],
];

const action = (run: string): string =>
  `name: stand-in
inputs: { ${INPUTS.map((input) => `${input}: {}`).join(", ")} }
outputs: { token: { value: "\${{ steps.run.outputs.token }}" } }
runs:
  using: composite
  steps:
    - id: run
      shell: bash
      env: { NAME: "\${{ inputs.name }}", FILES: "\${{ inputs.path }}" }
      run: |
${run.replace(/^/gm, "        ")}
`;

/** A virtual environment with the packages of the fixture: for each file its own, whose files are shared. */
const preparedPython = (): string => (python ??= virtualEnvironment(join(__dirname, "fixtures/tide/requirements-dev.txt")));
let python: string | undefined;

/** Go's own cache stays where it is: compiling gitleaks takes half a minute. */
const goCache = (): string => execFileSync("go", ["env", "GOCACHE"], { encoding: "utf8" }).trim();

export interface ActResult {
  readonly code: number | null;
  readonly output: string;
  /** Folder with the artifacts of the run. */
  readonly artifacts: string;
  readonly repository: string;
}

/**
 * A repository born from a fixture, with its caller workflows, on a branch with one merged commit behind it.
 * @param shared folders of `scaffolds/shared` that it carries, by their place in the repository
 */
export function born(fixture: string, callers: readonly Workflow[], shared: Readonly<Record<string, string>> = {}): string {
  const repository = mkdtempSync(join(tmpdir(), "repository-"));
  cpSync(join(__dirname, "fixtures", fixture), repository, { recursive: true });
  for (const [place, folder] of Object.entries(shared)) {
    cpSync(join(ROOT, "scaffolds/shared", folder), join(repository, place), { recursive: true });
  }
  for (const workflow of callers) {
    const file = join(repository, ".github/workflows", `${workflow.id}.yml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, renderWorkflow(workflow, "From the scaffold"));
  }
  git(repository, "init", "--quiet", "--initial-branch", "main");
  git(repository, "remote", "add", "origin", "https://github.com/acme-corp/acme-tide.git");
  commit(repository, "Be born");
  git(repository, "update-ref", "refs/remotes/origin/main", "HEAD");
  git(repository, "switch", "--quiet", "--create", "change");
  return repository;
}

export function git(repository: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=Tide", "-c", "user.email=tide@acme.test", ...args], { cwd: repository, encoding: "utf8" });
}

export function commit(repository: string, message: string): void {
  git(repository, "add", "--all");
  git(repository, "commit", "--quiet", "--allow-empty", "--message", message);
}

export interface Event {
  readonly name: "pull_request" | "push";
  readonly payload: object;
}

const PULL_REQUEST: Event = { name: "pull_request", payload: { pull_request: { base: { ref: "main" }, head: { ref: "change" } } } };

export interface RunOptions {
  /** @default a pull request */
  readonly event?: Event;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** A folder with programs that come before those of this machine. */
  readonly programs?: string;
}

/** Where the keys of the signatures are out of reach, npm says so after some seconds instead of minutes. */
const IN_SECONDS = { npm_config_fetch_retry_mintimeout: "1000", npm_config_fetch_retry_maxtimeout: "3000" };

/** Runs one calling job of the caller, with those it needs, on this machine, with the emitted workflows and the stand-ins. */
export async function run(
  repository: string,
  job: string,
  { event = PULL_REQUEST, environment = {}, secrets = {}, programs }: RunOptions = {},
): Promise<ActResult> {
  const home = mkdtempSync(join(tmpdir(), "act-"));
  const payload = join(home, "event.json");
  writeFileSync(payload, JSON.stringify(event.payload));
  const artifacts = join(home, "artifacts");
  const args = [
    [event.name, "--workflows", ".github/workflows/delivery.yml", "--job", job, "--eventpath", payload],
    ["--platform", "ubuntu-24.04=-self-hosted", "--no-cache-server", "--env", `ARTIFACTS=${artifacts}`],
    Object.entries(environment).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
    Object.entries(secrets).flatMap(([name, value]) => ["--secret", `${name}=${value}`]),
    served(home).flatMap((each) => ["--local-repository", each]),
  ].flat();
  return new Promise((resolve, reject) => {
    const PATH = [...(programs === undefined ? [] : [programs]), process.env["PATH"]].join(delimiter);
    const env = { ...process.env, ...IN_SECONDS, PATH, XDG_CACHE_HOME: join(home, "cache"), GOCACHE: goCache() };
    const child = spawn(tool("act"), args, { cwd: repository, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (code) => {
      resolve({ code, output, artifacts, repository });
    });
  });
}

/** Runs a calling job of a Python or Node repository as a pull request would. */
export const pullRequest = (repository: string, job: string): Promise<ActResult> =>
  run(repository, job, { environment: { PYTHON: preparedPython() } });

/** The same for the push of a tag. */
export const tagPush = (repository: string, job: string, tag: string): Promise<ActResult> =>
  run(repository, job, { event: { name: "push", payload: { ref: `refs/tags/${tag}` } }, environment: { PYTHON: preparedPython() } });

/** The library and the stand-ins as folders, each with what it is in place of. */
function served(home: string): readonly string[] {
  const folder = join(home, "library");
  for (const [path, text] of emittedFiles(props)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // The one word of GitHub's that act does not know yet; here one run is all there is.
    const known = text.replace(/^ +queue: max\n/gm, "");
    writeFileSync(join(folder, path), known.replace(/^( +shell:) bash$/m, `$1 ${join(__dirname, "stand-ins/step")} {0}`));
  }
  const standIns = Object.values(actions).flatMap(({ name, sha }) => {
    const script = STAND_INS[name];
    if (script === undefined) return [];
    const directory = join(home, name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "action.yml"), action(script));
    return [`${name}@${sha}=${directory}`];
  });
  return [`${library.repository}@${library.sha}=${folder}`, ...standIns];
}
