import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../support/free-port";
import { serverFolder } from "../support/postgres-server";
import { contract, ownDatabase, PASSWORD, type ProductDatabase, serverPort, sharedDatabase, value } from "../support/product-database";
import { start } from "../support/run-command";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";
import { systemUser } from "../support/system-user";

afterAll(removeRepositories);

const FILES = {
  "0001_init.sql": "-- phase: expand\nCREATE TABLE packs (id bigint PRIMARY KEY, name text NOT NULL);\n",
  "0001_init.undo.sql": "DROP TABLE packs;\n",
  "0002_index.sql": "-- phase: expand\n-- transaction: none\nCREATE INDEX CONCURRENTLY packs_name_idx ON packs (name);\n",
  "0002_index.undo.sql": "-- transaction: none\nDROP INDEX CONCURRENTLY IF EXISTS packs_name_idx;\n",
};

/** Where Debian puts it; not on everybody's PATH. */
const PGBOUNCER = "/usr/sbin/pgbouncer";

const scratch = (database: ProductDatabase): ProductDatabase => ({ ...database, name: `${database.name}_scratch` });

async function repository(): Promise<ServiceRepository> {
  const service = serviceRepository();
  await service.migrations(FILES);
  return service;
}

const tables = (database: ProductDatabase): Promise<unknown> =>
  value(
    database.name,
    "SELECT count(*)::int FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname NOT LIKE 'pg_%' AND nspname <> 'information_schema'",
  );

it.each(Object.entries({ "a database of its own": () => ownDatabase(), "the shared database": () => sharedDatabase("shop")[0]! }))(
  "tries everything up, down and up again in %s, and leaves nothing behind",
  async (_, make) => {
    const service = await repository();
    const database = scratch(make());
    const { code, stdout, stderr } = await service.migrate(["dry-run"], contract(database));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("applied and took back migrations/core/0004_audit_logs.sql");
    expect(stdout).toContain("applied and took back migrations/0002_index.sql");
    expect(stdout).toContain(`${database.name} is as it was: all of it ran for real, on a copy that is gone`);
    expect(await tables(database)).toBe(0);
    expect(await value("postgres", `SELECT count(*)::int FROM pg_database WHERE datname LIKE '${database.name.slice(0, 20)}%'`)).toBe(1);
  },
);

