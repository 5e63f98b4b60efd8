import { printed } from "./bad-catalog";
import { copyAcme, removeCopies, type Edit } from "./copy-acme";

afterAll(removeCopies);

const exception = (name: string, expires = "2026-12-31"): string =>
  `exceptions: { ${name}: { reason: "Backups are moved this spring", owner: base, expires: ${expires} } }\n`;
const SHORT: Edit = ["products/shop.yaml", "backups: 60d", "backups: 7d"];

describe("an exception", () => {
  it("waives what it stands beside", () => {
    expect(printed(copyAcme(SHORT, ["products/shop.yaml", "brand:", `${exception("retention")}brand:`]))).toBe("");
  });

  it("holds on its last day, and not on the next", () => {
    const directory = copyAcme(SHORT, ["products/shop.yaml", "brand:", `${exception("retention", "2026-06-01")}brand:`]);
    expect(printed(directory, new Date("2026-06-01T23:59:59Z"))).toBe("");
    expect(printed(directory, new Date("2026-06-02T00:00:00Z"))).toMatch(/expired on 2026-06-01[^]*7d is below the 30d/);
  });

  it("says nothing of the same mistake in another entry", () => {
    const directory = copyAcme(
      SHORT,
      ["products/shop.yaml", "brand:", `${exception("retention")}brand:`],
      ["products/tide.yaml", "owners:", "database: { live: { backups: 8d } }\nowners:"],
    );
    expect(printed(directory)).toMatch(
      /^products\/tide\.yaml:3:21 database\.live\.backups: 8d is below the 30d of environment live; .*\n$/,
    );
  });

  it("covers every entry when it stands in family.yaml", () => {
    const directory = copyAcme(
      SHORT,
      ["family.yaml", "family: acme", `${exception("retention")}family: acme`],
      ["products/tide.yaml", "owners:", "database: { live: { backups: 8d } }\nowners:"],
    );
    expect(printed(directory)).toBe("");
  });

  it("covers one environment when it stands in it", () => {
    const own = (environment: string): Edit => ["environments.yaml", `${environment}:\n`, `${environment}:\n  ${exception("github-plan")}`];
    const team: Edit = ["family.yaml", "plan: enterprise", "plan: team"];
    expect(printed(copyAcme(team, own("live")))).not.toMatch(/approvers|waives nothing/);
    expect(printed(copyAcme(team, own("trial")))).toMatch(
      /trial\.exceptions\.github-plan: waives nothing[^]*live\.approvers: the plan team/,
    );
  });

  it("does not cover an entry whose name begins like its own", () => {
    const directory = copyAcme(
      ["family.yaml", "plan: enterprise", "plan: team"],
      ["environments.yaml", "live:\n", `liv:\n  ${exception("github-plan")}`],
      ["products/shop.yaml", "live:", "liv:"],
    );
    expect(printed(directory)).not.toMatch(/approvers|waives nothing/);
  });
});
