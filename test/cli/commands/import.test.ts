import type { GitHubStandIn } from "../../fleet/github-stand-in";
import { TOKEN } from "../../fleet/github-stand-in";
import type { OrganizationStandIn } from "../../fleet/organization-stand-in";
import { serveUntidy } from "../adoption/untidy";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma import` as a person uses it, in an organization that grew without a catalog. */
const work = new Workplace();
let github: GitHubStandIn;
let organization: OrganizationStandIn;
beforeAll(async () => {
  ({ github, organization } = await serveUntidy());
});
afterAll(() => {
  github.stop();
  work.remove();
});
afterEach(() => {
  organization.refuses = () => null;
  work.restoreCatalog();
});

const imports = (...args: readonly string[]) =>
  work.sigma(["import", ...args], { environment: { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url } });

it("says what the first apply would change, and writes what it takes over into the catalog", async () => {
  const { code, stdout, stderr } = await imports("acme-corp");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^acme-corp: \d+ resources of the catalog are there and will be taken over; the first apply makes \d+ others\n/);
  expect(stdout.search("Decide before the first apply")).toBeLessThan(stdout.search("Changed by the first apply"));
  expect(stdout).toMatch(/wrote \d+ imports to catalog\/imports\.yaml; nothing on GitHub was changed/);
  expect(work.read("catalog/imports.yaml")).toMatch(/^github_repository\.repositories_acme-shop-api_repository_\w+: acme-shop-api$/m);
  expect(work.problems()).toEqual([]);
  const first = work.read("catalog/imports.yaml");
  expect(await imports("acme-corp")).toMatchObject({ code: 0 });
  expect(work.read("catalog/imports.yaml")).toBe(first);
});

it("gives a program everything that it found", async () => {
  const { stdout } = await imports("acme-corp", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    organization: "acme-corp",
    strangers: expect.arrayContaining([
      { kind: "deploy key", name: "deploy from the old server", of: "acme-shop-api", lets: "writes, as nobody's key" },
    ]) as unknown,
  });
});

it("shows no secret that is part of a webhook's address", async () => {
  expect((await imports("acme-corp", "--json")).output).not.toContain("hunter2");
});

it.each<[string, readonly string[], RegExp]>([
  ["without an organization", [], /missing required argument 'organization'/],
  [
    "for an organization that the catalog is not of",
    ["other-corp"],
    /^sigma: got other-corp; the catalog is of acme-corp: name that, or change organization at catalog\/family\.yaml:2\n$/,
  ],
])("refuses to begin %s", async (_what, args, refusal) => {
  const { code, stderr } = await imports(...args);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(refusal);
  expect(stderr).not.toMatch(STACK_TRACE);
});

it("writes nothing when the token lacks a right", async () => {
  organization.refuses = (path) => (path.endsWith("/secrets") ? 403 : null);
  const { code, stdout, stderr } = await imports("acme-corp");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^sigma: nothing was written: this token may not read all of acme-corp/);
  expect(work.has("catalog/imports.yaml")).toBe(false);
});

it("refuses another organization of that name", async () => {
  work.edit("catalog/family.yaml", "organizationId: 4242", "organizationId: 4243");
  const { stderr } = await imports("acme-corp");
  expect(stderr).toBe(
    "sigma: nothing was written: GitHub's number of acme-corp is 4242, and the catalog has 4243; write github.organizationId: 4242 at catalog/family.yaml:23\n",
  );
});
