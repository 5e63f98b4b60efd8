import { unnamedDeletes } from "../../../cli/terraform/delete-guard";
import type { CatalogEdit } from "../../../cli/terraform/catalog-edits";
import { planReport } from "../../../cli/terraform/plan-report";
import { changeSentence, plannedChanges, type ShownPlan } from "../../../cli/terraform/planned-changes";
import type { PlannedStack } from "../../../cli/terraform/planned-stack";

/** What a reviewer reads of a plan: what goes away first, then what of each resource changes. */
type Change = NonNullable<ShownPlan["resource_changes"]>[number];
const change = (name: string, actions: readonly string[], more: Partial<Change["change"]> = {}, reason?: string): Change => ({
  address: `github_repository.${name}`,
  type: "github_repository",
  mode: "managed",
  ...(reason !== undefined && { action_reason: reason }),
  change: { actions, before: null, after: null, after_unknown: {}, ...more },
});
const planned = (...resource_changes: readonly Change[]): PlannedStack => ({
  stack: "github",
  directory: "cdktf.out/stacks/github",
  seconds: 1,
  edits: [],
  ...plannedChanges({ resource_changes }),
});
const many = (count: number) => Array.from({ length: count }, (_, n) => change(`new-${n}`, ["create"]));

const UPDATE = change("shop", ["update"], {
  before: { description: "Shop", topics: ["shop"], token: "s3cret", etag: "1" },
  after: { description: "Shops", topics: ["shop", "acme"], token: "s3cret too" },
  after_unknown: { etag: true, topics: [false, false] },
  before_sensitive: { token: true },
  after_sensitive: { token: true },
});
const REPLACE = change("tide", ["delete", "create"], {
  before: { name: "tide", archived: false },
  after: { name: "tides", archived: false },
  replace_paths: [["name"]],
});
const DELETE = change("relic", ["delete"], { before: { chart: "postgres" } });

it("says what each value was and will be; of a sensitive one only that it changes", () => {
  const text = planReport([planned(UPDATE)], "text");
  expect(text).toContain("  ~ github_repository.shop\n      description: Shop → Shops\n      topics: shop → shop, acme\n");
  expect(text).toContain("      token: (sensitive) → (sensitive)\n");
  expect(planReport([planned(UPDATE)], "markdown")).toContain("\n! ~ github_repository.shop\n    description: Shop → Shops\n");
  for (const format of ["text", "json", "markdown"] as const) expect(planReport([planned(UPDATE)], format)).not.toContain("s3cret");
});

it("hides what the configuration does not write", () => {
  const expressions = { description: { constant_value: "Shops" }, topics: { constant_value: ["shop", "acme"] } };
  const { changes } = plannedChanges({
    resource_changes: [UPDATE],
    configuration: { root_module: { resources: [{ address: "github_repository.shop", expressions }] } },
  });
  expect(changes[0]!.values.map(({ path }) => path)).toEqual(["description", "topics"]);
  expect(changes[0]!.attributes).toEqual(["description", "etag", "token", "topics"]);
});

it("tells what somebody changed outside apart from the edits, with both values and the way to keep it", () => {
  const outside = { address: "github_repository.shop", type: "github_repository", mode: "managed" };
  const values = (description: string) => ({ description, etag: description });
  const expressions = { description: { constant_value: "Shop" } };
  const plan: PlannedStack = {
    ...planned(),
    ...plannedChanges({
      resource_changes: [change("shop", ["update"], { before: values("Clicked"), after: values("Shop") })],
      resource_drift: [
        { ...outside, change: { actions: ["update"], before: values("Shop"), after: values("Clicked"), after_unknown: {} } },
        { ...outside, address: "github_team.gone", change: { actions: ["delete"], before: {}, after: null, after_unknown: {} } },
      ],
      configuration: { root_module: { resources: [{ address: "github_repository.shop", expressions }] } },
    }),
  };
  const line = "github_repository.shop description: Shop → Clicked; this plan puts Shop back; to keep Clicked, write it into the catalog";
  expect(planReport([plan], "text")).toContain(`changed outside the catalog: ${line}\n`);
  expect(planReport([plan], "text")).toContain("changed outside the catalog: github_team.gone is gone; ");
  expect(planReport([plan], "text")).not.toContain("etag");
  expect(planReport([plan], "markdown")).toContain("> **Changed outside the catalog**");
});

it("takes a variable of an environment that changed outside for an attack: anybody who may write can forge it", () => {
  const deployment = (server: string) => ({ value: JSON.stringify({ cluster: { server } }) });
  const [real, forged] = [deployment("https://live.acme.example"), deployment("https://forged.example")];
  const variable = { address: "github_actions_environment_variable.shop", type: "github_actions_environment_variable", mode: "managed" };
  const plan: PlannedStack = {
    ...planned(),
    ...plannedChanges({
      resource_changes: [{ ...variable, change: { actions: ["update"], before: forged, after: real, after_unknown: {} } }],
      resource_drift: [{ ...variable, change: { actions: ["update"], before: real, after: forged, after_unknown: {} } }],
    }),
  };
  const line = `${variable.address} value.cluster.server: https://live.acme.example → https://forged.example; this plan puts `;
  expect(planReport([plan], "text")).toContain(`DANGER     changed outside the catalog: ${line}`);
  expect(planReport([plan], "text")).toMatch(/; whoever may write to the repository can forge it.*find out who did it/);
  expect(planReport([plan], "markdown")).toContain("> [!CAUTION]\n> **Danger: forged outside the catalog?**\n>\n> - github");
  expect(planReport([plan], "markdown")).not.toContain("> **Changed outside the catalog**");
});

