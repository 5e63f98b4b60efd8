import { mkdirSync } from "node:fs";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma scaffold` as a person uses it, from the first line to the pull request of an update. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

/** A person with a name; addresses of GitHub lead to a folder. */
const asAda = {
  environment: {
    GIT_CONFIG_COUNT: "3",
    GIT_CONFIG_KEY_0: "user.name",
    GIT_CONFIG_VALUE_0: "Ada",
    GIT_CONFIG_KEY_1: "user.email",
    GIT_CONFIG_VALUE_1: "ada@acme.example",
    GIT_CONFIG_KEY_2: `url.${work.path("github")}/.insteadOf`,
    GIT_CONFIG_VALUE_2: "https://github.com/acme-corp/",
  },
};
const shell = (script: string) => work.run("bash", ["-euo", "pipefail", "-c", script], asAda);

it("writes a repository, whose first pull request is the commands that it prints", async () => {
  const { code, stdout } = await work.sigma(["scaffold", "acme-infra"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^wrote \d+ files to acme-infra\nnext, its first pull request/);

  // What Terraform makes: one initial commit, and CODEOWNERS.
  await shell(`
    git init --quiet --bare --initial-branch main github/acme-infra.git
    git clone --quiet github/acme-infra.git seed 2>/dev/null; cd seed; git switch --quiet --create main 2>/dev/null || true
    mkdir .github; echo '* @acme-corp/base' > .github/CODEOWNERS; echo '# acme-infra' > README.md
    git add --all; git commit --quiet --message 'Initial commit'; git push --quiet origin main`);
  const commands = stdout
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .join("\n")
    .replace(" && gh pr create --fill", "");
  expect(commands).not.toContain("gh ");
  expect(await shell(commands)).toMatchObject({ code: 0 });

  const pushed = await shell(
    "cd seed; git fetch --quiet; git diff --name-status origin/main origin/scaffold/first; git log --format=%s origin/scaffold/first",
  );
  expect(pushed.stdout).not.toMatch(/^D\t/m);
  expect(pushed.stdout).not.toContain("CODEOWNERS");
  expect(pushed.stdout).toMatch(/^A\t\.sigma\/scaffold\.json$/m);
  expect(pushed.stdout).toMatch(/^M\tREADME\.md$/m);
  expect(pushed.stdout).toMatch(/Add the scaffold\nInitial commit\n$/);
});

it("says that an unchanged checkout is up to date, and makes no branch", async () => {
  expect(await work.sigma(["scaffold", "update", "acme-infra"], asAda)).toMatchObject({ code: 0, stdout: "acme-infra is up to date\n" });
  expect((await shell("cd acme-infra; git branch --list --format='%(refname:short)'")).stdout).toBe("scaffold/first\n");
});

it("brings what the catalog changed as a branch to push, or declines it", async () => {
  work.edit("catalog/family.yaml", "organization: acme-corp", "organization: acme-group");
  const updated = await work.sigma(["scaffold", "update", "acme-infra"], asAda);
  expect(updated).toMatchObject({ code: 0, stderr: "" });
  expect(updated.stdout).toMatch(
    /^acme-infra: one commit on the branch scaffold\/update-\d+\.\d+\.\d+\n(  \S+\n)+next: git push --set-upstream origin scaffold\/update-/,
  );
  expect(work.read("acme-infra/renovate.json")).toContain("github>acme-group/acme-infra//");
  await shell(
    "cd acme-infra; git switch --quiet -; git branch --quiet -D $(git branch --list 'scaffold/update-*' --format='%(refname:short)')",
  );

  const declined = await work.sigma(["scaffold", "update", "acme-infra", "--decline"], asAda);
  expect(declined).toMatchObject({ code: 0, stderr: "" });
  expect(declined.stdout).toMatch(
    /^acme-infra: declined on the branch scaffold\/update-.*; these changes will not be proposed again\n  \S/,
  );
  expect(work.read("acme-infra/renovate.json")).toContain("github>acme-corp/acme-infra//");
  expect(await work.sigma(["scaffold", "update", "acme-infra"], asAda)).toMatchObject({ code: 0, stdout: "acme-infra is up to date\n" });
  work.restoreCatalog();
});

it("exits 1 in a conflict, and says how to go on or leave it", async () => {
  await shell(
    "cd acme-infra; git switch --quiet scaffold/first; git branch --quiet -D $(git branch --list 'scaffold/update-*' --format='%(refname:short)')",
  );
  await shell(`cd acme-infra; sed -i 's/acme-corp/elsewhere/' renovate.json; git commit --quiet --all --message 'Extend another preset'`);
  work.edit("catalog/family.yaml", "organization: acme-corp", "organization: acme-group");
  const { code, stdout } = await work.sigma(["scaffold", "update", "acme-infra"], asAda);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^acme-infra: conflicts on the branch scaffold\/update-\S+\n  renovate\.json\nresolve them, then: git add <files> && git cherry-pick --continue; or leave it: git cherry-pick --abort && git switch scaffold\/first && git branch -D scaffold\//,
  );
  expect(await shell(`cd acme-infra; ${stdout.split("or leave it: ")[1] ?? "false"}`)).toMatchObject({ code: 0 });
  expect((await shell("cd acme-infra; git status --porcelain --branch")).stdout).toMatch(/^## scaffold\/first\S*( \[ahead 1\])?\n$/);
  work.restoreCatalog();
});

it("leads back out of a conflict to where no branch was", async () => {
  await shell("cd acme-infra; git switch --quiet --detach");
  work.edit("catalog/family.yaml", "organization: acme-corp", "organization: acme-group");
  const { code, stdout } = await work.sigma(["scaffold", "update", "acme-infra"], asAda);
  expect(code).toBe(1);
  const head = (await shell("cd acme-infra; git rev-parse scaffold/first")).stdout.trim();
  expect(stdout).toContain(`git cherry-pick --abort && git switch --detach ${head} && git branch -D scaffold/update-`);
  expect(await shell(`cd acme-infra; ${stdout.split("or leave it: ")[1] ?? "false"}`)).toMatchObject({ code: 0 });
  expect((await shell("cd acme-infra; git status --porcelain --branch")).stdout).toBe("## HEAD (no branch)\n");
  expect((await shell("cd acme-infra; git rev-parse HEAD")).stdout.trim()).toBe(head);
  work.restoreCatalog();
});

it("writes every repository that the family has, or none", async () => {
  mkdirSync(work.path("all", "acme-tide-api"), { recursive: true });
  work.write("all/acme-tide-api/mine", "mine\n");
  const refused = await work.sigma(["scaffold", "--all", "--out", "all"]);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toMatch(/all\/acme-tide-api is not empty; /);
  expect(work.has("all/acme-shop-api")).toBe(false);

  const { code, stdout } = await work.sigma(["scaffold", "--all", "--out", "every"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^wrote 6 repositories\n  every\/acme-base: \d+ files\n  every\/acme-infra: /);
  expect(work.has("every/acme-gateway/.sigma/scaffold.json")).toBe(true);
  // Planned, archived and held inside: not there.
  for (const name of ["acme-content", "acme-old", "acme-helpers", "acme-dream-api"]) expect(work.has(`every/${name}`)).toBe(false);
});

it("says of a repository that is only planned that GitHub does not have it yet", async () => {
  const { code, stdout } = await work.sigma(["scaffold", "acme-content", "--out", "content"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^wrote \d+ files to content\nGitHub has no such repository yet: the catalog plans it, or has its switch off\n/);
});

describe("refuses, and writes nothing:", () => {
  it.each([
    [
      "the name of a product, whose repositories it has",
      ["acme-shop"],
      /^sigma: no repository "acme-shop"; did you mean "acme-shop-api" or "acme-shop-ui"\?\n$/,
    ],
    ["a name that is not in the catalog", ["acme-shop-apis"], /^sigma: no repository "acme-shop-apis"; did you mean "acme-shop-api"\?\n$/],
    ["neither", [], /^sigma: name a repository, or write --all for every one/],
    ["an archived repository", ["acme-old"], /^sigma: "acme-old" is archived; it gets no scaffold\n$/],
    [
      "an update of what is no checkout",
      ["update", "catalog"],
      /^sigma: catalog is no git checkout; clone the repository and name its folder\n$/,
    ],
  ])("%s", async (_, args, sentence) => {
    const before = work.listing();
    const { code, stdout, stderr } = await work.sigma(["scaffold", ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(work.listing()).toEqual(before);
  });

  it("an update without git", async () => {
    const { code, stderr } = await work.sigma(["scaffold", "update", "catalog"], { environment: { PATH: work.path("nowhere") } });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "sigma: git is not there; install git 2.39 or later\n" });
  });

  it("anything of a catalog with problems", async () => {
    work.edit("catalog/products/tide.yaml", "api: sales", "api: sails");
    const { code, stderr } = await work.sigma(["scaffold", "acme-shop-ui", "--out", "ui"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sigma: \d problems? in catalog\ncatalog\/products\/tide\.yaml:3:/);
    expect(work.has("ui")).toBe(false);
    work.restoreCatalog();
  });
});
