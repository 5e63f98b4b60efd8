import { STACK_TRACE, Workplace } from "../workplace";
import { ProjectCopy } from "../project-copy";

/** `sigma check` as people, editors and pull requests read it. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});
beforeEach(() => {
  work.restoreCatalog();
});

const misspelled = () => {
  work.edit("catalog/products/tide.yaml", "owners: { api: sales", "owners: { api: sails");
  work.edit("catalog/products/shop.yaml", "calls: [tide]", "calls: [tied]");
};

it("says in one line what a catalog without problems holds", async () => {
  expect(await work.sigma(["check"])).toEqual({
    code: 0,
    stderr: "",
    stdout: "acme: 4 products, 9 repositories, 2 environments, 4 teams; no problems\n",
    output: expect.any(String) as string,
  });
});

it("lists the facts that are to be confirmed, with file and line", async () => {
  work.edit("catalog/family.yaml", "organization: acme-corp", "organization: acme-corp # to be confirmed");
  const { code, stdout } = await work.sigma(["check"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/1 fact to be confirmed before the first real deploy:\n {2}catalog\/family\.yaml:2 organization\n$/);
});

it("tells every problem of every file at once, with line and column, and exits 1", async () => {
  misspelled();
  const { code, stdout, output } = await work.sigma(["check"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^catalog\/products\/shop\.yaml:4:\d+ calls\S*: .*tied/m);
  expect(stdout).toMatch(/^catalog\/products\/tide\.yaml:3:\d+ owners\.api: .*sails/m);
  expect(stdout).toMatch(/\n\d problems\n$/);
  expect(output).not.toMatch(STACK_TRACE);
});

it("gives an editor the same problems as JSON", async () => {
  misspelled();
  const { code, stdout } = await work.sigma(["check", "--format", "json"]);
  const { problems } = JSON.parse(stdout) as { problems: { message: string; at: { file: string; line: number; column: number } }[] };
  expect(code).toBe(1);
  expect(problems.map(({ at: { file, line } }) => `${file}:${line}`)).toEqual(
    expect.arrayContaining(["catalog/products/shop.yaml:4", "catalog/products/tide.yaml:3"]),
  );
});

it("annotates a pull request in GitHub's form", async () => {
  misspelled();
  const { code, stdout } = await work.sigma(["check", "--format", "github"]);
  expect(code).toBe(1);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) expect(line).toMatch(/^::error file=catalog\/products\/(shop|tide)\.yaml,line=\d+,col=\d+::\S/);
});

/** What the catalog declares and nobody has sealed, and where it is declared. */
const UNSEALED = [
  ["acme-infra", "github", "PLATFORM_APP_KEY", "repositories.yaml,line=25,col=3"],
  ["acme-infra", "github-plan", "PLATFORM_APP_KEY", "repositories.yaml,line=25,col=3"],
  ["acme-infra", "github-drift", "PLATFORM_APP_KEY", "repositories.yaml,line=25,col=3"],
  ["acme-relic-ui", "release", "RELEASE_APP_KEY", "products/relic.yaml,line=1,col=1"],
  ["acme-shop-api", "trial", "PAYMENT_KEY", "products/shop.yaml,line=7,col=1"],
  ["acme-shop-api", "live", "PAYMENT_KEY", "products/shop.yaml,line=7,col=1"],
  ["acme-shop-ui", "release", "RELEASE_APP_KEY", "products/shop.yaml,line=7,col=1"],
] as const;

it("lists the secrets without a sealed value as the commands that seal them, in text and in JSON", async () => {
  const { code, stdout } = await work.sigma(["check", "--secrets"]);
  expect(code).toBe(0);
  const commands = UNSEALED.map((secret) => `  npx sigma secret seal ${secret.slice(0, 3).join(" ")}\n`);
  expect(stdout).toContain(`7 secrets without a sealed value; seal with:\n${commands.join("")}`);
  const json = await work.sigma(["check", "--secrets", "--format", "json"]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    problems: [],
    unsealed: UNSEALED.map(([repository, environment, secret]) => ({ repository, environment, secret })),
  });
});

it("warns of them on a pull request, where they are declared", async () => {
  const { code, stdout } = await work.sigma(["check", "--secrets", "--format", "github"]);
  expect(code).toBe(0);
  expect(stdout.trimEnd().split("\n")).toEqual(
    UNSEALED.map(
      ([repository, environment, secret, place]) =>
        `::warning file=catalog/${place}::no sealed value of ${secret}; seal it with: npx sigma secret seal ${repository} ${environment} ${secret}`,
    ),
  );
});

it("says so when the catalog is a file", async () => {
  expect((await work.sigma(["--catalog", "catalog/family.yaml", "check"])).stdout).toMatch(
    /^catalog\/family\.yaml\S* is not a folder; run the command in the folder that holds the catalog/,
  );
});

it("says so when there is no catalog", async () => {
  const { code, stdout, output } = await work.sigma(["--catalog", "elsewhere", "check"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^elsewhere.*is not there; run the command in the folder that holds the catalog, or name it with --catalog$/m);
  expect(output).not.toMatch(STACK_TRACE);
});

describe("after an edit of the catalog that files are emitted from", () => {
  const copy = new ProjectCopy();
  afterAll(() => {
    copy.remove();
  });
  const check = (...args: readonly string[]) => copy.run(process.execPath, ["cli/sigma.js", "check", ...args]);
  const stale = ["dev", "stg", "prod"].map((environment) => `docs/authentication/${environment}.yaml`);

  it("says nothing of emitted files while they are up to date", async () => {
    const { code, stdout } = await check();
    expect({ code, told: stdout.includes("emitted") }).toEqual({ code: 0, told: false });
    expect(JSON.parse((await check("--format", "json")).stdout)).toMatchObject({ problems: [], stale: [] });
  });

  describe("that made some of them stale", () => {
    beforeAll(() => {
      copy.edit("catalog/family.yaml", "organizationId: 100000001", "organizationId: 100000002");
    });

    it("says which, and how to fix them", async () => {
      const { code, stdout } = await check();
      expect(code).toBe(0);
      expect(stdout).toMatch(
        /\n3 emitted files are not up to date; run: npm run emit\n( {2}docs\/authentication\/\w+\.yaml: differs\n){3}$/,
      );
    });

    it("says so in JSON and as warnings of a pull request", async () => {
      expect(JSON.parse((await check("--format", "json")).stdout)).toMatchObject({
        stale: stale.map((file) => ({ file, how: "differs" })),
      });
      expect((await check("--format", "github")).stdout).toBe(
        stale.map((file) => `::warning file=${file},line=1,col=1::not up to date; run: npm run emit\n`).join(""),
      );
    });
  });
});
