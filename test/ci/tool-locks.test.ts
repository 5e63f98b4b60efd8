import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles } from "../project-files";

const FOLDER = ".ci/python";
const tools = readFileSync(".ci/tools", "utf8");
const pins = (text: string): readonly string[] =>
  [...text.matchAll(/^([\w.-]+)(?:\[[^\]]*\])?==(\S+)/gm)].map(([, name, version]) => `${name}==${version}`);

it("locks every Python tool of .ci/tools, and nothing else", () => {
  const installed = [...tools.matchAll(/pypi_install ([\w-]+)/g)].map(([, name]) => `${name}.txt`);
  expect(installed.length).toBeGreaterThan(0);
  expect(readdirSync(FOLDER).filter((file) => file.endsWith(".txt"))).toEqual([...installed].sort());
});

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith(".txt")))("%s", (file) => {
  const lock = readFileSync(join(FOLDER, file), "utf8");

  it("locks the versions that are asked for", () => {
    const asked = pins(readFileSync(join(FOLDER, file.replace(".txt", ".in")), "utf8"));
    expect(asked.length).toBeGreaterThan(0);
    expect(pins(lock)).toEqual(expect.arrayContaining([...asked]));
  });

  it("names each package with its hashes, as pip demands it of the whole file or of nothing", () => {
    const packages = lock.split(/^(?=[\w])/m).filter((text) => !text.startsWith("#"));
    expect(packages.filter((text) => !/--hash=sha256:[0-9a-f]{64}/.test(text))).toEqual([]);
  });
});

it.each(readdirSync(".ci/node"))("%s is locked with the checksum of every package", (name) => {
  const { packages } = JSON.parse(readFileSync(join(".ci/node", name, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  const locked = Object.entries(packages).filter(([path]) => path !== "");
  expect(locked.length).toBeGreaterThan(0);
  expect(locked.filter(([, { integrity }]) => !integrity?.startsWith("sha512-"))).toEqual([]);
});

it("installs with pip what a lock file names, by its hash, and nothing else: everywhere", () => {
  const folders = [".ci", "workflows/shell", "scaffolds"];
  const files = projectFiles(...folders).filter((file) => !file.endsWith(".md"));
  const installs = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .replaceAll("\\\n", " ")
      .split("\n")
      .filter((line) => /\bpip3?"? install\b/.test(line) && !line.trimStart().startsWith("#"))
      .map((line) => ({ file, line })),
  );
  expect(folders.filter((folder) => !installs.some(({ file }) => file.startsWith(folder)))).toEqual([]);
  // The project itself, from its own folder, is not in its lock.
  const loose = installs.filter(
    ({ line }) => !line.includes("--no-deps") || !/--require-hashes|--no-build-isolation --editable \.$/.test(line),
  );
  expect(loose).toEqual([]);
});
