import { actions } from "../actions";
import type { Input, Job, RunStep, UsesStep } from "./model";
import { patterns } from "./patterns";
import { shell } from "./shell";

/** Steps, jobs and inputs that several workflows share. */

/** Checks out the caller's files and keeps the token out of `.git/config`, where later steps could read it. */
export function checkout(options: { readonly history?: true; readonly ref?: string; readonly path?: string } = {}): UsesStep {
  return {
    name: "Check out",
    uses: actions.checkout,
    with: {
      "persist-credentials": false,
      ...(options.history ? { "fetch-depth": 0 } : {}),
      ...(options.ref === undefined ? {} : { ref: options.ref }),
      ...(options.path === undefined ? {} : { path: options.path }),
    },
  };
}

/** No `cache:` here or below: a pull request could fill it and a release would restore it (TanStack, 2026-05). */
export const setupNode = (version: string): UsesStep => ({
  name: "Set up Node",
  uses: actions.setupNode,
  with: { "node-version": version, "package-manager-cache": false },
});

export const setupPython = (version: string): UsesStep => ({
  name: "Set up Python",
  uses: actions.setupPython,
  with: { "python-version": version },
});

/** The locked packages, then the project itself, in a step that holds no secret. */
export const installPython = (index: string): readonly RunStep[] => [
  gate("Install the dependencies", "install-python", {
    REQUIREMENTS: "${{ inputs.dev-requirements }}",
    INDEX: index,
    INDEX_TOKEN: "${{ secrets.INDEX_TOKEN }}",
  }),
  { name: "Install", id: "install", run: "python -m pip install --no-deps --no-build-isolation --editable .\n" },
];

/**
 * A gate that passes or fails, with the whole of its text in `workflows/shell/<file>.sh`; of several files the earlier ones define what the last one
 * calls.
 */
export const gate = (name: string, file: string | readonly string[], env: Readonly<Record<string, string>> = {}): RunStep => ({
  name,
  ...(Object.keys(env).length > 0 ? { env } : {}),
  run: [file].flat().map(shell).join(""),
});

/** Where jobs run that no caller may send elsewhere, and that no environment has a runner for. */
export const HOSTED_RUNNER = "ubuntu-24.04";

export const runnerInput: Input = {
  type: "string",
  description: "Label of the runner",
  default: HOSTED_RUNNER,
  pattern: patterns.runner,
};

export const advisoriesInput: Input = {
  type: "string",
  description: "What happens when advisory data or signatures cannot be fetched: report (a warning) or require (a failure)",
  default: "report",
  pattern: "report|require",
};

/**
 * SPDX identifiers that a dependency may have. Permissive ones, and LGPL-3.0-only for psycopg, which is imported and not changed.
 * A caller with another policy passes its own list. The input keeps the British name `licences`: a renamed input breaks its callers.
 */
export const licensesInput: Input = {
  type: "string",
  description: "SPDX identifiers that run-time dependencies may have, separated by spaces",
  default:
    "0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC0-1.0 ISC LGPL-3.0-only MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0 Python-2.0 Unlicense Zlib",
  pattern: "[A-Za-z0-9.+-]+( [A-Za-z0-9.+-]+)*",
};

/** Leaked secrets in the files and in the whole history, with the pinned gitleaks; Go's checksum database vouches for the sources. */
export const secretsJob: Job = {
  name: "secrets",
  runsOn: "${{ inputs.runner }}",
  timeoutMinutes: 10,
  permissions: { contents: { level: "read", why: "check out the history" } },
  steps: [
    checkout({ history: true }),
    { name: "Set up Go", uses: actions.setupGo, with: { "go-version": "1.26.x", cache: false } },
    gate("Gitleaks", "gitleaks", { GITLEAKS_VERSION: "v8.30.1" }),
  ],
};

/** What the commit on main will be called: a pull request's title, or the message of the commit that the merge queue made. */
export const COMMIT_TITLE = "${{ github.event.pull_request.title || github.event.merge_group.head_commit.message }}";

/**
 * One check whose name does not change with a matrix: it fails unless every job before it succeeded or was skipped on purpose.
 * @param runsOn the caller's choice, where there is such an input
 */
export const resultJob = (
  needs: readonly string[],
  outputs: Readonly<Record<string, string>> = {},
  runsOn: string = "${{ inputs.runner }}",
): Job => ({
  name: "result",
  needs,
  if: "!cancelled()",
  runsOn,
  timeoutMinutes: 5,
  permissions: {},
  ...(Object.keys(outputs).length > 0 ? { outputs } : {}),
  steps: [
    gate("Summarize", ["result", "commit-title"], {
      RESULTS: "${{ toJSON(needs) }}",
      TITLE: COMMIT_TITLE,
    }),
  ],
});
