import { readOrganization } from "../../../cli/adoption/read-organization";
import type { GitHubStandIn } from "../../fleet/github-stand-in";
import type { OrganizationStandIn } from "../../fleet/organization-stand-in";
import { UNTIDY } from "../../fleet/untidy-organization";
import { readerOf, serveUntidy } from "./untidy";

/** What is read of an organization, and what refuses to be read by half. */
let github: GitHubStandIn;
let organization: OrganizationStandIn;
beforeEach(async () => {
  ({ github, organization } = await serveUntidy());
});
afterEach(() => {
  github.stop();
});

// Some hundred requests a test, on a machine that may be busy.
jest.setTimeout(300_000);

const WANTED = ["acme-base", "acme-shop-api", "acme-gateway"];
const read = async (wanted = WANTED) => readOrganization(await readerOf(github), wanted);

it("reads every page of every list", async () => {
  const { repositories, teams, members, known } = await read();
  expect(repositories.map(({ name }) => name)).toEqual(Object.keys(UNTIDY.repositories));
  expect(members).toHaveLength(7);
  expect(teams.map(({ slug, members: own }) => [slug, own.length])).toEqual([
    ["base", 3],
    ["sales", 1],
    ["sales-ui", 1],
    ["everybody", 6],
    ["contractors", 1],
    ["reviewers", 0],
  ]);
  expect([...known.keys()]).toEqual(["acme-base", "acme-shop-api"]);
});

it("only reads", async () => {
  await read();
  expect(github.requests.filter((request) => !/^GET |^POST \/graphql$/.test(request))).toEqual([]);
});

it("asks for fewer requests of a repository than it keeps free for one", async () => {
  await read(["acme-shop-api"]);
  const asked = github.requests.filter((request) => request.includes("/acme-shop-api"));
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.length).toBeLessThanOrEqual(35);
});

it("names every right that the token lacks, at once, and takes a 404 for a right that is lacking", async () => {
  organization.refuses = (path) => (/^\/orgs\/acme-corp\/hooks|secrets$/.test(path) ? 403 : /keys$|^\/graphql$/.test(path) ? 404 : null);
  await expect(read()).rejects.toThrow(
    [
      "nothing was written: this token may not read all of acme-corp, and what it does not see would be taken for missing. It lacks",
      "  organization: Webhooks (read): for acme-corp",
      "  organization: Members (read): for acme-corp",
      "  repository: Administration (read): for acme-base, acme-shop-api",
      "  repository: Secrets (read): for acme-base, acme-shop-api",
      "  repository: Environments (read): for acme-base, acme-shop-api",
    ].join("\n"),
  );
});

it.each([
  "",
  "/vulnerability-alerts",
  "/branches/main/protection",
  "/rulesets/501",
  "/environments/live/variables",
  "/actions/permissions/access",
])("takes a 404 that hides what a token may not see for a right that is lacking: %s", async (question) => {
  organization.refuses = (path) => (path === `/repos/acme-corp/acme-shop-api${question}` ? 404 : null);
  await expect(read(["acme-shop-api"])).rejects.toThrow(/It lacks\n {2}repository: \w+ \(read\): for acme-shop-api\n/);
});

it("has a right for each of its questions", async () => {
  organization.refuses = (path) => (path.startsWith("/repos/") ? 403 : null);
  const rights = ["Metadata", "Administration", "Webhooks", "Variables", "Secrets", "Contents", "Actions"];
  await expect(read(["acme-shop-api"])).rejects.toThrow(
    `It lacks\n${rights.map((right) => `  repository: ${right} (read): for acme-shop-api\n`).join("")}`,
  );
});

it("refuses to go on when a private repository is hidden from the token", async () => {
  organization.hidden = ["handbook", "acme-base"];
  await expect(read()).rejects.toThrow("repository: Metadata (read): for 2 repositories that it does not see");
});

it("refuses to go on when GitHub does not say how many private repositories there are", async () => {
  organization.owner = false;
  await expect(read()).rejects.toThrow("organization: Administration (read): for acme-corp");
});

it("waits for a secondary limit, and goes on where it was", async () => {
  github.secondary = 1;
  await expect(read()).resolves.toMatchObject({ login: "acme-corp" });
});

it("ends before it begins what the hourly limit does not allow", async () => {
  github.remaining = 1050;
  await expect(read()).rejects.toThrow(/^nothing was written: GitHub leaves \d+ requests in this hour, of which 1000 are for plans/);
});
