import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { STACK_TRACE, Workplace } from "../workplace";

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

describe("after a restore", () => {
  const restored = daysAgo(5);
  beforeEach(() => {
    const file = "catalog/products/tide.yaml";
    work.write(file, `${work.read(file)}database:\n  live: { generation: 2, restore: { generation: 2, at: ${restored} } }\n`);
  });

  it("points to the generation before for a moment that the active one cannot reach, and writes nothing", async () => {
    const before = work.listing();
    const { code, stderr } = await work.sigma(["restore", "tide", "live", "--at", daysAgo(6)]);
    expect(code).toBe(1);
    expect(stderr).toContain(`is not after ${restored}, the moment that generation 2 was restored to; its archive begins later: --from 1`);
    expect(work.listing()).toEqual(before);
  });

  it("reads the archive of an earlier generation, which has no retention any more", async () => {
    const at = daysAgo(40);
    const { code, stdout } = await work.sigma(["restore", "tide", "live", "--from", "1", "--at", at]);
    expect(code).toBe(0);
    expect(work.read("catalog/products/tide.yaml")).toContain(`generation: 2, restore: { generation: 3, from: 1, at: ${at} }`);
    expect(stdout).toContain("a second cluster, acme-tide-g3, from the archive of generation 1 at");
    expect(work.problems()).toEqual([]);
  });

  it.each([
    [
      "before the active generation was made, in the archive before",
      daysAgo(4.5),
      [],
      /generation 2 was made at .*; --from 1 reads the archive before/,
    ],
    [
      "after it, in its own",
      daysAgo(2),
      ["--from", "1"],
      /generation 2 was made at .*, so its own archive holds that position; leave --from out/,
    ],
  ])("looks for the position of a migration %s", async (_when, began, from, message) => {
    const environment = kubectl(`${made(daysAgo(4))}; echo "0007_drop.sql|f|0/1|1|${began}|00000002|1\t0/2\treason;"`);
    const { code, stderr } = await work.sigma(["restore", "tide", "live", "--before-migration", "0007", ...from], { environment });
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });

  it("says how far back the active one reaches", async () => {
    const at = daysAgo(2);
    const { code, stdout } = await work.sigma(["restore", "tide", "live", "--at", at]);
    expect(code).toBe(0);
    expect(work.read("catalog/products/tide.yaml")).toContain(`restore: { generation: 3, at: ${at} }`);
    expect(stdout).toContain(
      "The archive of generation 2 begins with its first backup, after it was restored itself; before that, --from 1 reads.",
    );
  });
});

/** A kubectl that runs this script; the ledger itself is read in test/postgres. */
function kubectl(script: string): Readonly<Record<string, string>> {
  work.write("bin/kubectl", `#!/bin/sh\n${script}\n`);
  chmodSync(work.path("bin/kubectl"), 0o755);
  return { PATH: `${work.path("bin")}:${work.environment.PATH}`, KUBE_CONFIG_PATH: work.path("kubeconfig"), KUBE_CTX: "live" };
}

it("goes to before a migration by the position that the ledger of the running database holds", async () => {
  const began = daysAgo(2);
  const environment = kubectl(
    `${made(daysAgo(9))}; case "$*" in *exec*) echo "$@" > asked;; esac; echo "0007_drop_notes.sql|f|0/16B3748|1|${began}|00000001|"`,
  );
  const { code, stdout } = await work.sigma(["restore", "tide", "live", "--before-migration", "0007"], { environment });
  expect(code).toBe(0);
  expect(work.read("asked")).toContain("--namespace acme-tide-live-db exec service/acme-tide-g1-rw --container postgres -- psql");
  expect(work.read("asked")).toMatch(/^--context live --server https:\S*live\S* --certificate-authority /);
  expect(work.read("catalog/products/tide.yaml")).toContain("restore: { generation: 2, lsn: 0/16B3748 }");
  expect(stdout).toContain(`generation 1 at 0/16B3748 of timeline 1, where the log stood before 0007_drop_notes.sql began at ${began}`);
  expect(work.problems()).toEqual([]);
});

