import { rmSync } from "node:fs";
import { SIGMA, STACK_TRACE, Workplace } from "../workplace";

/** Runs a command at a terminal, with what this program reads typed there. */
const IN_TERMINAL = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";

/** `sigma new product|repository`: the entry when the catalog with it has no problems, nothing otherwise. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});
beforeEach(() => {
  work.restoreCatalog();
});

/** Runs a command that must be refused and must leave the catalog as it is. */
async function refused(...args: readonly string[]): Promise<string> {
  const before = work.listing();
  const { code, output, stderr } = await work.sigma(["new", ...args]);
  expect(code).toBe(1);
  expect(output).not.toMatch(STACK_TRACE);
  expect(work.listing()).toEqual(before);
  return stderr;
}

describe("a product", () => {
  // The consolidated database of the family is full as it is.
  beforeEach(() => {
    work.edit("catalog/family.yaml", "maxConnections: 250", "maxConnections: 400");
  });

  it("of a team that is there is one file, which passes the check", async () => {
    const { code } = await work.sigma(["new", "product", "reef", "--owner", "sales", "--ui-owner", "sales-ui", "--summary", "Fish"]);
    expect(code).toBe(0);
    expect(work.read("catalog/products/reef.yaml")).toMatch(
      /^# yaml-language-server: .*\nbrand: Acme Reef\nsummary: Fish\nowners:\n {2}api: sales\n {2}ui: sales-ui\n$/,
    );
    expect(work.problems()).toEqual([]);
  });

  it("marks what is to be confirmed: a missing summary, and a new team's members", async () => {
    const { stdout } = await work.sigma(["new", "product", "reef", "--owner", "reef", "--new-team"]);
    expect(stdout).toMatch(
      /\nto be confirmed before the first real deploy:\n {2}catalog\/teams\.yaml:\d+ reef\.members\n {2}catalog\/products\/reef\.yaml:3 summary\na new team: reef\n/,
    );
    expect(work.read("catalog/products/reef.yaml")).toContain("summary: Acme Reef, to be described # to be confirmed\n");
    expect((await work.sigma(["check"])).stdout).toContain("  catalog/products/reef.yaml:3 summary\n");
  });

  it("tells its resources by kind, as many as sigma show counts, and the commands that come next", async () => {
    const { stdout } = await work.sigma(["new", "product", "reef", "--owner", "reef", "--new-team"]);
    const [, number = "", github, trial, live] =
      /\nreef: (\d+) new resources\n {2}github (\d+): .*repository × 2.*\n {2}trial (\d+): .*namespace.*\n {2}live (\d+): .*\n/.exec(
        stdout,
      ) ?? [];
    expect(stdout).toContain("\nbeside: 1 new resource\n  github 1: team\n");
    expect(stdout.split("\n").length).toBeLessThan(20);
    const shown = JSON.parse((await work.sigma(["show", "reef", "--json"])).stdout) as { resources: Record<string, number> };
    expect(shown.resources).toEqual({ github: Number(github), trial: Number(trial), live: Number(live) });
    expect((await work.sigma(["show"])).stdout).toMatch(new RegExp(`reef \\(Acme Reef\\) .* ${number} `));
    expect(stdout).toContain("\nnext:\n  npx sigma sandbox sigma plan: ");
    expect(stdout).toContain("  once it is merged, npx sigma deploy <stack>: github, trial, live\n");
    for (const name of ["acme-reef-api", "acme-reef-ui"]) expect(stdout).toContain(`  npx sigma scaffold ${name}: `);
  });

  it("of a team that is new adds the team, and every comment of teams.yaml stays", async () => {
    work.write("catalog/teams.yaml", `# Who does what.\n${work.read("catalog/teams.yaml")}# The end.\n`);
    const before = work.read("catalog/teams.yaml");
    const { code, stdout } = await work.sigma([
      "new",
      "product",
      "reef",
      "--owner",
      "reef",
      "--new-team",
      "--brand",
      "Acme Reef: fish",
      "--summary",
      "Fish",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^wrote catalog\/products\/reef\.yaml, catalog\/teams\.yaml\n/);
    const after = work.read("catalog/teams.yaml");
    expect(after).toContain("# Who does what.\nbase: {");
    expect(after).toContain("# The end.\n");
    expect(after).toContain('reef:\n  description: "Acme Reef: fish"\n  members: [] # to be confirmed\n');
    for (const line of before.split("\n")) expect(after).toContain(line);
    expect((await work.sigma(["check"])).stdout).toContain("catalog/teams.yaml");
  });

  it("needs nothing more to pull the charts with GitHub Enterprise, and an admin of their packages without", async () => {
    const args = ["new", "product", "reef", "--owner", "sales"];
    expect((await work.sigma(args)).stdout).not.toContain("/packages/");
    rmSync(work.path("catalog/products/reef.yaml"));
    work.edit("catalog/family.yaml", "plan: enterprise", "plan: team\nvisibility: public");
    const { stdout } = await work.sigma(args);
    expect(stdout).toContain("packages/container/acme-infra%2Fcharts%2Fservice/settings");
    expect(stdout).toContain(": Manage Actions access, Add repository, role Read: acme-reef-api, acme-reef-ui\n");
  });

  it("is refused with an owner that is not a team, and names similar teams and the way to a new one", async () => {
    expect(await refused("product", "reef", "--owner", "salse", "--ui-owner", "reef")).toBe(
      'sigma: nothing was written:\n  no team "salse"; did you mean "sales"?\n  no team "reef"; teams: "base", "release", "sales", "sales-ui"\nName a team of teams.yaml, or pass --new-team to make a new one.\n',
    );
    expect(await refused("product", "reef", "--owner", "sales", "--new-team")).toBe(
      "sigma: got --new-team; teams.yaml has the owners already, so leave it out\n",
    );
  });

  it("asks at a terminal whether an unknown owner is a new team, and writes nothing unless it is", async () => {
    const atTerminal = (answer: string) =>
      work.run("python3", ["-c", IN_TERMINAL, process.execPath, SIGMA, "new", "product", "reef", "--owner", "salse"], {
        input: `${answer}\n`,
      });
    const before = work.listing();
    const declined = await atTerminal("");
    expect(declined.stdout).toContain('no team "salse"; did you mean "sales"? Make it a new team?');
    expect(declined.stdout).toContain("sigma: nothing was written; teams: ");
    expect(declined.code).toBe(1);
    expect(work.listing()).toEqual(before);
    expect(await atTerminal("y")).toMatchObject({ code: 0 });
    expect(work.read("catalog/teams.yaml")).toContain("salse:");
  });

  it("is refused by a name that is taken", async () => {
    expect(await refused("product", "tide", "--owner", "sales")).toBe(
      "sigma: products/tide.yaml is there already; edit it, or take another code\n",
    );
  });

  it.each(["Reef", "../reef", ""])("is refused by a code that is none: %p", async (code) => {
    expect(await refused("product", code, "--owner", "sales")).toContain(`got the name "${code}"`);
  });

  it("is refused when the catalog would have problems, which are told of the files as they are called", async () => {
    const stderr = await refused("product", "acme", "--owner", "sales", "--summary", "x".repeat(400));
    expect(stderr).toMatch(/^sigma: nothing was written, because the catalog would have \d+ problems?:\n/);
    expect(stderr).toMatch(/^catalog\/products\/acme\.yaml:\d+:\d+ /m);
  });

  it("is refused while the catalog has problems", async () => {
    work.edit("catalog/products/shop.yaml", "calls: [tide]", "calls: [tied]");
    expect(await refused("product", "reef", "--owner", "sales")).toMatch(
      /^sigma: \d problems? in catalog\ncatalog\/products\/shop\.yaml:4:/,
    );
  });
});

describe("a repository", () => {
  const shared = [
    "--kind",
    "python-library",
    "--owner",
    "base",
    "--summary",
    "Charts, drawn",
    "--contents",
    "sdk",
    "--imports",
    "acme_charts",
  ];

  it("is an entry more in repositories.yaml, whose comments stay", async () => {
    work.edit("catalog/repositories.yaml", "repositories:\n", "# Shared ones.\nrepositories:\n  # The first of all.\n");
    const before = work.read("catalog/repositories.yaml");
    const { code, stdout } = await work.sigma(["new", "repository", "acme-charts", ...shared]);
    expect(code).toBe(0);
    expect(work.read("catalog/repositories.yaml")).toBe(
      `${before}  acme-charts:\n    kind: python-library\n    contents: sdk\n    owner: base\n    summary: Charts, drawn\n    imports:\n      - acme_charts\n`,
    );
    expect(stdout).toMatch(/\nacme-charts: \d+ new resources\n {2}github \d+: .*repository ruleset/);
    expect(stdout).toContain("  npx sigma scaffold acme-charts: ");
    expect(work.problems()).toEqual([]);
  });

  it("is refused by a name that is taken, by a shared one or a product's", async () => {
    expect(await refused("repository", "acme-base", ...shared)).toMatch(
      /"acme-base" is there already, at catalog\/repositories\.yaml:\d+;/,
    );
    expect(await refused("repository", "acme-tide-api", ...shared)).toMatch(
      /"acme-tide-api" is there already, at catalog\/products\/tide\.yaml:1;/,
    );
  });

  it("is refused with an unknown kind or owner", async () => {
    const summary = ["--summary", "x"];
    expect(await refused("repository", "acme-charts", "--kind", "libary", "--owner", "base", ...summary)).toContain('"libary"');
    expect(await refused("repository", "acme-charts", "--kind", "python-library", "--owner", "bass", ...summary)).toContain('"bass"');
  });

  it("is added where the entries are written in braces, too", async () => {
    const text = work.read("catalog/repositories.yaml");
    const entries = text.slice(text.indexOf("repositories:\n"));
    const flow = entries
      .replace("repositories:\n", "")
      .replace(/:\n +\{/g, ": {")
      .trim()
      .split("\n")
      .map((line) => line.trim());
    work.write("catalog/repositories.yaml", text.replace(entries, `repositories: { ${flow.join(", ")} }\n`));
    const { code, stderr } = await work.sigma(["new", "repository", "acme-charts", ...shared]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(work.read("catalog/repositories.yaml")).toContain("\n  acme-charts:\n    kind: python-library\n");
    expect(work.problems()).toEqual([]);
  });
});
