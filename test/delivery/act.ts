import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { actions } from "../../workflows/actions";
import type { Library } from "../../workflows/callers/library";
import { emittedFiles } from "../../workflows/files";
import { pinned, type LibraryProps } from "../../workflows/library";
import type { Workflow } from "../../workflows/model";
import { renderWorkflow } from "../../workflows/render";
import { acme, release } from "../workflows/acme";
import { ROOT, tool } from "./tool";

const props: LibraryProps = { ...acme, pythonIndex: "https://pypi.org/simple" };

/** The invented family's library at an invented commit, as callers pin it. */
export const library: Library = pinned(props, release);

/**
 * Local stand-ins for third-party actions, whose sources are elsewhere. They do on this machine what the real ones do on a runner, as far as the
 * workflows depend on it: a Python of the job's own on the PATH; Node and Go are here already; an artefact is kept in a folder.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  // Copied from one that has the packages already, which pip then only checks: a download per job is the registry's time, not the gates'.
  [actions.setupPython.name]:
    'cp -al "$PYTHON" "$RUNNER_TEMP/python"\nsed -i "1s|$PYTHON|$RUNNER_TEMP/python|" "$RUNNER_TEMP"/python/bin/*\necho "$RUNNER_TEMP/python/bin" >>"$GITHUB_PATH"\n',
  [actions.setupNode.name]: "node --version\n",
  [actions.setupGo.name]: "go version\n",
  [actions.uploadArtifact.name]: 'mkdir -p "$ARTIFACTS/$NAME"\ncp -r "$FILES"/. "$ARTIFACTS/$NAME"\n',
};

const action = (run: string): string =>
  `name: stand-in
inputs: { python-version: {}, node-version: {}, package-manager-cache: {}, go-version: {}, cache: {}, name: {}, path: {}, if-no-files-found: {}, retention-days: {}, overwrite: {} }
runs:
  using: composite
  steps:
    - shell: bash
      env: { NAME: "\${{ inputs.name }}", FILES: "\${{ inputs.path }}" }
      run: |
${run.replace(/^/gm, "        ")}
`;

let python: string | undefined;

/** A virtual environment with the packages of the fixture, made once. */
function preparedPython(): string {
  if (python !== undefined) return python;
  python = join(mkdtempSync(join(tmpdir(), "python-")), "environment");
  const requirements = join(__dirname, "fixtures/tide/requirements-dev.txt");
  execFileSync("python3", ["-m", "venv", python]);
  execFileSync(join(python, "bin/pip"), [
    "install",
    "--quiet",
    "--require-hashes",
    "--only-binary",
    ":all:",
    "--requirement",
    requirements,
  ]);
  return python;
}

export interface ActResult {
  readonly code: number | null;
  readonly output: string;
  /** Folder with the artefacts of the run. */
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

/** Runs one calling job of the caller as a pull request would, on this machine, with the emitted workflows and the stand-ins. */
export async function pullRequest(repository: string, job: string): Promise<ActResult> {
  const home = mkdtempSync(join(tmpdir(), "act-"));
  const served = join(home, "library");
  for (const [path, text] of emittedFiles(props)) {
    mkdirSync(dirname(join(served, path)), { recursive: true });
    writeFileSync(join(served, path), text);
  }
  const local = [`${library.repository}@${library.sha}=${served}`];
  for (const { name, sha } of Object.values(actions)) {
    const run = STAND_INS[name];
    if (run === undefined) continue;
    const directory = join(home, name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "action.yml"), action(run));
    local.push(`${name}@${sha}=${directory}`);
  }
  const event = join(home, "event.json");
  writeFileSync(event, JSON.stringify({ pull_request: { base: { ref: "main" }, head: { ref: "change" } } }));
  const artifacts = join(home, "artifacts");
  const args = [
    ["pull_request", "--workflows", ".github/workflows/delivery.yml", "--job", job, "--eventpath", event],
    [
      "--platform",
      "ubuntu-24.04=-self-hosted",
      "--no-cache-server",
      "--env",
      `ARTIFACTS=${artifacts}`,
      "--env",
      `PYTHON=${preparedPython()}`,
    ],
    local.flatMap((each) => ["--local-repository", each]),
  ].flat();
  return new Promise((resolve, reject) => {
    const child = spawn(tool("act"), args, { cwd: repository, env: { ...process.env, XDG_CACHE_HOME: join(home, "cache") } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.on("error", reject).on("close", (code) => {
      resolve({ code, output, artifacts, repository });
    });
  });
}
