import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { born } from "./born";

/** One repository of each kind of Python, and the file in which it asks for a package. */
const PYTHON_KINDS = [
  ["python-service", "acme-shop-api", "requirements.in"],
  ["a library", "acme-base", "requirements.in"],
  ["gateway", "acme-gateway", "requirements.in"],
  ["packs", "acme-content", "requirements-dev.in"],
] as const;

const make = (repository: string, ...args: readonly string[]) =>
  spawnSync("make", [...args], { cwd: repository, encoding: "utf8", env: { ...process.env, MAKEFLAGS: "" } });

const inGit = (repository: string, ...args: readonly string[]): string =>
  execFileSync("git", [...args], { cwd: repository, encoding: "utf8" });

describe.each(PYTHON_KINDS)("make add in %s", (_kind, name, asked) => {
  it("asks for a package, locks it with hashes, installs it, and changes no other pin", () => {
    const repository = born("acme", name);
    expect(make(repository, "install")).toMatchObject({ status: 0 });
    expect(make(repository, "add", "PACKAGE=humanize>=4,<5")).toMatchObject({ status: 0 });
    const read = (file: string): string => readFileSync(join(repository, file), "utf8");
    expect(read(asked)).toMatch(/^humanize>=4,<5$/m);
    const locks = asked === "requirements.in" ? ["requirements.txt", "requirements-dev.txt"] : ["requirements-dev.txt"];
    for (const lock of locks) expect(read(lock)).toMatch(/^humanize==4\.\S+ \\\n {4}--hash=sha256:/m);
    expect(
      execFileSync(join(repository, ".venv/bin/python"), ["-c", "import humanize; print(humanize.intcomma(1000))"], { encoding: "utf8" }),
    ).toBe("1,000\n");
    const pins = inGit(repository, "diff", "--unified=0").match(/^[-+][\w.-]+==.*$/gm);
    expect(new Set(pins?.map((line) => line.split("==")[0]))).toEqual(new Set(["+humanize"]));

    const before = inGit(repository, "diff");
    expect(make(repository, "add", "PACKAGE=humanize==0.0.0").stderr).toContain("humanize");
    expect(make(repository, "add").stderr).toContain("name the package: make add PACKAGE=<name>");
    expect(inGit(repository, "diff")).toBe(before);
    expect(inGit(repository, "status", "--porcelain").match(/^\?\?.*$/gm)).toBeNull();
  });
});

it("make add in web-ui asks for an exact version, locks it with its hash and installs it", () => {
  const repository = born("acme", "acme-shop-ui");
  expect(make(repository, "add", "PACKAGE=clsx")).toMatchObject({ status: 0 });
  const { dependencies } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { dependencies: Record<string, string> };
  expect(dependencies["clsx"]).toMatch(/^\d+\.\d+\.\d+$/);
  const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string; integrity: string }>;
  };
  expect(packages["node_modules/clsx"]).toMatchObject({
    version: dependencies["clsx"],
    integrity: expect.stringMatching(/^sha512-/) as string,
  });
  expect(execFileSync("npm", ["ls", "clsx"], { cwd: repository, encoding: "utf8" })).toContain(`clsx@${dependencies["clsx"] ?? ""}`);
});
