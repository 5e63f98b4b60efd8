import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Each of two files leaves a folder behind, and writes its place to a log after the hooks of the tests. */
const LITTER = `const { mkdtempSync, appendFileSync, existsSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const left = mkdtempSync(join(tmpdir(), "litter-"));
it("leaves a folder", () => { appendFileSync("places.log", left + "\\n"); });
afterAll(() => { expect(existsSync(left)).toBe(true); });
`;

it("removes what a test file left in the temporary folder, after the last hook of the file", () => {
  const project = mkdtempSync(join(tmpdir(), "project-"));
  const run = join(project, "run");
  mkdirSync(run);
  symlinkSync(join(process.cwd(), "node_modules"), join(project, "node_modules"));
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ jest: { testEnvironment: require.resolve("../own-folder-environment.js") } }),
  );
  for (const name of ["a", "b"]) writeFileSync(join(project, `${name}.test.js`), LITTER);

  const args = [join("node_modules", "jest", "bin", "jest.js"), "--runInBand"];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: "utf8",
    env: { PATH: process.env.PATH, TMPDIR: run },
  });
  expect(stderr).toContain("2 passed, 2 total");
  expect(status).toBe(0);

  const [first, second] = readFileSync(join(project, "places.log"), "utf8").trim().split("\n");
  expect(first).toMatch(`${run}/test-`);
  expect(second).toMatch(`${run}/test-`);
  expect(readdirSync(run).filter((name) => name.startsWith("test-"))).toEqual([]);
});
