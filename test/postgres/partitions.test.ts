import { maintainPartitions, type Maintenance } from "./support/maintain-partitions";
import { as, contract, ownDatabase, type ProductDatabase, value } from "./support/product-database";
import { removeRepositories, serviceRepository } from "./support/service-repository";

afterAll(removeRepositories);

const DAILY: Maintenance["tables"] = { signals: { by: "day", keepDays: 10 } };

/** A migrated product with the core tables. */
async function migrated(): Promise<ProductDatabase> {
  const database = ownDatabase();
  const service = serviceRepository();
  await service.migrate(["prepare"], contract(database));
  expect((await service.migrate(["apply"], contract(database))).stderr).toBe("");
  return database;
}

/** The partitions of a table but the default one, by name. */
async function partitions(database: ProductDatabase, table: string): Promise<string[]> {
  const names = await value(
    database.name,
    `SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
     WHERE inhparent = 'app.${table}'::regclass AND pg_get_expr(relpartbound, c.oid) <> 'DEFAULT'`,
  );
  return (names as string).split(" ").filter(Boolean);
}

const insertSignal = (database: ProductDatabase, at: string): Promise<unknown> =>
  value(
    database.name,
    `INSERT INTO app.signals (occurred_at, symbol, timeframe, side, score, pack_id, model_version) VALUES ('${at}', 'ACME', '1d', 'long', 1, 'p', '1') RETURNING tableoid::regclass::text`,
  );

/** As if the job had run day after day for a week, the last time on the day before. */
async function settled(database: ProductDatabase, today: string): Promise<void> {
  const before = (days: number): string => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  await value(database.name, `COMMENT ON SCHEMA app IS 'a remark\npartitions: day after day since ${before(7)}, last ${before(1)}'`);
}

const OK = { code: 0, stderr: expect.not.stringContaining("ERROR") as unknown };

it("makes the present day and those ahead, in UTC, and finds nothing to do the second time", async () => {
  const database = await migrated();
  const maintenance = { tables: DAILY, aheadDays: 2, today: "2026-11-29" };
  expect(await maintainPartitions(database, maintenance)).toMatchObject(OK);
  expect(await partitions(database, "signals")).toEqual(["signals_p20261129", "signals_p20261130", "signals_p20261201"]);
  expect(await insertSignal(database, "2026-11-29 00:00:00+00")).toBe("app.signals_p20261129");
  expect(await insertSignal(database, "2026-11-29 23:59:59.999999+00")).toBe("app.signals_p20261129");
  const again = await maintainPartitions(database, maintenance);
  expect(again).toMatchObject(OK);
  expect(again.stderr).not.toMatch(/made|dropped/);
});

it("makes months where the table is kept by month", async () => {
  const database = await migrated();
  const tables: Maintenance["tables"] = { audit_logs: { by: "month", keepDays: 60 } };
  expect(await maintainPartitions(database, { tables, aheadDays: 45, today: "2026-11-22" })).toMatchObject(OK);
  expect(await partitions(database, "audit_logs")).toEqual(["audit_logs_p202611", "audit_logs_p202612", "audit_logs_p202701"]);
});

it("drops partitions past their retention, table by table, and none that is a day younger", async () => {
  const database = await migrated();
  await maintainPartitions(database, {
    tables: { signals: { by: "day", keepDays: 10 }, option_signals: { by: "day", keepDays: 3 } },
    aheadDays: 0,
    today: "2026-11-10",
  });
  const later: Maintenance["tables"] = { signals: { by: "day", keepDays: 10 }, option_signals: { by: "day", keepDays: 3 } };
  await settled(database, "2026-11-20");
  expect(await maintainPartitions(database, { tables: later, aheadDays: 0, today: "2026-11-20" })).toMatchObject(OK);
  expect(await partitions(database, "signals")).toEqual(["signals_p20261110", "signals_p20261120"]);
  expect(await partitions(database, "option_signals")).toEqual(["option_signals_p20261120"]);
  const run = await maintainPartitions(database, { tables: later, aheadDays: 0, today: "2026-11-21" });
  expect(run.stderr).toContain("dropped app.signals_p20261110");
  expect(await partitions(database, "signals")).toEqual(["signals_p20261120", "signals_p20261121"]);
});

