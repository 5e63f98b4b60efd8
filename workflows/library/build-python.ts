import {
  checkout,
  advisoriesInput,
  gate,
  installPython,
  licensesInput,
  resultJob,
  runnerInput,
  secretsJob,
  setupPython,
} from "../engine/steps";
import { read } from "../engine/model";
import type { Job, Workflow } from "../engine/model";
import { patterns } from "../engine/patterns";
import { reusableWorkflow } from "../engine/reusable";

export interface BuildPythonProps {
  /** Index that holds the family's own packages, beside PyPI. */
  readonly index: string;
}

/** Every gate of a Python repository: a service with migrations, or a library. */
export const buildPythonWorkflow = ({ index }: BuildPythonProps): Workflow =>
  reusableWorkflow("build-python", {
    name: "Build Python",
    summary: "Lints, types, tests, audits and dry-runs the migrations of a Python repository. Holds no permission but reading.",
    inputs: {
      package: { type: "string", description: "Import name of the package, for coverage", pattern: "[a-z_][a-z0-9_]*" },
      "python-versions": {
        type: "string",
        description: "JSON list of Python versions to test on; the first one also lints and dry-runs migrations",
        default: '["3.12"]',
        pattern: '\\["3\\.[0-9]+"(, ?"3\\.[0-9]+")*\\]',
      },
      requirements: {
        type: "string",
        description: "File with the run-time dependencies, pinned with hashes; what is audited",
        default: "requirements.txt",
        pattern: patterns.relativePath,
      },
      "dev-requirements": {
        type: "string",
        description:
          "File with all dependencies and tools (ruff, mypy, pytest, pytest-cov, bandit, pip-audit, squawk-cli) and what these need, pinned with hashes: nothing else is installed",
        default: "requirements-dev.txt",
        pattern: patterns.relativePath,
      },
      "coverage-minimum": { type: "number", description: "Percent of lines that tests must reach", default: 85, pattern: patterns.percent },
      "contract-tests": {
        type: "string",
        description: "Folder of the contract tests (envelope, pagination), run as a gate of their own; empty for none",
        default: "",
        pattern: `(${patterns.relativePath})?`,
      },
      migrations: {
        type: "string",
        description: "Folder of the migrations; empty for none",
        default: "",
        pattern: `(${patterns.relativePath})?`,
      },
      licences: licensesInput,
      advisories: advisoriesInput,
      runner: runnerInput,
    },
    secrets: {
      INDEX_TOKEN: { description: "Token that reads the family's package index, when the index asks for one", required: false },
    },
    outputs: {
      version: { description: "Version in pyproject.toml", value: "${{ jobs.result.outputs.version }}" },
      coverage: { description: "Percent of lines reached on the first Python version", value: "${{ jobs.result.outputs.coverage }}" },
    },
    jobs: {
      quality: quality(index),
      test: test(index),
      migrations: migrations(index),
      secrets: secretsJob,
      result: resultJob(["quality", "test", "migrations", "secrets"], {
        version: "${{ needs.quality.outputs.version }}",
        coverage: "${{ needs.test.outputs.coverage }}",
      }),
    },
  });

const FIRST_PYTHON = "${{ fromJSON(inputs.python-versions)[0] }}";

const common = {
  runsOn: "${{ inputs.runner }}",
  permissions: { contents: read("check out") },
} as const;

/** Every gate runs and reports, also after another one failed; none runs when the installation failed. */
const AFTER_INSTALL = "!cancelled() && steps.install.outcome == 'success'";

const quality = (index: string): Job => ({
  ...common,
  name: "quality",
  timeoutMinutes: 15,
  outputs: { version: "${{ steps.version.outputs.version }}" },
  steps: [
    checkout(),
    setupPython(FIRST_PYTHON),
    ...installPython(index),
    { name: "Lint", run: "ruff check .\nruff format --check .\n" },
    { name: "Types", if: AFTER_INSTALL, run: "mypy .\n" },
    { name: "Bandit", if: AFTER_INSTALL, run: "git ls-files -z '*.py' ':(exclude,glob)**/tests/**' | xargs -0 bandit --quiet\n" },
    {
      ...gate("Licenses", "licenses-python", { REQUIREMENTS: "${{ inputs.requirements }}", ALLOWED: "${{ inputs.licences }}" }),
      if: AFTER_INSTALL,
    },
    {
      ...gate("Advisories", "advisories-python", {
        REQUIREMENTS: "${{ inputs.requirements }}",
        WHEN_UNREACHABLE: "${{ inputs.advisories }}",
      }),
      if: AFTER_INSTALL,
    },
    { ...gate("Version", "version-python"), id: "version" },
  ],
});

const test = (index: string): Job => ({
  ...common,
  name: "test (${{ matrix.python }})",
  timeoutMinutes: 30,
  matrix: { failFast: false, values: { python: "${{ fromJSON(inputs.python-versions) }}" } },
  outputs: { coverage: "${{ steps.coverage.outputs.coverage }}" },
  steps: [
    checkout(),
    setupPython("${{ matrix.python }}"),
    ...installPython(index),
    gate("Tests", "test-python", {
      PACKAGE: "${{ inputs.package }}",
      CONTRACT_TESTS: "${{ inputs.contract-tests }}",
      COVERAGE_MINIMUM: "${{ inputs.coverage-minimum }}",
    }),
    // Only the first leg of the matrix sets the output: of several, whichever ended last would win.
    {
      name: "Coverage",
      id: "coverage",
      if: "strategy.job-index == 0",
      run: 'echo "coverage=$(coverage report --format=total)" >> "$GITHUB_OUTPUT"\n',
    },
    {
      name: "Contract tests",
      if: `${AFTER_INSTALL} && inputs.contract-tests != ''`,
      env: { CONTRACT_TESTS: "${{ inputs.contract-tests }}" },
      run: 'pytest -- "$CONTRACT_TESTS"\n',
    },
  ],
});

const migrations = (index: string): Job => ({
  ...common,
  name: "migrations",
  if: "inputs.migrations != ''",
  timeoutMinutes: 15,
  steps: [
    checkout({ history: true }),
    setupPython(FIRST_PYTHON),
    ...installPython(index),
    gate("Manifest, order, edits", "migrations-files", {
      MIGRATIONS: "${{ inputs.migrations }}",
      BASE: "${{ github.base_ref || github.event.merge_group.base_ref }}",
    }),
    gate("Start Postgres", "start-postgres"),
    // The rules for the files and Squawk, which differs by phase and leaves undo files alone; then all that is pending, rolled back.
    { name: "Dry run", run: "make db-migrate-dry\n" },
    { ...gate("Stop Postgres", "stop-postgres"), if: "always()" },
  ],
});
