import { connect, createServer } from "node:net";
import type { Client } from "pg";
import { freePort } from "../support/free-port";
import { as, contract, ownDatabase, type ProductDatabase, serverPort, value } from "../support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const FILES = {
  "0001_init.sql":
    "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE packs (id int, name text);\nINSERT INTO packs VALUES (1, 'a');\n",
  "0002_more.sql":
    "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE models (id int);\nUPDATE packs SET name = 'b';\n",
  "0003_index.sql": "-- phase: expand\n-- transaction: none\nCREATE UNIQUE INDEX CONCURRENTLY packs_id_idx ON packs (id);\n",
  "0003_index.undo.sql": "-- transaction: none\nDROP INDEX CONCURRENTLY IF EXISTS packs_id_idx;\n",
  "0004_last.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE policies (id int);\n",
};

async function prepared(): Promise<[ServiceRepository, ProductDatabase]> {
  const service = serviceRepository();
  await service.migrations(FILES);
  const database = ownDatabase();
  await service.migrate(["prepare"], contract(database));
  return [service, database];
}

const MIGRATOR = "SELECT count(*)::int FROM pg_stat_activity WHERE application_name LIKE 'db-migrate%' AND datname = current_database()";

/** Polls a count as the superuser until it is what it should be. */
async function until(database: ProductDatabase, sql: string, expected: unknown): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await value(database.name, sql)) === expected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`still ${String(await value(database.name, sql))}: ${sql}`);
}

const waits = (database: ProductDatabase): Promise<void> => until(database, `${MIGRATOR} AND wait_event_type = 'Lock'`, 1);

/** Only the files up to this number, applied without interruption. */
async function applyUpTo(service: ServiceRepository, database: ProductDatabase, number: number): Promise<void> {
  const later = Object.keys(FILES).filter((name) => Number(name.slice(0, 4)) > number);
  await service.migrations(Object.fromEntries(later.map((name) => [name, null])));
  expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
  await service.migrations(FILES);
}

