import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let project: string;

/** A project with this repository's `.ci/run`. What it calls is a stand-in that logs its arguments; each suite has two tests, of which one fails in `test:postgres`. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "run-"));
  for (const folder of [".ci", "bin", "cli"]) mkdirSync(join(project, folder));
  cpSync(".ci/run", join(project, ".ci/run"));
  standIn(".ci/packages", "");
  writeFileSync(join(project, "cli/sigma.js"), "");
  standIn(".ci/tools", 'echo "$@" >>tools.log');
  standIn(
    "bin/npm",
    `last=\${@: -1}
     [[ $last = --outputFile=* ]] || exit 0
     [[ $* != *postgres* ]] || failed=1
     echo "{ \\"numPassedTests\\": $((2 - \${failed:-0})), \\"numFailedTests\\": \${failed:-0}, \\"numRuntimeErrorTestSuites\\": 0 }" >"\${last#--outputFile=}"
     exit \${failed:-0}`,
  );
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function standIn(path: string, script: string): void {
  writeFileSync(join(project, path), `#!/usr/bin/env bash\n${script}\n`, { mode: 0o755 });
}

function run(parts: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, PATH: `${join(project, "bin")}:${process.env.PATH ?? ""}`, ...environment };
  return spawnSync(".ci/run", parts, { cwd: project, encoding: "utf8", env });
}

const lastLine = (text: string): string | undefined => text.trimEnd().split("\n").at(-1);

it("counts tests and checks one by one, and says so in its last line", () => {
  const { status, stdout } = run(["checks", "cluster"]);
  // install, lint, emitted files, the family, bench, packages, tools; two suites of two tests.
  expect(lastLine(stdout)).toBe("11 passed, 0 failed");
  expect(status).toBe(0);
});

it("goes on after a failure, and ends with the names of what failed and their number", () => {
  const { status, stdout } = run(["postgres", "cluster"]);
  expect(stdout).toContain("\nfailed: databases on a real Postgres\n");
  expect(lastLine(stdout)).toBe("6 passed, 1 failed");
  expect(status).toBe(1);
});

it("installs the tools of the parts that it runs, each once", () => {
  run(["checks", "scaffolds", "cluster"]);
  const [installed, ...more] = readFileSync(join(project, "tools.log"), "utf8").trim().split("\n");
  const names = (installed ?? "").split(" ");
  expect(more).toEqual([]);
  expect(names).toEqual([...new Set(names)]);
  expect(names).toEqual(expect.arrayContaining(["crds", "control-plane", "node22", "kubeconform"]));
  expect(names).not.toContain("versitygw");
});

it("tells GitHub how long it took, step by step", () => {
  run(["postgres"], { GITHUB_OUTPUT: join(project, "output"), GITHUB_STEP_SUMMARY: join(project, "summary") });
  expect(readFileSync(join(project, "output"), "utf8")).toMatch(/^seconds=\d+\n$/);
  expect(readFileSync(join(project, "summary"), "utf8")).toMatch(/\| step \| seconds \|\n[^]*\| databases on a real Postgres \| \d+ \|\n/);
});

it("asks of an edit of the catalog what concerns the catalog", () => {
  const { status, stdout } = run(["catalog"]);
  expect(stdout).not.toContain("==> lint");
  // install, check, the family; a suite of two tests.
  expect(lastLine(stdout)).toBe("5 passed, 0 failed");
  expect(status).toBe(0);
  expect(run([]).stdout).not.toContain("==> any catalog");
});

it.each([
  ["live", "databases on a genuine node"],
  ["opentofu", "the family, with OpenTofu"],
])("runs the part %s when it is named, and not with all the others", (part, suite) => {
  expect(run([]).stdout).not.toContain(suite);
  expect(run([part]).stdout).toContain(suite);
});

it("refuses a part that there is not, and names those that there are", () => {
  const { status, stdout, stderr } = run(["checks", "clusters"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^no part "clusters"; parts: catalog checks .*cluster/);
  expect(stdout).toBe("");
});

it("has a part for each tool, so that each is installed", () => {
  const { stderr } = spawnSync(".ci/tools", ["?"], { encoding: "utf8" });
  const known = stderr
    .trim()
    .replace(/^.*tools: /, "")
    .split(" ");
  const ofParts = [...readFileSync(".ci/run", "utf8").matchAll(/^ {2}\[[a-z-]+\]='(.*)'$/gm)].flatMap(([, names = ""]) => names.split(" "));
  // TOOLS in .ci/run
  expect([...new Set(ofParts)].filter((name) => name !== "").sort()).toEqual([...known].sort());
});

it("takes with it what it left in the temporary folder", () => {
  const temporary = join(project, "temporary");
  mkdirSync(temporary);
  standIn(".ci/tools", "mktemp -d >>temporary.log");
  run(["postgres"], { TMPDIR: temporary });
  expect(readFileSync(join(project, "temporary.log"), "utf8")).toMatch(`${temporary}/`);
  expect(readdirSync(temporary)).toEqual([]);
});
