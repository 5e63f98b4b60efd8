import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NOBODY = 65534;

/** Runs the script with stand-ins for apt-get and sudo that say how they were called. */
function packages(user: { uid?: number; gid?: number }, ...names: string[]): string[] {
  const bin = mkdtempSync(join(tmpdir(), "packages-"));
  const standIn = (name: string, script: string): void => {
    writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  };
  standIn("apt-get", `echo "\${BY-$EUID} apt-get $*"`);
  standIn("sudo", `BY=sudo "$@"`);
  chmodSync(bin, 0o755);
  const run = spawnSync("bash", ["-s", "--", ...names], {
    ...user,
    cwd: "/",
    input: readFileSync(".ci/packages"),
    env: { PATH: `${bin}:/usr/bin:/bin` },
    encoding: "utf8",
  });
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  return run.stdout.trim().split("\n");
}

const asRoot = process.getuid?.() === 0;

it("installs through sudo for somebody who is not root, as on GitHub's runners", () => {
  const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  expect(packages(user, "pgbouncer", "nginx-light")).toEqual(["sudo apt-get update -q", "sudo apt-get install -qy pgbouncer nginx-light"]);
});

(asRoot ? it : it.skip)("needs no sudo as root", () => {
  expect(packages({}, "pgbouncer")).toEqual(["0 apt-get update -q", "0 apt-get install -qy pgbouncer"]);
});