/** Everything applied once and whole. */
async function expectComplete(database: ProductDatabase): Promise<void> {
  const state = "SELECT string_agg(number || ':' || (applied_at IS NOT NULL), ' ' ORDER BY number) FROM app.";
  expect(await value(database.name, `${state}core_schema_migrations`)).toBe("1:true 2:true 3:true 4:true");
  expect(await value(database.name, `${state}schema_migrations`)).toBe("1:true 2:true 3:true 4:true");
  expect(await value(database.name, "SELECT string_agg(id || name, ',') FROM app.packs")).toBe("1b");
  expect(await value(database.name, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.packs_id_idx'::regclass")).toBe(true);
  expect(await value(database.name, "SELECT count(*)::int FROM pg_class WHERE relname LIKE 'packs_id%'")).toBe(1);
}

interface Step {
  /** Files applied before, by a run that nobody interrupts. */
  readonly after: number;
  /** Makes the next run wait at the step, from a session of the superuser. */
  readonly block: (client: Client, database: ProductDatabase) => Promise<unknown>;
  readonly at?: (database: ProductDatabase) => Promise<void>;
}

const steps: Record<string, Step> = {
  "while it waits for another run": {
    after: 1,
    block: (client) => client.query("BEGIN; LOCK TABLE app.core_schema_migrations IN SHARE UPDATE EXCLUSIVE MODE"),
    at: (database) => until(database, MIGRATOR, 1),
  },
  "while it asserts the privileges": { after: 0, block: (client) => client.query("BEGIN; CREATE SCHEMA app") },
  "in a core migration": {
    after: -1,
    block: (client, { prefix }) =>
      client.query(`BEGIN; CREATE SCHEMA app AUTHORIZATION ${prefix}_migrator; COMMIT; BEGIN; CREATE TABLE app.backtest_runs (id int)`),
  },
  "when it writes a file's row into the ledger": {
    after: 1,
    block: (client) => client.query("BEGIN; INSERT INTO app.schema_migrations VALUES (2, 'other', '', '', '', now(), now(), 0, 1, '0/0')"),
  },
  "in the middle of a file": { after: 1, block: (client) => client.query("BEGIN; SELECT * FROM app.packs FOR UPDATE") },
  "before a statement without a transaction": {
    after: 2,
    block: (client) => client.query("BEGIN; LOCK TABLE app.packs IN SHARE UPDATE EXCLUSIVE MODE"),
  },
  "in the middle of CREATE INDEX CONCURRENTLY": {
    after: 2,
    block: (client) => client.query("BEGIN; UPDATE app.packs SET id = 1"),
    at: (database) => until(database, "SELECT count(*)::int FROM pg_index WHERE NOT indisvalid", 1),
  },
  "between two files": { after: 3, block: (client) => client.query("BEGIN; CREATE TABLE app.policies (id int)") },
};

describe("killed (-9)", () => {
  it.each(Object.entries(steps))("%s, the next run goes on", async (_, { after, block, at = waits }) => {
    const [service, database] = await prepared();
    if (after > 0) await applyUpTo(service, database, after);
    await as("postgres", database.name, async (client) => {
      await block(client, database);
      const running = service.begin(["apply"], contract(database));
      await at(database);
      running.kill();
      expect((await running.outcome).code).toBeNull();
      // The server has to notice by itself that its client is gone.
      await until(database, MIGRATOR, 0);
      await client.query("ROLLBACK");
    });
    const { code, stderr } = await service.migrate(["apply"], contract(database));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await expectComplete(database);
  });

  it("between CREATE INDEX CONCURRENTLY and its entry in the ledger, the next run takes the finished index", async () => {
    const [service, database] = await prepared();
    await applyUpTo(service, database, 2);
    await as("postgres", database.name, (writer) =>
      as("postgres", database.name, async (reader) => {
        await writer.query("BEGIN; UPDATE app.packs SET id = 1");
        const running = service.begin(["apply"], contract(database));
        await until(database, "SELECT count(*)::int FROM pg_index WHERE NOT indisvalid", 1);
        await reader.query("BEGIN; SELECT 1 FROM app.schema_migrations WHERE number = 3 FOR UPDATE");
        await writer.query("ROLLBACK");
        await until(
          database,
          "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'UPDATE \"schema_migrations\"%' AND wait_event_type = 'Lock'",
          1,
        );
        running.kill();
        await until(database, MIGRATOR, 0);
        await reader.query("ROLLBACK");
      }),
    );
    const before = await value(database.name, "SELECT 'app.packs_id_idx'::regclass::oid::text");
    const { stdout } = await service.migrate(["apply"], contract(database));
    expect(stdout).toContain("migrations/0003_index.sql was begun and not finished; going on");
    expect(await value(database.name, "SELECT 'app.packs_id_idx'::regclass::oid::text")).toBe(before);
    await expectComplete(database);
  });

  it("in the middle of an undo without a transaction, the next run makes it whole again", async () => {
    const [service, database] = await prepared();
    await applyUpTo(service, database, 3);
    await service.migrations({ "0004_last.sql": null });
    const env = { ...contract(database), DB_UNDO: "allowed" };
    await as("postgres", database.name, async (client) => {
      await client.query("BEGIN; LOCK TABLE app.packs IN ACCESS SHARE MODE; SELECT 1 FROM app.packs");
      const running = service.begin(["undo"], env);
      await waits(database);
      running.kill();
      await until(database, MIGRATOR, 0);
      await client.query("ROLLBACK");
    });
    await service.migrations(FILES);
    expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
    await expectComplete(database);
  });
});

it("drops the invalid index that a failed CREATE INDEX CONCURRENTLY left, and says so", async () => {
  const [service, database] = await prepared();
  await applyUpTo(service, database, 2);
  await value(database.name, "INSERT INTO app.packs VALUES (1, 'twin')");
  const failed = await service.migrate(["apply"], contract(database));
  expect(failed.stderr).toContain('migrations/0003_index.sql:3 could not create unique index "packs_id_idx"; Key (id)=(1) is duplicated.');
  await value(database.name, "DELETE FROM app.packs WHERE name = 'twin'");
  const { stdout } = await service.migrate(["apply"], contract(database));
  expect(stdout).toContain("dropping the invalid index packs_id_idx that an interrupted run left");
  await expectComplete(database);
});

it("says that the connection broke when the server ends it, and goes on the next time", async () => {
  const [service, database] = await prepared();
  await applyUpTo(service, database, 1);
  await as("postgres", database.name, async (client) => {
    await client.query("BEGIN; SELECT * FROM app.packs FOR UPDATE");
    const running = service.begin(["apply"], contract(database));
    await waits(database);
    await value(
      database.name,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'db-migrate' AND datname = current_database()",
    );
    const { code, stderr } = await running.outcome;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^migrations\/0002_more\.sql:4 .*terminating connection due to administrator command/m);
    expect(stderr).not.toContain("Traceback");
    await client.query("ROLLBACK");
  });
  expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
  await expectComplete(database);
});

/** Passes everything on to the server, but takes the connection away from the client once the server has answered the commit of 0002_more.sql. */
async function losesAnswerToCommit(): Promise<{ readonly port: number; close(): void }> {
  const proxy = createServer((client) => {
    const server = connect(serverPort(), "127.0.0.1");
    let begun = false;
    let lost = false;
    client.on("data", (chunk) => {
      begun ||= chunk.includes("CREATE TABLE models");
      lost ||= begun && chunk.includes("COMMIT");
      server.write(chunk);
    });
    server.on("data", (chunk) => (lost ? client.destroy() : client.write(chunk)));
    client.on("close", () => server.end()).on("error", () => undefined);
    server.on("close", () => client.end()).on("error", () => undefined);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  return { port, close: () => proxy.close() };
}

it("says that a file may or may not be committed when the answer to the commit is lost, and the next run finds out", async () => {
  const [service, database] = await prepared();
  await applyUpTo(service, database, 1);
  const proxy = await losesAnswerToCommit();
  const { code, stderr } = await service.migrate(["apply"], { ...contract(database), DB_PORT: String(proxy.port) });
  proxy.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^migrations\/0002_more\.sql:4 may or may not be committed: the connection broke \([^\n]+\); run again, which finds out\n1 problem\n$/,
  );
  expect(await value(database.name, "SELECT max(number) FROM app.schema_migrations")).toBe(2);
  const { stdout } = await service.migrate(["apply"], contract(database));
  expect(stdout).not.toContain("applied migrations/0002_more.sql");
  await expectComplete(database);
});

it("lets the second of two runs wait for the first, and then find nothing to do", async () => {
  const [service, database] = await prepared();
  await applyUpTo(service, database, 2);
  await as("postgres", database.name, async (client) => {
    // The first waits inside CREATE INDEX CONCURRENTLY for this transaction; the second must not be one it waits for too.
    await client.query("BEGIN; UPDATE app.packs SET id = 1");
    const first = service.begin(["apply"], contract(database));
    await until(database, "SELECT count(*)::int FROM pg_index WHERE NOT indisvalid", 1);
    const second = service.begin(["apply"], contract(database));
    await second.printed("another migration holds the lock of schema app (process ");
    await client.query("ROLLBACK");
    const [one, two] = [await first.outcome, await second.outcome];
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(one.stdout).toContain("applied migrations/0004_last.sql");
    expect(two.stdout).not.toContain("applied ");
  });
  await expectComplete(database);
});
