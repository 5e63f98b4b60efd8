import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packsCallers } from "../../workflows/callers/packs";
import { born, commit, git, library, pullRequest, tagPush } from "./act";
import { failedGates, passedGates, said } from "./gates";

const shoal = (): string => born("shoal", packsCallers({ library }));

it("goes green on good packs, and bundles nothing for a pull request", async () => {
  const { code, output, artifacts } = await pullRequest(shoal(), "validate");
  expect(failedGates(output)).toEqual([]);
  expect(passedGates(output)).toEqual(expect.arrayContaining(["Gitleaks", "Install", "Schemas and policies"]));
  expect(existsSync(artifacts)).toBe(false);
  expect(code).toBe(0);
});

it("keeps the bundle of a tag", async () => {
  const repository = shoal();
  git(repository, "switch", "--quiet", "main");
  const { code, output, artifacts } = await tagPush(repository, "validate", "v1.0.0");
  expect(failedGates(output)).toEqual([]);
  const name = `packs-${git(repository, "rev-parse", "HEAD").trim()}`;
  expect(readdirSync(artifacts)).toEqual([name]);
  expect(execFileSync("tar", ["-tzf", join(artifacts, name, "packs.tar.gz")], { encoding: "utf8" })).toContain("packs/sprat.json");
  expect(output).toContain(`artifact: \`${name}\``);
  expect(code).toBe(0);
});

it("goes red for a pack that is not valid and a leaked secret, each for its own reason and nothing else", async () => {
  const repository = shoal();
  writeFileSync(join(repository, "packs/sprat.json"), '{ "name": "sprat", "version": "newest" }\n');
  writeFileSync(join(repository, "notes.txt"), `token = "ghp_${randomBytes(32).toString("hex").slice(0, 36)}"\n`);
  commit(repository, "Break two gates");
  const { code, output } = await pullRequest(repository, "validate");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Gitleaks", "Schemas and policies", "Summarize"]);
  expect(said(output, "Schemas and policies")).toMatch(/packs\/sprat\.json: InvalidVersion/);
  expect(said(output, "Gitleaks")).toMatch(/github-pat/);
});
