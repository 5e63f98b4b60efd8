const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Whether what is installed is what package-lock.json says, by the copy of it that npm leaves in node_modules. Packages of other platforms may be missing.
 * @returns {boolean}
 */
function packagesAreInstalled(root) {
  const copy = join(root, "node_modules/.package-lock.json");
  if (!existsSync(copy)) return false;
  const [locked, installed] = [join(root, "package-lock.json"), copy].map((file) => JSON.parse(readFileSync(file, "utf8")).packages);
  const wanted = Object.entries(locked).filter(([path]) => path !== "");
  return (
    wanted.every(([path, { version, optional }]) => (installed[path] ? installed[path].version === version : optional === true)) &&
    Object.keys(installed).every((path) => locked[path] !== undefined)
  );
}

/** Installs the packages when some are missing or the lock file changed since. @throws {Error} where npm fails, which says why itself */
function installPackages(root) {
  if (packagesAreInstalled(root)) return;
  console.log("The packages are not those of package-lock.json: npm ci");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund"];
  // The npm that runs this script; `npm` alone is a script of the shell on Windows.
  const npm = process.env.npm_execpath;
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error("the packages could not be installed, npm says above why; they come from the network, once");
}

module.exports = { installPackages, packagesAreInstalled };
