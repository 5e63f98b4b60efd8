import { join } from "node:path";
import { adoptionOf, type Adoption } from "../../../cli/adoption/adoption";
import { adoptionText } from "../../../cli/adoption/adoption-text";
import { readOrganization } from "../../../cli/adoption/read-organization";
import { synthesizedResources } from "../../../cli/terraform/synthesized";
import { loadFamily } from "../../../model/load";
import { readerOf, serveUntidy } from "./untidy";

/** An untidy organization held against the catalog of the invented family. */
let adoption: Adoption;
beforeAll(async () => {
  const family = loadFamily(join(__dirname, "../../family/acme"));
  const { github } = await serveUntidy();
  try {
    const wanted = Object.values(family.repositories).filter(({ managed }) => managed);
    const found = await readOrganization(
      await readerOf(github),
      wanted.map(({ name }) => name),
    );
    adoption = adoptionOf(family, synthesizedResources(family), found);
  } finally {
    github.stop();
  }
}, 300_000);

const dangers = (kind: string) =>
  adoption.deviations.flatMap(({ of, value, danger }) => (danger?.kind === kind ? [`${of} ${value}: ${danger.says}`] : []));

it("says who would lose access", () => {
  expect(dangers("access")).toEqual([
    "organization default_repository_permission: every member had write in every repository, and keeps read where no team gives more",
    "acme-old archived: nobody writes any more",
    "acme-shop-ui visibility: whoever is not let in no longer sees it; a public one loses its stars and forks",
    "acme-base release reviewers.users: no longer approve: edsger; when nobody is left, a deployment waits for nobody",
    "acme-shop-api live reviewers.teams: no longer approve: reviewers",
    "acme-shop-api live reviewers.users: no longer approve: grace; when nobody is left, a deployment waits for nobody",
    "acme-base .github/CODEOWNERS: no longer asked for a review: @edsger",
    "team base members.linus.username: linus leaves team base and loses what it gives",
    "team base members.edsger.username: edsger leaves team base and loses what it gives",
    "acme-base access of base: the team keeps maintain only",
  ]);
});

it("says what would be protected less", () => {
  expect(dangers("protection")).toEqual([
    "acme-shop-api live wait_timer: deployments wait for less time",
    "acme-shop-api default-branch: rules.pull_request.required_approving_review_count: the protection asks for less",
    "acme-shop-api default-branch: rules.required_signatures: the protection asks for less",
    "acme-shop-api default-branch: rules.required_status_checks.required_check.legacy-ci.context: the protection asks for less",
  ]);
});

it("says what would stop or go away", () => {
  expect(dangers("work")).toEqual(
    expect.arrayContaining([
      "acme-base release secret INDEX_TOKEN: the value that is there is written over with the sealed one; GitHub shows it to nobody, so keep it elsewhere first",
      "acme-base allowed_actions_config.patterns_allowed: workflows that use these stop: actions/*, docker/login-action@v3",
      "acme-shop-api allowed_actions: workflows that use other actions stop",
      "acme-base pages.build_type: the catalog holds no GitHub Pages: every plan shows them as going away",
      "acme-base has_wiki: what is in it is no longer shown",
      "acme-tide-api archived: GitHub refuses every change of an archived repository, so the first apply fails: unarchive it first, or write state: archived",
      "acme-infra default_workflow_permissions: workflows stop that write and do not ask for it under permissions",
      "organization members_can_create_repositories: members who do this today no longer can",
    ]),
  );
  expect(dangers("work").filter((each) => each.startsWith("acme-shop-ui has_"))).toEqual([]);
});

it("says what is in no entry of the catalog, what gives access first", () => {
  expect(adoption.strangers.map(({ kind, of, name, lets }) => `${kind} ${name} in ${of}${lets === null ? "" : `: ${lets}`}`)).toEqual([
    "outside collaborator agency-dev in organization: reads or writes repositories without being a member",
    "webhook https://chat.acme.example/github in organization: is told what happens",
    "owner donald in organization: may do everything",
    "access of a team everybody in acme-infra: push",
    "secret CLOUD_KEY in acme-infra: every workflow of the repository reads it",
    "collaborator agency-dev in acme-shop-api: write, past every team",
    "deploy key deploy from the old server in acme-shop-api: writes, as nobody's key",
    "webhook https://ci.acme.example/hook in acme-shop-api: is told what happens",
    "deployment pattern branch hotfix/* in acme-shop-api live: deploys from there",
    "member edsger in organization",
    "member barbara in organization",
    "member margaret in organization",
    "team everybody in organization",
    "team contractors in organization",
    "team reviewers in organization",
    "repository shop-legacy (archived, private) in organization",
    "repository website (public) in organization",
    "repository scripts (private) in organization",
    "repository dotfiles (public) in organization",
    "repository playground (private) in organization",
    "repository handbook (private) in organization",
    "secret OLD_TOKEN in acme-base release",
    "ruleset no big files in acme-shop-api",
    "classic branch protection main in acme-shop-api",
    "classic branch protection release in acme-shop-api",
    "CODEOWNERS that no longer counts CODEOWNERS in acme-shop-api",
    "environment qa in acme-shop-api",
  ]);
});

