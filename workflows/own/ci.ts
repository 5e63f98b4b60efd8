import { actions } from "../actions";
import { EMITTED_FILES, WHOLE_FOLDERS } from "../emitted-paths";
import { read, type Job, type UsesStep, type Workflow } from "../engine/model";
import { shell } from "../engine/shell";
import { checkout, COMMIT_TITLE, gate, setupNode, setupPython } from "../engine/steps";

/** Where `.ci/run` keeps what `.ci/tools` builds. */
const TOOLS = "/var/tmp/sigma-infra-tools";

interface Part {
  /** @default true */
  readonly tools?: false;
  /** Runs as root, which GitHub's runners become through sudo. @default false */
  readonly asRoot?: true;
  /** Has never run on GitHub's runners, where the cgroups are of version 2: runs on main, and `check` does not wait for it. @default false */
  readonly untried?: true;
}

/** The parts of `.ci/run`, each a job. */
const PARTS: Readonly<Record<string, Part>> = {
  catalog: { tools: false },
  checks: { tools: false },
  "oldest-node": {},
  opentofu: {},
  postgres: {},
  scaffolds: {},
  delivery: {},
  cluster: {},
  live: { asRoot: true, untried: true },
};

/**
 * This repository's own checks: the same script that a person runs, its parts side by side. `check` is the one that branch protection requires.
 * A commit that changes the catalog alone runs the part `catalog`, which takes minutes; any other runs all parts but that one, whose checks they include.
 *
 * A part that has never run on GitHub's runners does not block a merge, for a reason that nobody could have tried. When it was green there once, its
 * `untried` goes, and `check` waits for it too.
 */
export const ciWorkflow = (): Workflow => ({
  id: "ci",
  name: "CI",
  summary: "Everything that must be true of a commit of this repository; .ci/run says what.",
  on: { pullRequest: {}, mergeGroup: true, push: { branches: ["main"] } },
  concurrency: { group: "ci-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}", cancelInProgress: true },
  jobs: {
    scope,
    ...Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, job(name, part)])),
    check: check(["scope", ...Object.keys(PARTS).filter((name) => PARTS[name]?.untried !== true)]),
  },
});

/** What `git diff --name-only` prints for an edit of the catalog, with the files that `npm run emit` writes from it: POSIX extended. */
export const CATALOG = `^((catalog|${WHOLE_FOLDERS.join("|")})/|(${EMITTED_FILES.join("|")})$)`.replaceAll(".", "\\.");

/** A pull request is tried as a merge, whose first parent is what it would be merged into. */
const BASE =
  "${{ github.event_name == 'pull_request' && 'HEAD^1' || github.event_name == 'merge_group' && github.event.merge_group.base_sha || github.event.before }}";

const scope: Job = {
  name: "scope",
  runsOn: "ubuntu-24.04",
  timeoutMinutes: 5,
  permissions: { contents: read("check out") },
  outputs: { scope: "${{ steps.scope.outputs.scope }}" },
  steps: [checkout({ history: true }), { name: "Compare", id: "scope", env: { BASE, CATALOG }, run: shell("ci-scope") }],
};

const IN_SCOPE = { catalog: "needs.scope.outputs.scope == 'catalog'", all: "needs.scope.outputs.scope == 'all'" };

const job = (name: string, { tools = true, asRoot = false, untried = false }: { readonly [key in keyof Part]?: boolean }): Job => ({
  name,
  needs: ["scope"],
  if: `${untried ? "github.event_name == 'push' && " : ""}${name === "catalog" ? IN_SCOPE.catalog : IN_SCOPE.all}`,
  runsOn: "ubuntu-24.04",
  // Without a cache the tools are built, a whole control plane among them, on the two cores that private repositories get.
  timeoutMinutes: 90,
  permissions: { contents: read("check out") },
  outputs: { seconds: "${{ steps.run.outputs.seconds }}" },
  steps: [
    checkout({ history: true }),
    setupNode("22"),
    { ...setupPython("3.12"), id: "python" },
    { name: "Set up Go", id: "go", uses: actions.setupGo, with: { "go-version": "1.26.x", cache: false } },
    { name: "Set up Terraform", uses: actions.setupTerraform, with: { terraform_version: "1.11.4", terraform_wrapper: false } },
    ...(tools ? [cachedTools(name)] : []),
    { name: "Run", id: "run", env: { PART: name }, run: `${asRoot ? 'sudo --preserve-env env "PATH=$PATH" ' : ""}.ci/run "$PART"\n` },
  ],
});

/**
 * The tools of an earlier run: `.ci/tools` builds anew what has another recipe. Pull requests read what main has kept and keep theirs to themselves (GitHub's scopes of
 * caches), and no workflow that releases or deploys reads any of it.
 */
const cachedTools = (name: string): UsesStep => ({
  name: "Restore the tools",
  uses: actions.cache,
  with: {
    path: TOOLS,
    key: `tools-${name}-\${{ runner.arch }}-\${{ steps.go.outputs.go-version }}-\${{ steps.python.outputs.python-version }}-\${{ hashFiles('.ci/**') }}`,
    "restore-keys": `tools-${name}-\${{ runner.arch }}-`,
  },
});

/** Also when the run was canceled: branch protection takes a skipped check for a passed one. */
const check = (needs: readonly string[]): Job => ({
  name: "check",
  needs,
  if: "always()",
  runsOn: "ubuntu-24.04",
  timeoutMinutes: 5,
  permissions: {},
  steps: [gate("Summarize", ["ci-result", "commit-title"], { RESULTS: "${{ toJSON(needs) }}", TITLE: COMMIT_TITLE })],
});
