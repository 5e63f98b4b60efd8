import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { projectFiles } from "../project-files";

// npm packs some 1,500 files, and every command of this test is a process of its own.
jest.setTimeout(240_000);

const ACME = join(process.cwd(), "test/family/acme");

/** As `npx --package=<git url>` installs this project: what npm packs, among the packages that it needs, far from any checkout. */
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "installed-"));
  const root = process.cwd();
  const modules = join(home, "node_modules");
  mkdirSync(join(modules, "sigma-infra"), { recursive: true });
  mkdirSync(join(home, "elsewhere"));
  cpSync(ACME, join(home, "family/catalog"), { recursive: true });
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", home], { cwd: root, encoding: "utf8" }).trim();
  execFileSync("tar", ["-xzf", join(home, packed), "--strip-components=1", "-C", join(modules, "sigma-infra")]);
  for (const path of neededPackages()) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    symlinkSync(join(root, path), join(home, path));
  }
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** The packages that npm installs for the one who depends on this project: none of those for its development. */
function neededPackages(): readonly string[] {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, { dev?: true }> };
  return Object.entries(packages).flatMap(([path, { dev }]) =>
    /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !dev && existsSync(path) ? [path] : [],
  );
}

function sigma(folder: "elsewhere" | "family", ...args: readonly string[]) {
  const command = join(home, "node_modules/sigma-infra/cli/sigma.js");
  return spawnSync(process.execPath, [command, ...args], { cwd: join(home, folder), encoding: "utf8" });
}

it("checks the catalog of the folder that it is run in", () => {
  expect(sigma("family", "check")).toMatchObject({ status: 0, stderr: "" });
});

it("plans a stack against the stand-ins from there", () => {
  const { status, stdout, stderr } = sigma("family", "sandbox", "sigma", "plan", "github");
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("github: ");
});

it("checks a catalog that is named, from a folder without one", () => {
  expect(sigma("elsewhere", "--catalog", ACME, "check")).toMatchObject({ status: 0, stderr: "" });
});

it.each(["plan", "deploy"])(
  "refuses to %s in a folder without a catalog, although the package has one, and leaves nothing there",
  (name) => {
    const { status, stderr } = sigma("elsewhere", name, "github");
    expect(stderr).toMatch(/^catalog:1:1 is not there; run the command in the folder that holds the catalog, or name it with --catalog$/m);
    expect(status).toBe(1);
    expect(readdirSync(join(home, "elsewhere"))).toEqual([]);
  },
);

it("has every file that the checkout has, but for the tests and what npm always leaves out", () => {
  const missing = projectFiles().filter((file) => !file.startsWith("test/") && !existsSync(join(home, "node_modules/sigma-infra", file)));
  expect(missing).toEqual([".gitignore", ".npmrc", "package-lock.json"]);
});
