import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GitHubStandIn, TOKEN } from "../../fleet/github-stand-in";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma fleet` as a person uses it, with real scaffolds, on a git server that is a folder. */
const work = new Workplace();

// Some fifty programs for each repository that is visited, on a machine that may be busy.
jest.setTimeout(600_000);

let github: GitHubStandIn;

const shell = (script: string) => work.run("bash", ["-euo", "pipefail", "-c", script]);
const fleet = (...args: readonly string[]) =>
  work.sigma(["fleet", ...args], { environment: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url } });

beforeAll(async () => {
  mkdirSync(work.path("github"));
  github = await GitHubStandIn.start(work.path("github"));
  writeFileSync(
    join(work.home, ".gitconfig"),
    `[user]\n  name = Ada\n  email = ada@acme.example\n[url "file://${work.path("github")}/"]\n  insteadOf = https://github.com/acme-corp/\n`,
  );
  expect(await work.sigma(["scaffold", "acme-base", "--out", "seed"])).toMatchObject({ code: 0 });
  await shell(`
    git init --quiet --bare --initial-branch main github/acme-base.git
    cd seed; git init --quiet --initial-branch main; git add --all; git commit --quiet --message 'Add the scaffold'
    git push --quiet https://github.com/acme-corp/acme-base.git main`);
});
afterAll(() => {
  github.stop();
  work.remove();
});

it("refuses to begin without a token, and with one that GitHub does not know", async () => {
  const without = await work.sigma(["fleet", "status"]);
  expect(without).toMatchObject({ code: 1, stdout: "" });
  expect(without.stderr).toMatch(/^sigma: the fleet is on GitHub: it needs GITHUB_TOKEN/);
  const unknown = await work.sigma(["fleet", "status"], { environment: { GITHUB_TOKEN: "x", GITHUB_API_URL: github.url } });
  expect(unknown.stderr).toMatch(/^sigma: GitHub does not know this token/);
  expect(unknown.stderr).not.toMatch(STACK_TRACE);
});

it("ends with status 2 for a ring that there is not, and for a time that is none", async () => {
  expect(await fleet("update", "--ring", "beta")).toMatchObject({ code: 2 });
  expect(await fleet("update", "--wait", "soon")).toMatchObject({ code: 2 });
});

it("refuses to update while no commit of the workflows is released", async () => {
  const released = "workflows:\n  released: { 0123456789abcdef0123456789abcdef01234567: v1.0.0 }\n";
  work.edit("catalog/family.yaml", released, "workflows: {}\n");
  const { code, stderr } = await fleet("update");
  work.restoreCatalog();
  expect(code).toBe(1);
  expect(stderr).toContain("the catalog names no released commit of the workflows (workflows.released)");
  expect(github.pulls).toEqual([]);
});

it("shows every repository, proposes what a release changes, and shows that", async () => {
  expect((await fleet("status")).stdout).toMatch(/acme-base +│ canary +│ \d+\.\d+\.\d+ +│ v1\.0\.0 +│ in step/);

  work.edit("catalog/family.yaml", ": v1.0.0 }", ": v1.0.0, fedcba9876543210fedcba9876543210fedcba98: v1.1.0 }");
  const before = await fleet("status");
  expect(before.stdout).toMatch(/acme-base .*│ behind: an update changes \d+ files?/);
  expect(before.stdout).toMatch(/acme-shop-api .*│ not on GitHub, or this token does not see it/);
  expect(before.stdout).toContain("5 repositories; 1 behind: sigma fleet update");

  const updated = await fleet("update", "--wait", "0");
  expect(updated).toMatchObject({ code: 0, stderr: "" });
  expect(updated.stdout).toContain("1 opened; ");
  expect(github.pulls).toMatchObject([{ repository: "acme-base", labels: ["scaffold-update"] }]);
  expect(github.git("acme-base")("diff", "main", github.pulls[0]!.head)).toContain("@fedcba9876543210fedcba9876543210fedcba98 # v1.1.0");

  const { next, repositories } = JSON.parse((await fleet("status", "--json")).stdout) as {
    next: unknown;
    repositories: readonly { says: string }[];
  };
  expect(next).toBeNull();
  expect(repositories.find(({ says }) => says.startsWith("open"))).toMatchObject({ name: "acme-base", standing: { at: "open" } });
});