it("survives a month without a run: makes the needed partitions, moves the rows in between into them, and drops nothing at once", async () => {
  const database = await migrated();
  await maintainPartitions(database, { tables: DAILY, aheadDays: 5, today: "2026-10-20" });
  expect(await insertSignal(database, "2026-11-15 12:00:00+00")).toBe("app.signals_default");
  expect(await insertSignal(database, "2026-11-22 01:00:00+00")).toBe("app.signals_default");
  const late = await maintainPartitions(database, { tables: DAILY, aheadDays: 2, today: "2026-11-22" });
  expect(late).toMatchObject(OK);
  expect(late.stderr).toContain(
    "kept until 2026-11-29, because this job has run day after day only since 2026-11-22: app.signals_p20261020, ",
  );
  expect(late.stderr).toContain("moved 1 rows from app.signals_default to app.signals_p20261115");
  expect((await partitions(database, "signals")).slice(6)).toEqual([
    "signals_p20261115",
    "signals_p20261122",
    "signals_p20261123",
    "signals_p20261124",
  ]);
  expect(await value(database.name, "SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY occurred_at) FROM app.signals")).toBe(
    "app.signals_p20261115 app.signals_p20261122",
  );
});

it("takes up what was written before its first run, also where the API may not delete", async () => {
  const database = await migrated();
  await value(
    database.name,
    "INSERT INTO app.audit_logs (occurred_at, actor, action, entity_type, entity_id) SELECT '2026-11-22', 'ann', 'publish', 'pack', n FROM generate_series(1, 1000) n",
  );
  const tables: Maintenance["tables"] = { audit_logs: { by: "month", keepDays: 60 } };
  expect(await maintainPartitions(database, { tables, aheadDays: 1, today: "2026-11-22" })).toMatchObject(OK);
  expect(await value(database.name, "SELECT count(*)::int FROM app.audit_logs_p202611")).toBe(1000);
});

describe("drops nothing whose time has not come", () => {
  const run = (database: ProductDatabase, today: string): ReturnType<typeof maintainPartitions> =>
    maintainPartitions(database, { tables: DAILY, aheadDays: 1, today });

  it("when the clock jumps ahead and stays there for some days, also by one", async () => {
    const database = await migrated();
    await run(database, "2026-11-20");
    await settled(database, "2026-11-21");
    for (const wrong of ["2036-11-21", "2036-11-22", "2036-11-23"]) expect((await run(database, wrong)).stderr).not.toContain("dropped");
    expect((await run(database, "2026-11-24")).stderr).not.toContain("dropped");
    expect(await partitions(database, "signals")).toContain("signals_p20261120");
    await settled(database, "2026-11-30");
    expect((await run(database, "2026-12-01")).stderr).not.toContain("dropped");
  });

  it("and keeps what the schema's comment said", async () => {
    const database = await migrated();
    await settled(database, "2026-11-21");
    await run(database, "2026-11-21");
    expect(await value(database.name, "SELECT obj_description('app'::regnamespace, 'pg_namespace')")).toBe(
      "a remark\npartitions: day after day since 2026-11-14, last 2026-11-21",
    );
  });
});

it("fills what partitions of another interval leave of a period, from days to months and back", async () => {
  const database = await migrated();
  const by = (unit: "day" | "month", today: string, aheadDays: number): ReturnType<typeof maintainPartitions> =>
    maintainPartitions(database, { tables: { signals: { by: unit, keepDays: 60 } }, aheadDays, today });
  await by("day", "2026-11-28", 3);
  await insertSignal(database, "2026-11-30 12:00+00");
  expect(await insertSignal(database, "2026-12-20 12:00+00")).toBe("app.signals_default");
  expect(await by("month", "2026-11-29", 20)).toMatchObject(OK);
  expect(await partitions(database, "signals")).toEqual([
    "signals_p202611",
    "signals_p20261128",
    "signals_p20261129",
    "signals_p20261130",
    "signals_p20261201",
    "signals_p20261202",
  ]);
  expect(await insertSignal(database, "2026-11-05 12:00+00")).toBe("app.signals_p202611");
  expect(await insertSignal(database, "2026-12-31 12:00+00")).toBe("app.signals_p20261202");
  expect(await by("day", "2026-12-30", 3)).toMatchObject(OK);
  expect((await partitions(database, "signals")).slice(-2)).toEqual(["signals_p20270101", "signals_p20270102"]);
});

it("alerts about unmaintained rows past their retention, and leaves them to a person", async () => {
  const database = await migrated();
  await insertSignal(database, "2026-11-05 12:00:00+00");
  const late = await maintainPartitions(database, { tables: DAILY, aheadDays: 0, today: "2026-11-22" });
  expect(late.code).toBe(3);
  expect(late.stderr).toMatch(/app\.signals_default: 1 rows that no partition covers, from 2026-11-05/);
  expect(await value(database.name, "SELECT count(*)::int FROM app.signals")).toBe(1);
});

it("alarms on rows in the default partition with exit code 3, after all other work is done", async () => {
  const database = await migrated();
  await insertSignal(database, "2031-01-01 00:00:00+00");
  const run = await maintainPartitions(database, {
    tables: { ...DAILY, option_signals: { by: "day", keepDays: 10 } },
    aheadDays: 1,
    today: "2026-11-22",
  });
  expect(run.code).toBe(3);
  expect(run.stderr).toMatch(/app\.signals_default: 1 rows that no partition covers, from 2031-01-01.* to 2031-01-01/);
  expect(await partitions(database, "option_signals")).toEqual(["option_signals_p20261122", "option_signals_p20261123"]);
});

