import { STACK_TRACE, Workplace } from "./workplace";

/** `sigma restore`: the first of the three edits of a restore, or a reason why not. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});
beforeEach(() => {
  work.restoreCatalog();
});

const daysAgo = (days: number): string => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().replace(/\.\d{3}Z$/, "Z");

it("writes a second generation to the product's file, keeps its comments, and tells the three steps", async () => {
  work.edit("catalog/products/tide.yaml", "brand: Acme Tide", "# Since 1999.\nbrand: Acme Tide # the brand");
  const before = work.read("catalog/products/tide.yaml");
  const at = daysAgo(2);
  const { code, stdout } = await work.sigma(["restore", "tide", "live", "--at", at]);
  expect(code).toBe(0);
  expect(work.read("catalog/products/tide.yaml")).toBe(`${before}database:\n  live:\n    restore: { generation: 2, at: ${at} }\n`);
  expect(stdout).toContain("wrote catalog/products/tide.yaml: a second cluster, acme-tide-g2, from the archive of generation 1");
  expect(stdout).toContain("1. npx sigma plan live");
  expect(work.problems()).toEqual([]);
});

const REFUSALS: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["a product that is not there", ["tied", "live", "--at", daysAgo(1)], /no product "tied"; products: "dream", "relic", "shop", "tide"/],
  ["an environment that is not there", ["tide", "prod", "--at", daysAgo(1)], /no environment "prod"; environments: "trial", "live"/],
  ["a database that is shared", ["tide", "trial", "--at", daysAgo(1)], /trial has one Postgres for all products/],
  ["a product without a database", ["dream", "live", "--at", daysAgo(1)], /dream has no database in live: it is planned/],
  ["a restore on top of another", ["shop", "live", "--at", daysAgo(1)], /a restore of shop in live to generation 2 is under way/],
  ["a moment in the future", ["tide", "live", "--at", daysAgo(-1)], /is in the future; now is \d{4}-/],
  ["a moment before the oldest backup", ["tide", "live", "--at", daysAgo(31)], /is before .*: backups are kept for 30 days/],
  ["a moment without a time zone", ["tide", "live", "--at", "2026-11-22T09:45:52"], /write it in UTC as 2026-11-22T09:45:52Z/],
  ["a moment that is none", ["tide", "live", "--at", "yesterdayZ"], /got the moment "yesterdayZ"; write it in UTC/],
];

it.each(REFUSALS)("refuses %s, and writes nothing", async (_what, args, message) => {
  const before = work.listing();
  const { code, stderr, output } = await work.sigma(["restore", ...args]);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(output).not.toMatch(STACK_TRACE);
  expect(work.listing()).toEqual(before);
});
