import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollbackWorkflow } from "../../workflows/library/rollback";
import { renderWorkflow } from "../../workflows/engine/render";
import { acme } from "../workflows/acme";
import { commit, git } from "./act";
import { runJob, type JobRun } from "./emitted-job";

const text = renderWorkflow(rollbackWorkflow({ ...acme, releasedCommits: [] }), "Emitted for a test");
const home = mkdtempSync(join(tmpdir(), "rollback-"));
const repository = join(home, "checkout");
const head = (): string => git(repository, "rev-parse", "HEAD").trim();
let released: string;
let aside: string;

beforeAll(() => {
  const origin = join(home, "origin");
  git(home, "init", "--quiet", "--initial-branch", "main", origin);
  commit(origin, "First");
  git(origin, "tag", "--annotate", "v1.2.3", "--message", "Version 1.2.3");
  commit(origin, "Second");
  git(origin, "switch", "--quiet", "--create", "aside", "v1.2.3");
  commit(origin, "Never merged");
  git(origin, "tag", "v9.9.9");
  git(origin, "switch", "--quiet", "main");
  // All branches and tags, as actions/checkout fetches them with the whole history.
  git(home, "clone", "--quiet", origin, repository);
  released = git(repository, "rev-parse", "v1.2.3^{commit}").trim();
  aside = git(repository, "rev-parse", "origin/aside").trim();
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** The job that looks the commit up, as emitted. */
const find = (to: string, environment = "prod"): Promise<JobRun> => {
  const inputs = {
    to,
    environment,
    service: "acme-shop-api",
    chart: "service",
    values: "infra",
    migrations: "migrations",
    "smoke-path": "",
  };
  return runJob({
    text,
    job: "find",
    cwd: repository,
    environment: { ...process.env, GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme-corp/acme-shop-api" },
    expressions: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value])),
  });
};

it("finds the commit of a version, also behind an annotated tag", async () => {
  expect(await find("v1.2.3")).toMatchObject({ code: 0, outputs: { commit: released, version: "v1.2.3" } });
});

it("names the process that it waits for, and how to end it", async () => {
  const { summary, output } = await find("v1.2.3");
  const words =
    "waits behind every run of acme-shop-api that deploys to prod or waits for its approval. Reject or cancel those that wait: https://github.com/acme-corp/acme-shop-api/actions?query=is%3Awaiting";
  expect(summary).toBe(`The rollback ${words}\n`);
  expect(output).toContain(`::notice title=Roll back::${words}`);
});

it("takes a full commit of main", async () => {
  expect(await find(head())).toMatchObject({ code: 0, outputs: { commit: head() } });
});

it.each([
  ["a version that does not exist", () => "v1.2.4", /v1\.2\.4 is neither a tag nor a commit of this repository/],
  ["a commit that does not exist", () => "f".repeat(40), /f{40} is neither a tag nor a commit of this repository/],
  ["a commit that was never on main", () => aside, /[0-9a-f]{40} is not on main, the default branch/],
  ["a version that was tagged beside main", () => "v9.9.9", /[0-9a-f]{40} is not on main, the default branch/],
])("refuses %s", async (_, to, message) => {
  const { code, steps, output, outputs } = await find(to());
  expect({ code, last: steps.at(-1), outputs }).toEqual({ code: 1, last: "Find the commit", outputs: {} });
  expect(output).toMatch(message);
});

it.each([
  ["a short commit", "abc1234", "prod", /input to is abc1234; it must match/],
  ["an option of git", "--all", "prod", /input to is --all; it must match/],
  [
    "an environment that the catalog does not have",
    "v1.2.3",
    "canary",
    /input environment is canary; it must match \^\(dev\|stg\|prod\)\$/,
  ],
])("refuses %s before it looks for anything", async (_, to, environment, message) => {
  const { code, steps, output } = await find(to, environment);
  expect({ code, steps }).toEqual({ code: 1, steps: ["Check the inputs"] });
  expect(output).toMatch(message);
});