/** What a kubectl says that is asked for the Cluster. */
const made = (at: string): string => `case "$*" in *creationTimestamp*) echo ${at}; exit;; esac`;

it("finds a migration of the core in the core's ledger, and a position before a failover in reach", async () => {
  const script = `${made(daysAgo(9))}; case "$*" in *exec*) echo "$@" > asked;; esac; echo "0003_backtest_runs.sql|f|0/16B3748|1|${daysAgo(2)}|0000000A|1\t0/2000000\tno recovery target specified;9\t0/3000000\tother;"`;
  const { code, stdout } = await work.sigma(["restore", "tide", "live", "--before-migration", "core/0003"], {
    environment: kubectl(script),
  });
  expect(code).toBe(0);
  expect(work.read("asked")).toMatch(/FROM "app"\.core_schema_migrations l.* WHERE l\.number = 3/s);
  expect(stdout).toContain("at 0/16B3748 of timeline 1, where the log stood before 0003_backtest_runs.sql began");
});

describe("a number that was used", () => {
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", work.path("."), "-c", "user.name=acme", "-c", "user.email=acme@acme.example", ...args], { stdio: "pipe" });
  const file = "catalog/products/tide.yaml";
  const restoring = async (environment: Readonly<Record<string, string>>) => {
    const { code, stderr } = await work.sigma(["restore", "tide", "live", "--at", daysAgo(1)], { environment });
    expect(code).toBe(0);
    expect(work.problems()).toEqual([]);
    return { written: work.read(file), stderr };
  };
  const seen = (...items: readonly object[]) => kubectl(`cat <<'END'\n${JSON.stringify({ kind: "List", items })}\nEND`);

  it("by an abandoned restore that the catalog's history has is not taken again", async () => {
    git("init", "--quiet");
    const before = work.read(file);
    work.write(file, `${before}database:\n  live: { restore: { generation: 2, at: ${daysAgo(3)} } }\n`);
    git("add", "catalog");
    git("commit", "--quiet", "--message", "Restore");
    work.write(file, before);
    git("commit", "--quiet", "--all", "--message", "Abandon it");
    const { written, stderr } = await restoring(kubectl("echo 'connection refused' >&2; exit 1"));
    expect(written).toContain("restore: { generation: 3, from: 1, at:");
    expect(stderr).toContain(
      "the cluster was not asked which generations it has had (connection refused); when 3 is one of them, the deploy refuses",
    );
    rmSync(work.path(".git"), { recursive: true });
  });

  it.each([
    ["the chart's marker", { kind: "ConfigMap", metadata: { name: "acme-tide-generations" }, data: { "in-use": "1", made: "4" } }],
    ["a Cluster", { kind: "Cluster", metadata: { name: "acme-tide-g4" } }],
    [
      "an archive",
      {
        kind: "ObjectStore",
        metadata: { name: "acme-tide" },
        status: { serverRecoveryWindow: { "acme-tide-pg17-g4": {}, "acme-tide-pg18-g1": {} } },
      },
    ],
  ])("is known from %s in the cluster", async (_where, object) => {
    const others = [
      { kind: "ConfigMap", metadata: { name: "acme-tidewater-generations" }, data: { made: "9" } },
      { kind: "Cluster", metadata: { name: "acme-tide-rescue" } },
    ];
    const { written, stderr } = await restoring(seen(object, ...others));
    expect(written).toContain("restore: { generation: 5, from: 1, at:");
    expect(stderr).toBe("");
  });
});

