import { spawnSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let home: string;
const inHome = (...path: readonly string[]): string => join(home, ...path);
const inCheckout = (...path: readonly string[]): string => inHome("checkout", ...path);

/** A checkout of this repository's scripts, and a Python whose `pip` knows no index: it installs a program by the name of the environment, but for zizmor. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tools-"));
  cpSync(".ci", inCheckout(".ci"), { recursive: true });
  cpSync(".gitignore", inCheckout(".gitignore"));
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "commit", "--quiet", "--message", "Scripts");
  standIn("python3", `[[ $* = *"-m venv "* ]] || { echo 3.12; exit; }; mkdir -p "\${@: -1}/bin"; cp ${inHome("bin/pip")} "\${@: -1}/bin"`);
  standIn("pip", 'name=$(basename "${0%/bin/pip}"); [[ $name != zizmor ]] || { echo "no index"; exit 1; }; cp "$0" "${0%pip}$name"');
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function standIn(name: string, script: string): void {
  mkdirSync(inHome("bin"), { recursive: true });
  writeFileSync(inHome("bin", name), `#!/usr/bin/env bash\nset -e\n${script}\n`, { mode: 0o755 });
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: inCheckout(), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

function tools(names: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, SIGMA_TOOLS_DIR: undefined, PATH: `${inHome("bin")}:${process.env.PATH ?? ""}`, ...environment };
  return spawnSync(".ci/tools", names, { cwd: inCheckout(), encoding: "utf8", env });
}

it("leaves git's status clean with the tools in the checkout", () => {
  expect(tools(["shellcheck"]).status).toBe(0);
  expect(lstatSync(inCheckout(".tools")).isDirectory()).toBe(true);
  expect(git("status", "--porcelain")).toBe("");
});

it("leaves git's status clean with the tools in another folder, to which it links", () => {
  expect(tools(["shellcheck"], { SIGMA_TOOLS_DIR: inHome("kept") }).status).toBe(0);
  expect(lstatSync(inCheckout(".tools")).isSymbolicLink()).toBe(true);
  expect(lstatSync(inHome("kept/bin/shellcheck")).isSymbolicLink()).toBe(true);
  expect(git("status", "--porcelain")).toBe("");
});

it("keeps a tool that was installed by the same recipe", () => {
  expect(tools(["shellcheck", "hadolint"]).stdout).toMatch(/shellcheck: installed/);
  expect(tools(["shellcheck", "hadolint"]).stdout.trim().split("\n").sort()).toEqual(["hadolint: there", "shellcheck: there"]);
});

it("says of each of several tools how it went, and fails when one could not be installed", () => {
  const { status, stdout, stderr } = tools(["shellcheck", "zizmor", "hadolint"]);
  expect(status).not.toBe(0);
  expect(stdout).toMatch(/shellcheck: installed in \d+ s/);
  expect(stdout).toMatch(/hadolint: installed in \d+ s/);
  expect(stderr).toBe("no index\nzizmor: not installed, see above\n");
});

it("refuses a tool that it does not know, and installs nothing", () => {
  const { status, stderr } = tools(["shellcheck", "shelcheck"]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^no tool "shelcheck"; tools: .*shellcheck/);
  expect(git("status", "--porcelain", "--ignored")).toBe("");
});
