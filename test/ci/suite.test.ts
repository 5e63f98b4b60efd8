import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let project: string;

/** A project whose suite `sums` has one failing test and a set-up in TypeScript, and needs the tool `abacus` and a program of the system. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "suite-"));
  mkdirSync(join(project, "test/sums"), { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
  for (const file of ["suite.ts", "require-typescript.js"]) cpSync(join("test", file), join(project, "test", file));
  symlinkSync(join(process.cwd(), "node_modules"), join(project, "node_modules"));
  writeFileSync(join(project, "test/sums/sum.test.js"), 'it("adds", () => { expect(1 + 1).toBe(3); });\n');
  writeFileSync(join(project, "test/sums/set-up.ts"), 'import { say } from "./say";\nexport default (): void => say("set up");\n');
  writeFileSync(join(project, "test/sums/say.ts"), "export const say = (text: string): void => console.error(text);\n");
  writeFileSync(
    join(project, "test/sums/jest.config.js"),
    `const { program, suite, tools } = require("../require-typescript.js")("../suite.ts", __filename);
     const needs = [...tools("abacus"), program("slide rule", "/nowhere/slide-rule", ${JSON.stringify(join(project, "slide-rule"))})];
     const transform = { "^.+\\\\.ts$": ["ts-jest", { diagnostics: false }] };
     module.exports = suite("sums", needs, { rootDir: __dirname, testEnvironment: "node", globalSetup: "<rootDir>/set-up.ts", transform });\n`,
  );
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function install(...paths: readonly string[]): void {
  mkdirSync(join(project, ".tools/bin"), { recursive: true });
  for (const path of paths) writeFileSync(join(project, path), "");
}

function runSuite(environment: NodeJS.ProcessEnv = {}) {
  const args = [join("node_modules", "jest", "bin", "jest.js"), "--config", "test/sums/jest.config.js"];
  return spawnSync(process.execPath, args, { cwd: project, encoding: "utf8", env: { PATH: process.env.PATH, ...environment } });
}

it("skips a suite with one line where something that it needs is missing", () => {
  const { status, stderr } = runSuite();
  expect(stderr).toBe("test:sums is skipped: abacus, slide rule missing; install with: .ci/tools && .ci/packages\n");
  expect(status).toBe(0);
});

it("fails with the same line in continuous integration", () => {
  install("slide-rule");
  const { status, stderr } = runSuite({ CI: "true" });
  expect(stderr).toBe("test:sums cannot run: abacus missing; install with: .ci/tools\n");
  expect(status).toBe(1);
});

it("runs a suite where all is there, with its set-up", () => {
  install(".tools/bin/abacus", "slide-rule");
  const { status, stderr } = runSuite();
  expect(stderr).toContain("set up\n");
  expect(stderr).toContain("1 failed, 1 total");
  expect(status).toBe(1);
});