it("takes over what exists, by the ids that the provider imports", () => {
  expect(
    Object.entries(adoption.imports)
      .map(([address, id]) => `${address.split(".")[0]!} ${id}`)
      .sort(),
  ).toEqual([
    "github_actions_environment_variable acme-shop-api:live:DEPLOYMENT",
    "github_actions_repository_access_level acme-infra",
    "github_actions_repository_permissions acme-base",
    "github_actions_repository_permissions acme-infra",
    "github_actions_repository_permissions acme-shop-api",
    "github_actions_repository_permissions acme-shop-ui",
    "github_actions_repository_permissions acme-tide-api",
    "github_repository acme-base",
    "github_repository acme-infra",
    "github_repository acme-old",
    "github_repository acme-relic-api",
    "github_repository acme-shop-api",
    "github_repository acme-shop-ui",
    "github_repository acme-tide-api",
    "github_repository_environment acme-base:release",
    "github_repository_environment acme-shop-api:live",
    "github_repository_environment_deployment_policy acme-shop-api:live:701",
    "github_repository_file acme-base/.github/CODEOWNERS",
    "github_repository_ruleset acme-shop-api:501",
    "github_team 1001",
    "github_team 1002",
    "github_team 1003",
    "github_team_members 1001",
    "github_team_members 1002",
    "github_team_members 1003",
    "github_team_repository 1001:acme-base",
    "github_team_repository 1001:acme-infra",
    "github_team_repository 1002:acme-shop-api",
    "github_team_repository 1003:acme-shop-ui",
    "github_workflow_repository_permissions acme-base",
    "github_workflow_repository_permissions acme-infra",
    "github_workflow_repository_permissions acme-shop-api",
    "github_workflow_repository_permissions acme-shop-ui",
    "github_workflow_repository_permissions acme-tide-api",
  ]);
});

it("says the value that is there and the one that is wanted", () => {
  const of = (subject: string) =>
    adoption.deviations.filter((each) => each.of === subject).map(({ value, found, wanted }) => [value, found, wanted]);
  expect(of("team sales")).toEqual([["name", "Sales", "sales"]]);
  expect(of("acme-base").filter(([value]) => value === ".github/CODEOWNERS")).toHaveLength(1);
  expect(of("acme-base")).toContainEqual(["homepage_url", "https://base.acme.example", null]);
  expect(of("acme-shop-api live")).toEqual([
    ["reviewers.teams", ["reviewers"], ["base", "release (new)"]],
    ["reviewers.users", ["grace"], null],
    ["wait_timer", 30, 10],
    ["variable DEPLOYMENT", "by hand", expect.stringContaining('"product":"shop"')],
    ["can_admins_bypass", true, false],
    ["prevent_self_review", false, true],
  ]);
});

it("says what GitHub does not show, and nothing about it", () => {
  expect(adoption.hidden).toEqual(["acme-shop-api default-branch: bypass_actors"]);
});

it.each([60, 80, 132])("fits a terminal of %d columns", (columns) => {
  const longest = Math.max(
    ...adoptionText(adoption, columns)
      .split("\n")
      .filter((line) => /^[│┌├└]/.test(line))
      .map((line) => line.length),
  );
  expect(longest).toBeLessThanOrEqual(Math.max(columns, 72));
});

it("breaks no word of a sentence, and tells once what several repositories have alike", () => {
  const lines = adoptionText(adoption, 100).split("\n");
  expect(lines.join("\n")).toMatch(/│ every member had write   │\n.*│ in every repository, and │/);
  expect(lines.filter((line) => line.includes("default_workflow_perm"))).toHaveLength(1);
});