describe("without a superuser, who could make a copy,", () => {
  const alone = (database: ProductDatabase): NodeJS.ProcessEnv => ({ ...contract(database), DB_ADMIN_USER: undefined });
  const more = { "0003_more.sql": "-- phase: expand\nCREATE TABLE models (id bigint);\n", "0003_more.undo.sql": "DROP TABLE models;\n" };

  async function upTo0002(): Promise<[ServiceRepository, ProductDatabase]> {
    const service = await repository();
    const database = scratch(ownDatabase());
    await service.migrate(["prepare"], contract(database));
    await service.migrate(["apply"], alone(database));
    return [service, database];
  }

  it("tries files with a transaction in one that is rolled back", async () => {
    const [service, database] = await upTo0002();
    const before = await tables(database);
    await service.migrations(more);
    const { code, stdout } = await service.migrate(["dry-run"], alone(database));
    expect(code).toBe(0);
    expect(stdout).toContain(`rolled back; ${database.name} is as it was`);
    expect(stdout).toMatch(/what this could not see:.*a lock that one pending file takes.*sequences/s);
    expect(await tables(database)).toBe(before);
  });

  it("refuses a file without one, until the database is given up to it", async () => {
    const service = await repository();
    const database = scratch(ownDatabase());
    await service.migrate(["prepare"], contract(database));
    const refused = await service.migrate(["dry-run"], alone(database));
    expect(refused.stderr).toContain(
      "migrations/0002_index.sql:1 runs outside a transaction, so it cannot be rolled back; set DB_ADMIN_USER, with which the dry run makes a copy, " +
        `or give up ${database.name} to it: dry-run --for-real`,
    );
    expect(await tables(database)).toBe(0);
    const { code, stdout } = await service.migrate(["dry-run", "--for-real"], alone(database));
    expect(code).toBe(0);
    expect(stdout).toContain(`${database.name} has all of it now: make it anew for the next dry run`);
    expect(await value(database.name, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.packs_name_idx'::regclass")).toBe(true);
  });
});

it("refuses CREATE INDEX CONCURRENTLY on a partitioned table, with the way that goes, and that way goes", async () => {
  const service = await repository();
  const index = (transaction: string, sql: string): Record<string, string> => ({
    "0003_runs.sql":
      "-- phase: expand\nCREATE TABLE runs (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);\nCREATE TABLE runs_default PARTITION OF runs DEFAULT;\n",
    "0003_runs.undo.sql": "DROP TABLE runs;\n",
    "0004_index.sql": `-- phase: expand\n-- transaction: ${transaction}\n${sql}\n`,
    "0004_index.undo.sql": "DROP INDEX runs_at_idx;\n",
  });
  const database = scratch(ownDatabase());
  await service.migrations(index("none", "CREATE INDEX CONCURRENTLY runs_at_idx ON runs (at);"));
  const refused = await service.migrate(["dry-run"], contract(database));
  expect(refused.stderr).toContain(
    'migrations/0004_index.sql:3 cannot create index on partitioned table "runs" concurrently; write CREATE INDEX name ON table (…) and "-- transaction: per partition"',
  );
  await service.migrations(index("per partition", "CREATE INDEX runs_at_idx ON runs (at);"));
  const { code, stdout, stderr } = await service.migrate(["dry-run"], contract(database));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("applied and took back migrations/0004_index.sql");
});

it("leaves the memberships alone that let people into the live database beside the scratch one", async () => {
  const [shop] = sharedDatabase("shop");
  const database = scratch(shop!);
  const service = serviceRepository({ core: false });
  await service.migrations({ "0001_init.sql": FILES["0001_init.sql"], "0001_init.undo.sql": FILES["0001_init.undo.sql"] });
  await service.migrate(["prepare"], contract(database));
  await value("postgres", `CREATE DATABASE ${shop!.name}`);
  await value("postgres", `CREATE ROLE ${shop!.name}_connect ROLE ${shop!.prefix}_rw`);
  const { code, stdout, stderr } = await service.migrate(["dry-run"], contract(database));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).not.toContain("_connect");
  expect(await value("postgres", `SELECT pg_has_role('${shop!.prefix}_rw', '${shop!.name}_connect', 'MEMBER')`)).toBe(true);
});

it("says what it could not see", async () => {
  const service = await repository();
  const { stdout } = await service.migrate(["dry-run"], contract(scratch(ownDatabase())));
  const [, unseen] = stdout.split("what this could not see:");
  expect(unseen).toMatch(/how long a statement takes.*rows of the real database.*the scratch database was empty/s);
});

it("applies only pending migrations where others are applied", async () => {
  const service = await repository();
  const database = scratch(ownDatabase());
  await service.migrate(["prepare"], contract(database));
  await service.migrate(["apply"], contract(database));
  const before = await tables(database);
  await service.migrations({
    "0003_more.sql": "-- phase: expand\nCREATE TABLE models (id bigint);\n",
    "0003_more.undo.sql": "DROP TABLE models;\n",
  });
  const { code, stdout } = await service.migrate(["dry-run"], contract(database));
  expect(code).toBe(0);
  expect(stdout.match(/^applied .*$/gm)).toEqual(["applied and took back migrations/0003_more.sql"]);
  expect(stdout).not.toContain("was empty");
  expect(await tables(database)).toBe(before);
});

it("refuses a database that is not a scratch database", async () => {
  const service = await repository();
  const database = ownDatabase();
  const { code, stderr } = await service.migrate(["dry-run"], contract(database));
  expect(code).toBe(1);
  expect(stderr).toContain(
    `DB_NAME is '${database.name}'; a dry run takes the real locks, so it wants a database whose name ends in _scratch`,
  );
});

describe("finds at its line", () => {
  /** A migration whose undo does nothing. */
  const up = (sql: string): Record<string, string> => ({
    "0003_more.sql": `-- phase: expand\n${sql}\n`,
    "0003_more.undo.sql": "SELECT 1;\n",
  });
  const cases: Record<string, [Record<string, string>, RegExp]> = {
    "an error that only Postgres sees": [
      { "0003_more.sql": "-- phase: expand\n-- undo: none, not needed here\nCREATE TABLE models (\n  id bigint REFERENCES nothing\n);\n" },
      /^migrations\/0003_more\.sql:3 relation "nothing" does not exist$/m,
    ],
    "a constraint that fails at the commit": [
      {
        "0003_more.sql":
          "-- phase: expand\n-- undo: none, not needed here\nCREATE TABLE models (id bigint REFERENCES packs DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO models VALUES (7);\n",
      },
      /^migrations\/0003_more\.sql:4 insert or update on table "models" violates foreign key constraint/m,
    ],
    "an undo that leaves something": [
      {
        "0003_more.sql":
          "-- phase: expand\nCREATE TABLE models (id bigint);\n-- three rows that nobody writes\n-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX packs_id_idx ON packs (id);\n",
        "0003_more.undo.sql": "DROP TABLE models;\n",
      },
      /^migrations\/0003_more\.undo\.sql:1 does not take everything back; left: index CREATE INDEX packs_id_idx/m,
    ],
    "an undo that takes too much": [
      {
        "0003_more.sql": "-- phase: expand\nCREATE TABLE models (id bigint);\n",
        "0003_more.undo.sql": "DROP TABLE models;\nALTER TABLE packs ALTER COLUMN name DROP NOT NULL;\n",
      },
      /^migrations\/0003_more\.undo\.sql:1 does not take everything back; lost: column packs 2 name text t/m,
    ],
    "an undo that leaves what is easily overlooked: forced row security": [
      up("ALTER TABLE packs FORCE ROW LEVEL SECURITY;"),
      /0003_more\.undo\.sql:1 does not take everything back; lost: relation r packs/,
    ],
    "a replica identity": [up("ALTER TABLE packs REPLICA IDENTITY FULL;"), /does not take everything back; lost: relation r packs/],
    "a statistics target": [
      up("ALTER TABLE packs ALTER COLUMN name SET STATISTICS 500;"),
      /does not take everything back; lost: column packs 2/,
    ],
    "a statistics object": [up("CREATE STATISTICS s ON id, name FROM packs;"), /does not take everything back; left: CREATE STATISTICS/],
    "an aggregate": [
      up("CREATE AGGREGATE most (int) (SFUNC = int4larger, STYPE = int);"),
      /does not take everything back; left: aggregate most\(integer\)/,
    ],
    "a rule": [
      up("CREATE RULE keep AS ON DELETE TO packs DO INSTEAD NOTHING;"),
      /does not take everything back; left: rule CREATE RULE keep/,
    ],
    "a block that changes what the core made": [
      {
        "0003_more.sql":
          "-- phase: expand\n-- undo: none, not needed here\nDO $$ BEGIN EXECUTE 'DROP TRIGGER audit_logs_append_only ' || 'ON audit_logs'; END $$;\n",
      },
      /^migrations\/0003_more\.sql:1 changes what the core made: lost: trigger CREATE TRIGGER audit_logs_append_only/m,
    ],
    "a block that grants": [
      {
        "0003_more.sql":
          "-- phase: expand\n-- undo: none, not needed here\nDO $$ BEGIN EXECUTE 'GRANT SELECT ON packs TO PUBLIC'; END $$;\n",
      },
      /^migrations\/0003_more\.sql:1 changes rights, .*the run ends with rights: REVOKE SELECT ON TABLE app\.packs FROM PUBLIC CASCADE$/m,
    ],
    "an undo that fails": [
      { "0003_more.sql": "-- phase: expand\nCREATE TABLE models (id bigint);\n", "0003_more.undo.sql": "SELECT 1;\nDROP TABLE model;\n" },
      /^migrations\/0003_more\.undo\.sql:2 table "model" does not exist$/m,
    ],
  };

  it.each(Object.entries(cases))("%s", async (_, [files, message]) => {
    const service = await repository();
    await service.migrations(files);
    const database = scratch(ownDatabase());
    const { code, stderr } = await service.migrate(["dry-run"], contract(database));
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(await tables(database)).toBe(0);
  });
});

it("refuses a pooler, through which locks and settings would not hold", async () => {
  if (!existsSync(PGBOUNCER)) throw new Error("there is no PgBouncer to refuse: apt-get install pgbouncer");
  const service = await repository();
  const database = scratch(ownDatabase());
  await service.migrate(["prepare"], contract(database));
  const folder = serverFolder();
  const port = await freePort();
  writeFileSync(join(folder, "users"), `"${database.prefix}_migrator" "${PASSWORD}"\n`);
  writeFileSync(
    join(folder, "pgbouncer.ini"),
    `[databases]\n* = host=127.0.0.1 port=${serverPort()}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =\n` +
      `auth_type = plain\nauth_file = ${join(folder, "users")}\npool_mode = transaction\n`,
  );
  const pooler = start(PGBOUNCER, [join(folder, "pgbouncer.ini")], { ...systemUser(), cwd: folder });
  try {
    await until(
      async () => (await service.migrate(["apply"], { ...contract(database), DB_PORT: String(port) })).stderr,
      /connection pooler/,
    );
    for (const command of ["apply", "dry-run"]) {
      const { code, stderr } = await service.migrate([command], { ...contract(database), DB_PORT: String(port), DB_ADMIN_USER: undefined });
      expect(code).toBe(1);
      expect(stderr).toContain(
        `127.0.0.1:${port}/${database.name} is a connection pooler; let DB_HOST and DB_PORT name the database itself`,
      );
    }
  } finally {
    pooler.kill();
    await pooler.outcome;
    rmSync(folder, { recursive: true });
  }
});

/** Until the pooler listens. */
async function until(read: () => Promise<string>, pattern: RegExp): Promise<void> {
  let last = "";
  for (let attempt = 0; attempt < 20; attempt++) {
    last = await read();
    if (pattern.test(last)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(last);
}
