import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ROOT, tool } from "./tool";

/** Exit code and output of a tool in a folder, with shellcheck where actionlint looks for it. */
function run(name: string, args: readonly string[], cwd: string): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(tool(name), args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, PATH: [dirname(tool("shellcheck")), process.env["PATH"]].join(delimiter) },
  });
  return { code: status, output: `${stdout}${stderr}` };
}

/** A copy of `.github` in a repository of its own, with one more workflow. */
function withWorkflow(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), "workflows-"));
  spawnSync("git", ["init", "--quiet"], { cwd: directory });
  cpSync(join(ROOT, ".github"), join(directory, ".github"), { recursive: true });
  writeFileSync(join(directory, ".github/workflows/bad.yml"), text);
  return directory;
}

const bad = (steps: string): string => `name: Bad
on: { workflow_call: { inputs: { name: { type: string, required: true } } } }
permissions: {}
jobs:
  bad:
    name: bad
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
${steps}`;

it("shellcheck finds nothing in the shell of the workflows", () => {
  const files = readdirSync(join(ROOT, "workflows/shell")).map((name) => join("workflows/shell", name));
  expect(files.length).toBeGreaterThan(0);
  expect(run("shellcheck", files, ROOT)).toEqual({ code: 0, output: "" });
});

it("actionlint, with shellcheck, finds nothing in the emitted workflows", () => {
  expect(run("actionlint", ["-no-color"], ROOT)).toEqual({ code: 0, output: "" });
});

it("actionlint would have said something, through its configuration and shellcheck", () => {
  const { code, output } = run(
    "actionlint",
    ["-no-color"],
    withWorkflow(bad("      - run: echo $HOME/*\n      - run: ${{ inputs.nam }}\n")),
  );
  expect(code).toBe(1);
  expect(output).toMatch(/shellcheck reported issue/);
  expect(output).toMatch(/property "nam" is not defined/);
});

it("zizmor finds nothing in the emitted workflows as its pedantic persona", () => {
  const { code, output } = run("zizmor", ["--persona", "pedantic", "--offline", "--no-progress", "."], ROOT);
  expect(output).toMatch(/No findings to report/);
  expect(code).toBe(0);
});

it("zizmor would have said something", () => {
  const { code, output } = run(
    "zizmor",
    ["--persona", "pedantic", "--offline", "--no-progress", "."],
    withWorkflow(bad("      - uses: actions/checkout@v7\n      - run: echo ${{ inputs.name }}\n")),
  );
  expect(code).not.toBe(0);
  expect(output).toMatch(/template-injection/);
  expect(output).toMatch(/unpinned-uses/);
});