describe("never touches", () => {
  it("a table that it was not told of, or a partition of another owner", async () => {
    const database = await migrated();
    await maintainPartitions(database, {
      tables: { ...DAILY, option_signals: { by: "day", keepDays: 1 } },
      aheadDays: 0,
      today: "2026-01-01",
    });
    await value(database.name, "ALTER TABLE app.signals_p20260101 OWNER TO postgres");
    const run = await maintainPartitions(database, { tables: DAILY, aheadDays: 0, today: "2026-11-22" });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain(`app.signals_p20260101: past its retention, but not owned by ${database.prefix}_migrator`);
    expect(await partitions(database, "signals")).toEqual(["signals_p20260101", "signals_p20261122"]);
    expect(await partitions(database, "option_signals")).toEqual(["option_signals_p20260101"]);
  });

  it("a listed table of another owner, a plain table, one that is missing, or one with a hostile name", async () => {
    const database = await migrated();
    await value(database.name, "CREATE TABLE app.foreign_one (at timestamptz) PARTITION BY RANGE (at)");
    await value(
      database.name,
      "CREATE TABLE app.foreign_one_old PARTITION OF app.foreign_one FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')",
    );
    const hostile = "signals; DROP TABLE app.signals; --";
    const tables: Maintenance["tables"] = Object.fromEntries(
      ["foreign_one", "backtest_runs", "absent", hostile].map((name) => [name, { by: "day", keepDays: 1 }]),
    );
    const run = await maintainPartitions(database, { tables, aheadDays: 3, today: "2026-11-22" });
    expect(run.code).toBe(3);
    for (const name of ["foreign_one", "backtest_runs", "absent", `"${hostile}"`])
      expect(run.stderr).toContain(`app.${name}: not a table of ${database.prefix}_migrator`);
    expect(await partitions(database, "foreign_one")).toEqual(["foreign_one_old"]);
    expect(await value(database.name, "SELECT to_regclass('app.signals') IS NOT NULL")).toBe(true);
  });
});

it("reports no problem before the first migration", async () => {
  const database = ownDatabase();
  await serviceRepository().migrate(["prepare"], contract(database));
  const run = await maintainPartitions(database, { tables: DAILY, aheadDays: 1, today: "2026-11-22" });
  expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do before the first migration") as unknown });
});

it("two at once: each makes what the other has not, and both end well", async () => {
  const database = await migrated();
  const maintenance = { tables: DAILY, aheadDays: 30, today: "2026-11-22" };
  const runs = await Promise.all([maintainPartitions(database, maintenance), maintainPartitions(database, maintenance)]);
  expect(runs).toEqual([expect.objectContaining(OK), expect.objectContaining(OK)]);
  expect(runs.flatMap(({ stderr }) => stderr.match(/made/g) ?? [])).toHaveLength(31);
  expect(await partitions(database, "signals")).toHaveLength(31);
});

it("lets readers and writers go on while it makes and drops partitions", async () => {
  const database = await migrated();
  await maintainPartitions(database, { tables: DAILY, aheadDays: 1, today: "2026-11-01" });
  await as(`${database.prefix}_rw`, database.name, async (writer) => {
    await writer.query("BEGIN");
    await writer.query(
      "INSERT INTO app.signals (occurred_at, symbol, timeframe, side, score, pack_id, model_version) VALUES ('2026-11-02', 'ACME', '1d', 'long', 1, 'p', '1')",
    );
    const during = await maintainPartitions(database, { tables: DAILY, aheadDays: 1, today: "2026-11-02" });
    await writer.query("COMMIT");
    expect(during.stderr).toContain("made app.signals_p20261103");
    expect(during.code).toBe(0);
  });
});

it("makes five years of daily partitions, and says how long that takes", async () => {
  const database = await migrated();
  const days = 5 * 365 + 1;
  const tables: Maintenance["tables"] = { signals: { by: "day", keepDays: 400 } };
  const started = performance.now();
  expect(await maintainPartitions(database, { tables, aheadDays: days, today: "2026-11-22" })).toMatchObject(OK);
  const made = performance.now();
  expect(await partitions(database, "signals")).toHaveLength(days + 1);
  expect(await maintainPartitions(database, { tables, aheadDays: days, today: "2026-11-22" })).toMatchObject(OK);
  const found = performance.now();
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
  console.log(`${days + 1} daily partitions: ${seconds(started, made)} to make, ${seconds(made, found)} to find complete`);
}, 300_000);
