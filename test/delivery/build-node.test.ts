import { randomBytes } from "node:crypto";
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { browser } from "./browser";
import { born, commit, library, pullRequest } from "./act";
import { failedGates, passedGates, said } from "./gates";

const harbour = (): string =>
  born(
    "harbour",
    repositoryCallers("web-ui", {
      library,
      released: true,
      name: "acme-harbour",
      package: "",
      pythonVersions: "",
      migrations: "",
      contractTests: "",
    }),
  );

const edit = (repository: string, file: string, before: string, after: string): void => {
  const path = join(repository, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(before);
  writeFileSync(path, text.replace(before, after));
};

beforeAll(() => {
  browser();
});

it("goes green on a good project, keeps the built site, and says what could not be checked", async () => {
  const { code, output, artifacts } = await pullRequest(harbour(), "build");
  expect(failedGates(output)).toEqual([]);
  expect(passedGates(output)).toEqual(
    expect.arrayContaining(["Browser tests", "Build", "Gitleaks", "Licenses", "Lint", "Signatures", "Types", "Unit tests"]),
  );
  const [artifact = ""] = readdirSync(artifacts);
  expect(artifact).toMatch(/^site-[0-9a-f]{40}$/);
  expect(readFileSync(join(artifacts, artifact, "index.html"), "utf8")).toContain('data-api="/api"');
  expect(output).toMatch(/version: `2\.1\.0`/);
  expect(code).toBe(0);
});

it("goes red for lint, a failing test, a failing build and a leaked secret, each for its own reason and nothing else", async () => {
  const repository = harbour();
  appendFileSync(join(repository, "src/page.js"), "const unused = 1;\n");
  edit(repository, "test/unit.test.js", "1 minute", "2 minutes");
  edit(repository, "src/build.js", 'mkdirSync("dist"', 'mkdirSync("src/page.js/dist"');
  writeFileSync(join(repository, "notes.txt"), `token = "ghp_${randomBytes(32).toString("hex").slice(0, 36)}"\n`);
  commit(repository, "Break four gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Build", "Gitleaks", "Lint", "Summarize", "Unit tests"]);
  expect(said(output, "Build")).toMatch(/ENOTDIR/);
  expect(said(output, "Lint")).toMatch(/'unused' is assigned a value but never used/);
  expect(said(output, "Unit tests")).toMatch(/AssertionError|The input did not match/);
  expect(said(output, "Gitleaks")).toMatch(/github-pat/);
});

it("goes red for types, the browser and a license that is not allowed", async () => {
  const repository = harbour();
  appendFileSync(join(repository, "src/page.js"), "\npage(1, 2);\n");
  edit(repository, "test/e2e.test.js", "2 hours", "3 hours");
  const lock = join(repository, "package-lock.json");
  const parsed = JSON.parse(readFileSync(lock, "utf8")) as { packages: Record<string, { license?: string }> };
  parsed.packages["node_modules/ms"]!.license = "(GPL-2.0-only OR AGPL-3.0-only)";
  writeFileSync(lock, JSON.stringify(parsed, null, 2));
  commit(repository, "Break three gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Browser tests", "Licenses", "Summarize", "Types"]);
  expect(said(output, "Types")).toMatch(/Argument of type 'number' is not assignable to parameter of type 'string'/);
  expect(said(output, "Browser tests")).toMatch(/A ship waits 2 hours/);
  expect(said(output, "Licenses")).toMatch(/ms 2\.1\.3 is under \(GPL-2\.0-only OR AGPL-3\.0-only\); allowed:/);
});
