import { unnamedDeletes } from "../../../cli/terraform/delete-guard";
import { planReport } from "../../../cli/terraform/plan-report";
import { changeSentence, plannedChanges, type ShownPlan } from "../../../cli/terraform/planned-changes";

/** What a reviewer reads of a plan: what goes away first, then what of each resource changes. */
type Change = NonNullable<ShownPlan["resource_changes"]>[number];
const change = (name: string, actions: readonly string[], more: Partial<Change["change"]> = {}, reason?: string): Change => ({
  address: `github_repository.${name}`,
  type: "github_repository",
  mode: "managed",
  ...(reason !== undefined && { action_reason: reason }),
  change: { actions, before: null, after: null, after_unknown: {}, ...more },
});
const planned = (...resource_changes: readonly Change[]) => ({
  stack: "github",
  directory: "cdktf.out/stacks/github",
  seconds: 1,
  ...plannedChanges({ resource_changes }),
});
const many = (count: number) => Array.from({ length: count }, (_, n) => change(`new-${n}`, ["create"]));

const UPDATE = change("shop", ["update"], {
  before: { description: "Shop", topics: ["shop"], token: "s3cret", etag: "1" },
  after: { description: "Shops", topics: ["shop", "acme"], token: "s3cret too" },
  after_unknown: { etag: true, topics: [false, false] },
});
const REPLACE = change("tide", ["delete", "create"], {
  before: { name: "tide", archived: false },
  after: { name: "tides", archived: false },
  replace_paths: [["name"]],
});
const DELETE = change("relic", ["delete"], { before: { chart: "postgres" } });

it("says which attributes of a resource change, and never a value", () => {
  const text = planReport([planned(UPDATE)], "text");
  expect(text).toContain("github: ~ github_repository.shop: description, etag, token, topics\n");
  expect(planReport([planned(UPDATE)], "markdown")).toContain("\n! ~ github_repository.shop: description, etag, token, topics\n");
  for (const format of ["text", "json", "markdown"] as const) expect(planReport([planned(UPDATE)], format)).not.toContain("s3cret");
});

describe("a database's clients", () => {
  const release = (generation: number, restored?: number) => ({
    chart: "assets/postgres",
    values: [
      JSON.stringify({
        objectName: "acme-shop",
        generation,
        pgMajor: 18,
        ...(restored !== undefined && { restore: { generation: restored } }),
      }),
    ],
  });
  const moved = (before: object, after: object) =>
    planned(...many(60), change("database", ["update"], { before: { ...before }, after: { ...after } }));

  it.each([
    [
      "an earlier generation",
      release(2),
      release(1),
      "points acme-shop at acme-shop-g1: the data from before generation 2, or, when that Cluster is gone, one made anew and empty",
    ],
    ["a generation that no restore made", release(1, 2), release(3), "points acme-shop at acme-shop-g3, made anew and empty"],
  ])("that would come to %s are told of first, and the deploy wants it named", (_to, before, after, words) => {
    const plan = moved(before, after);
    expect(planReport([plan], "text").split("\n")[0]).toBe(`github: ~ github_repository.database: values; ${words}`);
    expect(planReport([plan], "markdown")).toContain(`\n- ~ github_repository.database: values; ${words}\n`);
    expect(unnamedDeletes(plan, [])).toEqual(["github_repository.database"]);
    expect(unnamedDeletes(plan, ["github_repository.database"])).toEqual([]);
  });

  it.each([
    ["a restore beside them", release(1), release(1, 2)],
    ["a move to what a restore made", release(1, 2), release(2, 2)],
    ["a move without a look", release(1), release(2, 2)],
    ["the tidied entry", release(2, 2), release(2)],
  ])("that stay, or go where a restore went, need no name: %s", (_what, before, after) => {
    expect(unnamedDeletes(moved(before, after), [])).toEqual([]);
  });
});

it("says what a replacement is made for", () => {
  expect(planReport([planned(REPLACE)], "text")).toContain("github: ± github_repository.tide: name (replaces it)\n");
  const tainted = change("tide", ["delete", "create"], {}, "replace_because_tainted");
  expect(planReport([planned(tainted)], "text")).toContain("± github_repository.tide (tainted: ");
});

it("shows what goes away first, and all of it however long the plan is", () => {
  const gone = Array.from({ length: 50 }, (_, n) => change(`gone-${n}`, ["delete"]));
  const plan = planned(...many(60), UPDATE, REPLACE, DELETE, ...gone);
  const lines = planReport([plan], "text").split("\n");
  expect(lines[0]).toBe("github: - github_repository.relic");
  expect(lines.filter((line) => line.startsWith("github: - "))).toHaveLength(51);
  expect(lines[51]).toMatch(/^github: ± /);
  expect(lines[52]).toMatch(/^github: ~ /);
  expect(lines.filter((line) => line.startsWith("github: + "))).toHaveLength(39);
  expect(lines).toContain("github: and 21 more; all of them: npx sigma terraform github show plan");
  const diff = planReport([plan], "markdown")
    .split("\n")
    .filter((line) => line.includes("github_repository."));
  expect(diff).toHaveLength(113);
  expect(diff[0]).toContain("github_repository.relic");
});

it("counts as Terraform does: a replacement is an addition and a deletion, what is taken over may change as well", () => {
  const imported = change("settings", ["update"], { importing: { id: "1" } });
  const seen = change("seen", ["no-op"], { importing: { id: "2" } });
  expect(changeSentence(planned(imported, seen, REPLACE, ...many(2)))).toBe("2 to import, 3 to add, 1 to change, 1 to destroy");
  expect(changeSentence(planned(change("same", ["no-op"])))).toBe("no changes");
});