const UNREAD: readonly (readonly [string, string, string, RegExp])[] = [
  ["a migration that was never applied", "0008", "true", /acme_tide has not applied a migration 0008/],
  ["a number that is none", "7", "true", /got the migration "7"; write its four digits/],
  [
    "a migration from before the oldest backup",
    "0001",
    `echo "0001_init.sql|f|0/1|1|${daysAgo(31)}|00000001|"`,
    /is before .*: backups are kept/,
  ],
  [
    "a migration from before the active generation",
    "0007",
    `${made(daysAgo(1))}; echo "0007_drop.sql|f|0/1|1|${daysAgo(2)}|00000002|1\t0/2\treason;"`,
    /0007_drop\.sql was applied at .*, on timeline 1; generation 1 was made at .*, so its archive does not hold that position; its rows came from another server: take a moment, --at/,
  ],
  [
    "a migration that was there before the ledger",
    "0001",
    `echo "0001_init.sql|t|0/1|1|${daysAgo(2)}|00000001|"`,
    /0001_init\.sql was there before the ledger \(baselined at .*\): its position is not known; take a moment: --at/,
  ],
  [
    "a timeline that the server does not come from",
    "0007",
    `echo "0007_drop.sql|f|0/1|3|${daysAgo(2)}|00000002|1\t0/2\treason;"`,
    /0007_drop\.sql was applied on timeline 3, which is not in the past of the server's timeline 2: .*--at/,
  ],
  [
    "a cluster that is not reached",
    "0007",
    "echo 'connection refused' >&2; exit 1",
    /could not be read from .*: connection refused\nthe kubeconfig must be that of somebody who may exec into the databases of live/,
  ],
];

it.each(UNREAD)("refuses %s, and writes nothing", async (_what, number, script, message) => {
  const environment = kubectl(script);
  const before = work.listing();
  const { code, stderr, output } = await work.sigma(["restore", "tide", "live", "--before-migration", number], { environment });
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(output).not.toMatch(STACK_TRACE);
  expect(work.listing()).toEqual(before);
});

it("does not ask whichever cluster kubectl happens to point to", async () => {
  const environment = { ...kubectl("echo asked >&2; exit 1"), KUBE_CONFIG_PATH: "", KUBECONFIG: work.path("kubeconfig") };
  const asked = await work.sigma(["restore", "tide", "live", "--before-migration", "0007"], { environment });
  expect(asked.code).toBe(1);
  expect(asked.stderr).toContain("reading the ledger of acme_tide needs live's cluster: no kubeconfig is named in KUBE_CONFIG_PATH");
  const { code, stderr } = await work.sigma(["restore", "tide", "live", "--at", daysAgo(1)], { environment });
  expect(code).toBe(0);
  expect(stderr).toContain("which generations it has had (no kubeconfig is named in KUBE_CONFIG_PATH); when 2 is one of them");
});

it("asks for a target, and for one alone", async () => {
  expect((await work.sigma(["restore", "tide", "live"])).stderr).toContain("name the target: --at");
  const both = await work.sigma(["restore", "tide", "live", "--at", daysAgo(1), "--before-migration", "0007"]);
  expect(both.stderr).toContain("cannot be used with option");
});

const REFUSALS: readonly (readonly [string, readonly string[], RegExp])[] = [
  ["a product that is not there", ["tied", "live", "--at", daysAgo(1)], /no product "tied"; products: "dream", "relic", "shop", "tide"/],
  ["an environment that is not there", ["tide", "prod", "--at", daysAgo(1)], /no environment "prod"; environments: "trial", "live"/],
  ["a database that is shared", ["tide", "trial", "--at", daysAgo(1)], /trial has one Postgres for all products/],
  ["a product without a database", ["dream", "live", "--at", daysAgo(1)], /dream has no database in live: it is planned/],
  ["a restore on top of another", ["shop", "live", "--at", daysAgo(1)], /a restore of shop in live to generation 2 is in progress/],
  [
    "a generation that is not there yet",
    ["tide", "live", "--from", "2", "--at", daysAgo(1)],
    /got the generation "2" .* are 1, the only one/,
  ],
  ["a generation that is none", ["tide", "live", "--from", "first", "--at", daysAgo(1)], /got the generation "first"/],
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
