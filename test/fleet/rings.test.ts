import { judged } from "../../fleet/checks";
import { fleetOf, RINGS } from "../../fleet/rings";
import { loadFamily } from "../../model/load";
import { copyAcme, removeCopies, type Edit } from "../model/copy-acme";

afterAll(removeCopies);

const rings = (...edits: readonly Edit[]) => {
  const fleet = fleetOf(loadFamily(copyAcme(...edits)));
  return Object.fromEntries(RINGS.map((ring) => [ring, fleet.filter((each) => each.ring === ring).map(({ name }) => name)]));
};

describe("the fleet", () => {
  it("is every repository with a scaffold on GitHub, but that of the catalog, with one canary of each kind", () => {
    const all = Object.values(rings()).flat().sort();
    expect(all).toEqual(["acme-base", "acme-gateway", "acme-shop-api", "acme-shop-ui", "acme-tide-api"]);
    expect(rings().canary).toEqual(expect.arrayContaining(["acme-base", "acme-gateway", "acme-shop-ui"]));
    expect(rings().canary).toHaveLength(4);
  });

  it("has the canaries that the catalog names", () => {
    expect(rings(["family.yaml", "actions: {", "fleet: { canaries: [acme-shop-api] }\nactions: {"]).canary).toEqual(["acme-shop-api"]);
  });

  it("keeps everybody's ring when a repository is added", () => {
    const named = ["family.yaml", "actions: {", "fleet: { canaries: [acme-shop-api] }\nactions: {"] as const;
    const before = rings(named);
    const after = rings(named, [
      "repositories.yaml",
      "  acme-content: { kind: packs, owner: sales, summary: Content, state: planned }",
      "  acme-content: { kind: packs, owner: sales, summary: Content }",
    ]);
    for (const ring of RINGS) expect(after[ring]?.filter((name) => name !== "acme-content")).toEqual(before[ring]);
    expect(Object.values(after).flat()).toContain("acme-content");
  });
});

describe("checks", () => {
  it("have passed when every required one is there and none failed", () => {
    expect(judged([{ name: "build", passed: true }], ["build"])).toEqual({ verdict: "passed", names: [] });
    expect(judged([], [])).toEqual({ verdict: "passed", names: [] });
  });

  it("are waited for while one runs or a required one has not begun", () => {
    expect(judged([{ name: "lint", passed: null }], ["build"])).toEqual({ verdict: "pending", names: ["build", "lint"] });
  });

  it("have failed when one failed, whatever still runs", () => {
    const checks = [
      { name: "lint", passed: false },
      { name: "build", passed: null },
    ];
    expect(judged(checks, ["build"])).toEqual({ verdict: "failed", names: ["lint"] });
  });
});