describe("edits of the catalog", () => {
  const edit = (weight: CatalogEdit["weight"], text: string): CatalogEdit => ({
    name: "products.shop.database.live.backups",
    subject: "live shop",
    field: "backups",
    file: "catalog/products/shop.yaml",
    line: 9,
    column: 3,
    before: "60d",
    after: "45d",
    initial: null,
    weight,
    text,
    namedByAddress: false,
  });
  const plan: PlannedStack = {
    ...planned(UPDATE),
    edits: [edit("danger", "archives <older> than 45 days @ops are deleted"), edit("quiet", "nothing else")],
  };

  it("come before the addresses, with what they do and where they stand", () => {
    expect(planReport([plan], "text").split("\n").slice(0, 6)).toEqual([
      "DANGER     live shop: backups 60d → 45d: archives <older> than 45 days @ops are deleted",
      "           catalog/products/shop.yaml:9",
      "quiet      live shop: backups 60d → 45d: nothing else",
      "           catalog/products/shop.yaml:9",
      "github: Terraform changes",
      "  ~ github_repository.shop",
    ]);
  });

  it("are unfolded in a comment when they are dangerous, and mention nobody", () => {
    const markdown = planReport([plan], "markdown");
    const danger =
      "> - live shop: backups 60d → 45d: archives \\<older\\> than 45 days @\u200bops are deleted (`catalog/products/shop.yaml:9`)";
    expect(markdown).toContain(`> **Danger: data, access, reachability or control is lost**\n>\n${danger}\n`);
    expect(markdown.indexOf("Danger")).toBeLessThan(markdown.indexOf("<details>"));
    expect(markdown).toContain("\n- live shop: backups 60d → 45d: nothing else (`catalog/products/shop.yaml:9`)\n");
  });

  it("are in JSON with both values, and beside them the report for people", () => {
    const [found] = JSON.parse(planReport([plan], "json")) as [
      { edits: readonly unknown[]; changes: readonly { values: unknown }[]; report: string },
    ];
    expect(found.edits[0]).toMatchObject({ before: "60d", after: "45d", weight: "danger", file: "catalog/products/shop.yaml", line: 9 });
    expect(found.changes[0]!.values).toContainEqual({ path: "description", before: "Shop", after: "Shops" });
    expect(found.report).toContain("### github: 2 edits, 1 change, 0 unchanged");
  });
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
      "points acme-shop at acme-shop-g1: the data from before generation 2, or, when that Cluster is gone, a new and empty one",
    ],
    ["a generation that no restore made", release(1, 2), release(3), "points acme-shop at acme-shop-g3, which is created empty"],
  ])("that would come to %s are told of first, and the deploy wants it named", (_to, before, after, words) => {
    const plan = moved(before, after);
    expect(planReport([plan], "text").split("\n").slice(0, 2)).toEqual([
      "github: Terraform changes",
      `  ~ github_repository.database; ${words}`,
    ]);
    expect(planReport([plan], "text")).toMatch(/^ {6}values\.generation: \d → \d$/m);
    expect(planReport([plan], "markdown")).toContain(`\n- ~ github_repository.database; ${words}\n`);
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
  expect(planReport([planned(REPLACE)], "text")).toContain("  ± github_repository.tide (replaced because of name)\n");
  const tainted = change("tide", ["delete", "create"], {}, "replace_because_tainted");
  expect(planReport([planned(tainted)], "text")).toContain("± github_repository.tide (tainted: ");
});

it("shows what goes away first, and all of it however long the plan is", () => {
  const gone = Array.from({ length: 50 }, (_, n) => change(`gone-${n}`, ["delete"]));
  const plan = planned(...many(60), UPDATE, REPLACE, DELETE, ...gone);
  const lines = planReport([plan], "text").split("\n").slice(1);
  expect(lines[0]).toBe("  - github_repository.relic");
  expect(lines.filter((line) => line.startsWith("  - "))).toHaveLength(51);
  expect(lines[51]).toMatch(/^  ± /);
  expect(lines[53]).toMatch(/^  ~ /);
  expect(lines.filter((line) => line.startsWith("  + "))).toHaveLength(39);
  expect(lines).toContain("  and 21 more; all of them: npx sigma terraform github show plan");
  const diff = planReport([plan], "markdown")
    .split("\n")
    .filter((line) => line.includes("github_repository."));
  expect(diff).toHaveLength(113);
  expect(diff[0]).toContain("github_repository.relic");
});

it("keeps a report for GitHub within what a comment holds, what goes away first, and every fence closed", () => {
  const long = "x".repeat(60);
  const plan = planned(...Array.from({ length: 3000 }, (_, n) => change(`${long}-${n}`, ["create"])), DELETE);
  const [{ report, brief }] = JSON.parse(planReport([plan], "json")) as [{ report: string; brief: string }];
  for (const [text, longest] of [
    [report, 60_000],
    [brief, 8_000],
  ] as const) {
    expect(text.length).toBeLessThanOrEqual(longest);
    expect(text.length).toBeGreaterThan(longest * 0.8);
    expect(text).toContain("\n- - github_repository.relic\n");
    expect(text).toMatch(/\n- and \d+ more: the saved plan has them all\n````\n\n<\/details>\n$/);
    expect(text.match(/^````/gm)).toHaveLength(4);
  }
});

it("counts as Terraform does: a replacement is an addition and a deletion, what is taken over may change as well", () => {
  const imported = change("settings", ["update"], { importing: { id: "1" } });
  const seen = change("seen", ["no-op"], { importing: { id: "2" } });
  expect(changeSentence(planned(imported, seen, REPLACE, ...many(2)))).toBe("2 to import, 3 to add, 1 to change, 1 to destroy");
  expect(changeSentence(planned(change("same", ["no-op"])))).toBe("no changes");
});
