import * as fc from "fast-check";
import { maintainPartitions } from "./support/maintain-partitions";
import { as, contract, ownDatabase, type ProductDatabase, value } from "./support/product-database";
import { removeRepositories, serviceRepository } from "./support/service-repository";

afterAll(removeRepositories);

const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const day = (number: number): string => new Date(START + number * DAY).toISOString().slice(0, 10);

/** What happens to a table between two looks at it. */
type Event =
  /** Rows at so many days before (or after) the present one. */
  | { readonly kind: "rows"; readonly offsets: readonly number[] }
  /** The present day moves on, and the job runs on each of the days, but for the last `late` ones. */
  | { readonly kind: "days"; readonly days: number; readonly late: number }
  /** The server's clock is wrong for so many runs, then right again. */
  | { readonly kind: "wrong clock"; readonly skew: number; readonly runs: number }
  | { readonly kind: "schedule"; readonly by: "day" | "month"; readonly keepDays: number; readonly aheadDays: number }
  | { readonly kind: "column" };

const schedule = fc.record({
  kind: fc.constant("schedule" as const),
  by: fc.constantFrom("day" as const, "month" as const),
  keepDays: fc.integer({ min: 1, max: 70 }),
  aheadDays: fc.integer({ min: 0, max: 45 }),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("rows" as const),
      offsets: fc.array(fc.integer({ min: -80, max: 60 }), { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({
        kind: fc.constant("days" as const),
        days: fc.integer({ min: 1, max: 12 }),
        late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
      })
      .map((e) => ({ ...e, days: Math.max(1, e.days - (e.late > 0 ? 6 : 0)) })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("wrong clock" as const),
      skew: fc.integer({ min: -400, max: 4000 }),
      runs: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: schedule },
  { weight: 1, arbitrary: fc.constant({ kind: "column" as const }) },
);

/** A product with one partitioned table that has what is hard to move: identity, a generated column, columns in another order in the default partition. */
async function made(): Promise<ProductDatabase> {
  const database = ownDatabase();
  const service = serviceRepository({ core: false });
  await service.migrations({
    "0001_init.sql": `-- phase: expand
-- undo: none, not needed in this test
CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz NOT NULL, n int NOT NULL, twice int GENERATED ALWAYS AS (n * 2) STORED, PRIMARY KEY (id, at))
  PARTITION BY RANGE (at);
CREATE TABLE events_default (n int NOT NULL, twice int GENERATED ALWAYS AS (n * 2) STORED, at timestamptz NOT NULL, id bigint NOT NULL);
ALTER TABLE events ATTACH PARTITION events_default DEFAULT;
`,
  });
  await service.migrate(["prepare"], contract(database));
  expect(await service.migrate(["apply"], contract(database))).toMatchObject({ code: 0, stderr: "" });
  return database;
}

/** What the table must look like, by a model that knows nothing of partitions. */
class Table {
  private today = 0;
  private columns = 0;
  private number = 0;
  private plan: Extract<Event, { kind: "schedule" }> = { kind: "schedule", by: "day", keepDays: 10, aheadDays: 3 };
  /** Day by `n`, of rows that no run may have dropped. */
  private readonly rows = new Map<number, number>();

  constructor(private readonly database: ProductDatabase) {}

  async take(event: Event): Promise<void> {
    if (event.kind === "schedule") this.plan = event;
    else if (event.kind === "rows") await this.insert(event.offsets);
    else if (event.kind === "column") await this.migrator(`ALTER TABLE app.events ADD COLUMN more_${this.columns++} text DEFAULT 'x'`);
    else if (event.kind === "wrong clock") {
      for (let run = 0; run < event.runs; run++) {
        this.today++;
        await this.maintain(event.skew);
      }
    } else {
      for (let run = 0; run < event.days; run++) {
        this.today++;
        await this.maintain(0);
      }
      this.today += event.late;
      await this.maintain(0);
      await this.look();
    }
  }

  private migrator(sql: string): Promise<unknown> {
    return as(`${this.database.prefix}_migrator`, this.database.name, (client) => client.query(sql));
  }

  private async insert(offsets: readonly number[]): Promise<void> {
    for (const offset of offsets) this.rows.set(++this.number, this.today + offset);
    const values = offsets.map((offset, at) => `('${day(this.today + offset)} 13:00+00', ${this.number - offsets.length + at + 1})`);
    await as(`${this.database.prefix}_rw`, this.database.name, (api) =>
      api.query(`INSERT INTO app.events (at, n) VALUES ${values.join(", ")}`),
    );
  }

  private async maintain(skew: number): Promise<void> {
    const { by, keepDays, aheadDays } = this.plan;
    const { stderr } = await maintainPartitions(this.database, {
      tables: { events: { by, keepDays } },
      aheadDays,
      today: day(this.today + skew),
    });
    const problems = /DETAIL: {2}([^]*?)\nCONTEXT/.exec(stderr)?.[1]?.split("\n") ?? [];
    expect(problems.filter((problem) => !/^app\.events_default: \d+ rows that no partition covers/.test(problem))).toEqual([]);
    // Whatever the clock said: a row may go once its day is past the retention that counts.
    for (const [n, at] of this.rows) if (at < this.today - keepDays) this.rows.delete(n);
  }

  /** No row is lost or changed, and the present period and those ahead have partitions, each moment one. */
  private async look(): Promise<void> {
    const found = await value(
      this.database.name,
      "SELECT coalesce(json_object_agg(n, twice), '{}') FROM app.events WHERE tableoid IS NOT NULL",
    );
    const twice = found as Record<string, number>;
    expect(
      [...this.rows.keys()].filter((n) => twice[n] !== n * 2).map((n) => ({ n, day: day(this.rows.get(n)!), today: day(this.today) })),
    ).toEqual([]);
    const uncovered = await value(
      this.database.name,
      `SELECT string_agg(d::date::text, ' ' ORDER BY d) FROM generate_series('${day(this.today)}'::timestamp, '${day(this.today + this.plan.aheadDays)}', '1 day') d
       WHERE NOT EXISTS (SELECT FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid,
         regexp_match(pg_get_expr(relpartbound, c.oid), 'FROM \\(''(.+)''\\) TO \\(''(.+)''\\)') b
         WHERE inhparent = 'app.events'::regclass AND d >= (b[1]::timestamptz AT TIME ZONE 'UTC') AND d < (b[2]::timestamptz AT TIME ZONE 'UTC'))`,
    );
    expect(uncovered).toBeNull();
    const strayed = await value(
      this.database.name,
      `SELECT count(*)::int FROM app.events_default WHERE at >= '${day(this.today - this.plan.keepDays)}+00' AND at < '${day(this.today + this.plan.aheadDays)}+00'`,
    );
    expect(strayed).toBe(0);
  }
}

it("loses no row and leaves no gap, whatever becomes of interval, retention, days without a run, clock and columns", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 9 }), async (events) => {
      const database = await made();
      const table = new Table(database);
      for (const next of events) await table.take(next);
      await table.take({ kind: "days", days: 1, late: 0 });
      await value("postgres", `DROP DATABASE ${database.name} WITH (FORCE)`);
    }),
    { numRuns: 12, endOnFailure: true, examples: EXAMPLES },
  );
}, 600_000);

/** Those that were seen to fail, or nearly. */
const EXAMPLES: [Event[]][] = [
  [
    [
      { kind: "schedule", by: "day", keepDays: 40, aheadDays: 6 },
      { kind: "days", days: 2, late: 0 },
      // Half of a month lies in daily partitions.
      { kind: "schedule", by: "month", keepDays: 40, aheadDays: 20 },
      { kind: "rows", offsets: [-2, 5, 12, 25] },
      { kind: "column" },
      { kind: "days", days: 3, late: 0 },
      { kind: "schedule", by: "day", keepDays: 5, aheadDays: 40 },
      { kind: "rows", offsets: [0, 30, 50] },
      { kind: "days", days: 8, late: 0 },
    ],
  ],
  [
    [
      { kind: "rows", offsets: [-9, -1, 0, 1] },
      { kind: "days", days: 8, late: 0 },
      { kind: "rows", offsets: [-9, -1, 0, 1] },
      { kind: "wrong clock", skew: 3650, runs: 3 },
      { kind: "days", days: 1, late: 0 },
    ],
  ],
];
