import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let project: string;

/** A project with a test that starts jq, and a PATH without it. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "programs-"));
  mkdirSync(join(project, "test"));
  mkdirSync(join(project, "bin"));
  for (const file of ["suite.ts", "with-programs.ts"]) cpSync(join("test", file), join(project, "test", file));
  symlinkSync(join(process.cwd(), "node_modules"), join(project, "node_modules"));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ jest: { transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] } } }),
  );
  writeFileSync(
    join(project, "test/jq.test.ts"),
    `import { describeWith, itWith, JQ } from "./with-programs";
     it("needs nothing", () => undefined);
     itWith(JQ)("starts jq", () => undefined);
     describeWith(JQ)("jq", () => { it("is started", () => undefined); });\n`,
  );
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function run(environment: NodeJS.ProcessEnv = {}) {
  const env = { PATH: join(project, "bin"), ...environment };
  return spawnSync(process.execPath, ["node_modules/jest/bin/jest.js"], { cwd: project, encoding: "utf8", env });
}

it("skips tests with one line where a program that they start is missing", () => {
  const { status, stderr } = run();
  expect(stderr.match(/^.*skipped: .*$/gm)).toEqual([`${join(project, "test/jq.test.ts")}: tests are skipped: jq missing`]);
  expect(stderr).toMatch(/^Tests: +2 skipped, 1 passed, 3 total$/m);
  expect(status).toBe(0);
});

it("fails in continuous integration", () => {
  const { status, stderr } = run({ CI: "true" });
  expect(stderr).toContain("tests cannot run: jq missing");
  expect(status).toBe(1);
});

it("runs them where it is there", () => {
  writeFileSync(join(project, "bin/jq"), `#!${process.execPath}\n`, { mode: 0o755 });
  const { status, stderr } = run();
  expect(stderr).toMatch(/^Tests: +3 passed, 3 total$/m);
  expect(status).toBe(0);
});
