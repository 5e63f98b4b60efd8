import { printed } from "../bad-catalog";
import { copyAcme, removeCopies, type Edit } from "../copy-acme";

afterAll(removeCopies);

const problems = (...edits: readonly Edit[]): string => printed(copyAcme(...edits));

/** The corpus says what is refused; here is the last thing that is not. */
describe("what just fits is admitted", () => {
  it("six approvers", () => {
    expect(
      problems(
        ["environments.yaml", "[base, release]", "[base, release, sales, sales-ui, more, most]"],
        ["teams.yaml", "base:", "more: { description: More }\nmost: { description: Most }\nbase:"],
      ),
    ).toBe("");
  });

  it("a retention equal to the environment's", () => {
    expect(problems(["products/shop.yaml", "backups: 60d", "backups: 30d"])).toBe("");
  });

  it("as many connections as the role has: in trial 10 × (2 + 1 + 1 worker) = 40 of 40", () => {
    expect(problems(["products/shop.yaml", "readOnlySecret: true", "connectionsPerReplica: 10"])).toBe("");
    expect(problems(["products/shop.yaml", "readOnlySecret: true", "connectionsPerReplica: 11"])).toMatch(
      /in trial, 11 connections × \(2 \+ 1 replicas \+ 1 workers\) = 44 exceeds the 40/,
    );
  });

  it("as many workers as the role has connections for: in trial 5 × (2 + 1 + 5) = 40 of 40", () => {
    expect(problems(["products/shop.yaml", "calls: [tide]", "calls: [tide]\nworkers: 5"])).toBe("");
    expect(problems(["products/shop.yaml", "calls: [tide]", "calls: [tide]\nworkers: 6"])).toMatch(
      /in trial, 5 connections × \(2 \+ 1 replicas \+ 6 workers\) = 45 exceeds the 40/,
    );
  });

  it("a database per product without alerts, for a time and with a reason", () => {
    const silent: Edit = ["environments.yaml", "    monitoring: { labels: { release: prometheus } }\n", ""];
    const reason = 'exceptions: { monitoring: { reason: "The operator comes with the next cluster", owner: base, expires: 2026-12-31 } }';
    expect(problems(silent)).toContain("live has a database per product and no alerts");
    expect(problems(silent, ["environments.yaml", "  waitMinutes: 10\n", `  waitMinutes: 10\n  ${reason}\n`])).toBe("");
  });

  it("as many connections of all roles as the server has without its reserve: 4 × 54 = 216 of 231 - 15", () => {
    expect(problems(["family.yaml", "maxConnections: 250", "maxConnections: 231"])).toBe("");
    expect(problems(["family.yaml", "maxConnections: 250", "maxConnections: 230"])).toMatch(
      /may open 216 connections; size small has 230 minus 15/,
    );
  });

  it("a cluster's name of 50 characters with two digits of generation", () => {
    const prefix = (length: number): Edit => ["family.yaml", "prefix: acme", `prefix: ${"p".repeat(length)}`];
    expect(problems(prefix(50 - "-relic-g99".length))).toBe("");
    expect(problems(prefix(51 - "-relic-g99".length))).toMatch(/the database cluster "p+-relic-g99" has 51 characters, at most 50/);
  });

  it("areas beside app where no environment is consolidated", () => {
    const edits: readonly Edit[] = [
      ["environments.yaml", "database: consolidated", "database: per-product"],
      ["environments.yaml", "    operators: preinstalled\n", "    operators: preinstalled\n    monitoring: {}\n"],
      ["products/shop.yaml", "readOnlySecret: true", "areas: [audit, lineage]"],
    ];
    expect(problems(...edits)).toBe("");
  });

  it("a restore into the next generation, or the same one afterwards as its origin", () => {
    expect(problems(["products/shop.yaml", "generation: 1, restore", "generation: 2, restore"])).toBe("");
    expect(problems(["products/shop.yaml", "at: 2026-05-22T09:45:52Z", "lsn: 0/16B3748"])).toBe("");
  });

  it("a restore from any generation before", () => {
    const edit = "generation: 3, restore: { generation: 4, from: 1";
    expect(problems(["products/shop.yaml", "generation: 1, restore: { generation: 2", edit])).toBe("");
  });

  it("an environment that waits for a major upgrade", () => {
    const old = `registry.acme.example/postgres:17@sha256:${"1".repeat(64)}`;
    const upgraded: readonly Edit[] = [
      ["family.yaml", "major: 17", "major: 18"],
      ["family.yaml", "postgres:17@", "postgres:18@"],
    ];
    expect(problems(...upgraded)).toBe("");
    const waiting = `  database: per-product\n  postgres: { major: 17, image: "${old}" }`;
    expect(problems(...upgraded, ["environments.yaml", "  database: per-product", waiting])).toBe("");
  });

  it("a restore to this very moment, and a generation above an abandoned one", () => {
    expect(problems(["products/shop.yaml", "at: 2026-05-22T09:45:52Z", "at: 2026-06-01T12:00:00Z"])).toBe("");
    expect(problems(["products/shop.yaml", "restore: { generation: 2,", "restore: { generation: 5, from: 1,"])).toBe("");
  });

  it("a generation of the databases that are no product's, in each kind of environment", () => {
    const restored = "  sharedDatabase: { generation: 2, restore: { generation: 2, at: 2026-05-22T09:45:52Z } }\n  backups:";
    expect(problems(["environments.yaml", "  backups:", restored])).toBe("");
  });

  it("partitions that are kept for two of them", () => {
    expect(problems(["products/shop.yaml", "keep: 90d", "keep: 2d"], ["products/shop.yaml", "keep: 7y", "keep: 62d"])).toBe("");
  });

  it("an egress beside the pods", () => {
    expect(problems(["products/shop.yaml", "203.0.113.0/24:443", "10.3.0.0/16:5432, 198.51.100.7/32:443"])).toBe("");
  });

  it("products that call each other", () => {
    expect(problems(["products/tide.yaml", "owners:", "calls: [shop]\nowners:"])).toBe("");
  });

  it("a planned product that calls one that is not yet there", () => {
    expect(problems(["products/dream.yaml", "owners:", "calls: [relic]\nowners:"])).toBe("");
  });

  it("hosts right at the family's domain, and everything public on the free plan", () => {
    expect(problems(["family.yaml", "plan: enterprise", "plan: free\nvisibility: public"])).toBe("");
  });

  it("approvals and signatures of public repositories on the team plan", () => {
    expect(problems(["family.yaml", "plan: enterprise", "plan: team\nvisibility: public"])).toBe("");
  });
});

