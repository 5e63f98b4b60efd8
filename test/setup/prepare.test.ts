import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A checkout of a project with one package, on a machine whose npm and Terraform are stand-ins that tell how they were called. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "project-"));
  cpSync("cli/setup", join(project, "cli/setup"), { recursive: true });
  lock("1.0.0");
  mkdirSync(join(project, "bin"));
  program("terraform", "");
});
afterEach(() => {
  rmSync(project, { recursive: true });
});

const packages = (version: string) => ({
  "": { name: "project" },
  "node_modules/abacus": { version },
  "node_modules/abacus-for-another-platform": { version, optional: true },
});

const lock = (version: string): void => {
  writeFileSync(join(project, "package-lock.json"), JSON.stringify({ packages: packages(version) }));
};

/** As npm leaves it. */
function installed(version: string): void {
  mkdirSync(join(project, "node_modules"), { recursive: true });
  const copy = { packages: { "node_modules/abacus": { version } } };
  writeFileSync(join(project, "node_modules/.package-lock.json"), JSON.stringify(copy));
}

const program = (name: string, script: string): void => {
  writeFileSync(join(project, "bin", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
};

/** The npm that runs the script; it installs what the lock says, unless it fails. */
function prepare(npm = `require("fs").writeFileSync("called", process.argv.slice(2).join(" "))`) {
  writeFileSync(join(project, "npm.js"), npm);
  const environment = { PATH: join(project, "bin"), npm_execpath: join(project, "npm.js") };
  return spawnSync(process.execPath, [join(project, "cli/setup/prepare.js")], { cwd: tmpdir(), env: environment, encoding: "utf8" });
}
const called = (): string => readFileSync(join(project, "called"), "utf8");

it("installs the packages where there are none, with those that only the tests need", () => {
  expect(prepare()).toMatchObject({ status: 0, stdout: "The packages are not those of package-lock.json: npm ci\n" });
  expect(called()).toBe("ci --include=dev --no-audit --no-fund");
});

it("installs the packages again when the lock file has changed", () => {
  installed("0.9.0");
  expect(prepare()).toMatchObject({ status: 0 });
  expect(called()).toMatch(/^ci /);
});

it("does and says nothing where all is there", () => {
  installed("1.0.0");
  expect(prepare("throw new Error('called')")).toMatchObject({ status: 0, stdout: "", stderr: "" });
});

it("says in one sentence that packages come from the network, after npm's own words", () => {
  expect(prepare("console.error('no network'); process.exit(1)")).toMatchObject({
    status: 1,
    stderr: "no network\nsigma: the packages could not be installed, npm says above why; they come from the network, once\n",
  });
});

it("says in one sentence what to install where there is neither Terraform nor OpenTofu, and no network", () => {
  installed("1.0.0");
  rmSync(join(project, "bin/terraform"));
  // A network whose every door is closed.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(project, "offline.js"), join(project, "cli/setup/prepare.js")],
    { env: offline(), encoding: "utf8" },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /^sigma: neither Terraform nor OpenTofu is on the PATH, and https:\/\/releases\.hashicorp\.com\/\S+ could not be fetched \(ENOTFOUND\); install Terraform 1\.11 or later \(\S+\) or OpenTofu 1\.11 or later \(\S+\), and try again\n$/,
  );
});

function offline(): NodeJS.ProcessEnv {
  const error = `Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } })`;
  writeFileSync(join(project, "offline.js"), `globalThis.fetch = () => Promise.reject(${error});`);
  return { PATH: join(project, "bin") };
}