describe("GitHub's plan", () => {
  it("is asked for the one repository that is not public, too", () => {
    expect(
      problems(
        ["family.yaml", "plan: enterprise", "plan: free\nvisibility: public"],
        ["repositories.yaml", "summary: This catalog", "summary: This catalog, visibility: private"],
      ),
    ).toMatch(/plan: the plan free has no branch and tag protection on repositories that are not public, such as acme-infra;/);
  });

  it("is asked for one internal repository, at its place", () => {
    const directory: readonly Edit[] = [
      ["family.yaml", "plan: enterprise", "plan: team\nvisibility: public"],
      ["repositories.yaml", "summary: Retired", "summary: Retired, visibility: internal"],
      ["environments.yaml", "  approvers: [base, release]\n  waitMinutes: 10\n", ""],
    ];
    expect(problems(...directory)).toMatch(
      /^repositories\.yaml:27:\d+ repositories\.acme-old\.visibility: internal repositories need the plan enterprise/,
    );
  });

  it("is asked for what deployments cannot do without, whoever approves", () => {
    expect(
      problems(
        [
          "family.yaml",
          "plan: enterprise",
          "plan: team\nexceptions: { github-plan: { reason: The plan is being bought, owner: base, expires: 2026-12-31 } }",
        ],
        ["environments.yaml", "  approvers: [base, release]\n  waitMinutes: 10\n", ""],
      ),
    ).toMatch(
      /^family\.yaml:3:1 plan: the plan team keeps no attestations on repositories that are not public, such as [^\n]*; take the plan enterprise, make them public\n?$/,
    );
  });

  it("checks wait timers where nobody approves", () => {
    expect(
      problems(["family.yaml", "plan: enterprise", "plan: team"], ["environments.yaml", "  approvers: [base, release]\n", ""]),
    ).toMatch(/live\.waitMinutes: the plan team has no/);
  });
});
