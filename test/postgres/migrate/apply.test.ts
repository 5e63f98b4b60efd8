import { as, contract, ownDatabase, type ProductDatabase, PASSWORD, sharedDatabase, value } from "../support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const INIT = "-- phase: expand\nCREATE TABLE packs (id int PRIMARY KEY, name text NOT NULL);\n";
const more = (sql: string, phase = "expand"): string => `-- phase: ${phase}\n-- undo: none, not needed in this test\n${sql}\n`;

async function repository(): Promise<ServiceRepository> {
  const service = serviceRepository();
  await service.migrations({ "0001_init.sql": INIT, "0001_init.undo.sql": "DROP TABLE packs;\n" });
  return service;
}

async function prepared(service: ServiceRepository, database: ProductDatabase = ownDatabase()): Promise<ProductDatabase> {
  const { code, stderr } = await service.migrate(["prepare"], contract(database));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return database;
}

const modes: Record<string, () => ProductDatabase> = {
  "a database of its own": () => ownDatabase(),
  "a schema of the shared database": () => sharedDatabase("shop", "tide")[0]!,
};

describe.each(Object.entries(modes))("in %s", (_, make) => {
  it("applies core first, then the product, and records each file with the WAL position before it", async () => {
    const service = await repository();
    const database = await prepared(service, make());
    const env = contract(database);
    const { code, stdout, stderr } = await service.migrate(["apply"], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.match(/^applied \S+/gm)).toEqual([
      "applied migrations/core/0001_signals.sql",
      "applied migrations/core/0002_option_signals.sql",
      "applied migrations/core/0003_backtest_runs.sql",
      "applied migrations/core/0004_audit_logs.sql",
      "applied migrations/0001_init.sql",
    ]);
    const { rows } = await as(`${database.prefix}_rw`, database.name, (client) =>
      client.query<{ number: number; name: string; good: boolean; wal_timeline: number; at: string }>(
        `SELECT number, name, sha256 ~ '^[0-9a-f]{64}$' AND applied_at >= started_at AND duration_ms >= 0 AND applied_by LIKE '%@%' AS good,
           wal_timeline, wal_position AS at
         FROM ${database.schema}.core_schema_migrations UNION ALL
         SELECT number, name, phase = 'expand', wal_timeline, wal_position FROM ${database.schema}.schema_migrations ORDER BY at`,
      ),
    );
    expect(rows.map((row) => [row.number, row.name, row.good, row.wal_timeline])).toEqual([
      [1, "0001_signals.sql", true, 1],
      [2, "0002_option_signals.sql", true, 1],
      [3, "0003_backtest_runs.sql", true, 1],
      [4, "0004_audit_logs.sql", true, 1],
      [1, "0001_init.sql", true, 1],
    ]);
    expect(await value(database.name, `SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public'`)).toBe(0);
  });

  it("applies nothing when a file may take longer than the release waits", async () => {
    const service = await repository();
    const database = await prepared(service, make());
    await service.migrations({
      "0002_more.sql": "-- phase: expand\n-- undo: none, not needed in this test\n-- statement-timeout: 20min\nSELECT 1;\n",
    });
    const { code, stdout, stderr } = await service.migrate(["apply"], { ...contract(database), DB_MIGRATE_SECONDS: "900" });
    expect(code).toBe(1);
    expect(stdout).not.toContain("applied ");
    expect(stderr).toContain(
      "migrations/0002_more.sql:1 may take 20min for one statement, and the release ends its migrations after 900 s; nothing was applied: " +
        "set migrations.deadlineSeconds in infra/values-<environment>.yaml, or a shorter statement-timeout",
    );
    expect((await service.migrate(["apply"], { ...contract(database), DB_MIGRATE_SECONDS: "1200" })).code).toBe(0);
  });

  it("finds nothing to do the second time, and asserts the privileges again", async () => {
    const service = await repository();
    const database = await prepared(service, make());
    await service.migrate(["apply"], contract(database));
    await value(database.name, `GRANT SELECT ON ${database.schema}.packs TO PUBLIC`);
    const { code, stdout } = await service.migrate(["apply"], contract(database));
    expect(code).toBe(0);
    expect(stdout).not.toContain("applied");
    expect(stdout).toContain(`rights: REVOKE SELECT ON TABLE ${database.schema}.packs FROM PUBLIC CASCADE`);
    expect(stdout).toContain(`schema ${database.schema} of ${database.name} is up to date`);
  });
});

it("takes back at the end what a block of a migration granted", async () => {
  const service = await repository();
  const database = await prepared(service);
  await service.migrations({ "0002_more.sql": more("DO $$ BEGIN EXECUTE 'GRANT SELECT ON packs TO PUBLIC'; END $$;") });
  const { code, stdout } = await service.migrate(["apply"], contract(database));
  expect(code).toBe(0);
  expect(stdout).toMatch(/applied migrations\/0002_more\.sql .*\nrights: REVOKE SELECT ON TABLE app\.packs FROM PUBLIC CASCADE\n/);
});

it("keeps two products of the shared database apart", async () => {
  const [shop, tide] = sharedDatabase("shop", "tide");
  const service = await repository();
  for (const database of [shop!, tide!]) {
    await prepared(service, database);
    expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
  }
  expect(await value(shop!.name, "SELECT string_agg(schemaname, ',' ORDER BY schemaname) FROM pg_tables WHERE tablename = 'packs'")).toBe(
    "shop,tide",
  );
});

describe("says at which line Postgres stopped, and leaves the schema as it was:", () => {
  const cases: Record<string, [string, RegExp]> = {
    "a syntax error": [
      "CREATE TABLE a (id int);\nCREATE TABLE b (\n  id int,,\n);",
      /^migrations\/0002_more\.sql:5 syntax error at or near ","$/m,
    ],
    "an unknown column": [
      "CREATE TABLE a (id int);\nSELECT id,\n  nme FROM packs;",
      /^migrations\/0002_more\.sql:5 column "nme" does not exist; Perhaps you meant/m,
    ],
    "a violated constraint": [
      "INSERT INTO packs VALUES (1, 'a');\nINSERT INTO packs\n  VALUES (1, 'b');",
      /^migrations\/0002_more\.sql:4 duplicate key value .*; Key \(id\)=\(1\) already exists\.$/m,
    ],
    "a constraint checked at the commit": [
      "CREATE TABLE a (id int REFERENCES packs DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO a VALUES (7);",
      /^migrations\/0002_more\.sql:4 was not committed: insert or update on table "a" violates/m,
    ],
    "a statement that takes too long": [
      "SET LOCAL statement_timeout = '50ms';\nSELECT pg_sleep(5);",
      /^migrations\/0002_more\.sql:4 canceling statement due to statement timeout; stopped after 1min; nothing of this file is applied/m,
    ],
    "something the migrator may not": [
      "CREATE ROLE other;",
      /^migrations\/0002_more\.sql:3 permission denied to create role.*ask the platform team$/m,
    ],
  };

  it.each(Object.entries(cases))("%s", async (_, [sql, message]) => {
    const service = await repository();
    const database = await prepared(service);
    await service.migrations({ "0002_more.sql": more(sql), "0003_late.sql": more("CREATE TABLE late (id int);") });
    const { code, stderr } = await service.migrate(["apply"], contract(database));
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(await value(database.name, "SELECT max(number) FROM app.schema_migrations")).toBe(1);
    expect(await value(database.name, "SELECT count(*)::int FROM pg_tables WHERE tablename IN ('a', 'b', 'late')")).toBe(0);
    await service.migrations({ "0002_more.sql": more("SELECT 1;") });
    expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
  });
});

it("gives up on a lock within its time-out and says that nothing is applied", async () => {
  const service = await repository();
  const database = await prepared(service);
  await service.migrate(["apply"], contract(database));
  await service.migrations({ "0002_more.sql": `-- lock-timeout: 300ms\n${more("ALTER TABLE packs ADD COLUMN a text;")}` });
  await as("postgres", database.name, async (client) => {
    await client.query("BEGIN; LOCK TABLE app.packs IN ACCESS SHARE MODE");
    const { stderr } = await service.migrate(["apply"], contract(database));
    expect(stderr).toMatch(
      /0002_more\.sql:4 canceling statement due to lock timeout; no lock within 300ms; nothing of this file is applied: end the long/,
    );
    await client.query("COMMIT");
  });
  expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
});

describe("compares the ledger with the files:", () => {
  async function applied(): Promise<[ServiceRepository, ProductDatabase]> {
    const service = await repository();
    const database = await prepared(service);
    await service.migrations({ "0002_more.sql": more("CREATE TABLE models (id int);") });
    expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
    return [service, database];
  }

  it("an edited file", async () => {
    const [service, database] = await applied();
    await service.migrations({ "0002_more.sql": more("CREATE TABLE models (id bigint);") });
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(
      "migrations/0002_more.sql:1 is applied and was edited; restore it from git and write a new migration",
    );
  });

  it("a renamed file", async () => {
    const [service, database] = await applied();
    await service.migrations({ "0002_more.sql": null, "0002_models.sql": more("CREATE TABLE models (id int);") });
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(
      "migrations/0002_models.sql is applied as 0002_more.sql; give it its name back",
    );
  });

  it("another file under a number that is taken", async () => {
    const [service, database] = await applied();
    await service.migrations({ "0002_more.sql": null, "0002_other.sql": more("CREATE TABLE other (id int);") });
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(
      "migrations/0002_more.sql:1 is applied and is now 0002_other.sql, another file",
    );
  });

  it("an older release on its way back is let through", async () => {
    const [service, database] = await applied();
    await service.migrations({ "0002_more.sql": null });
    const { code, stdout } = await service.migrate(["apply"], contract(database));
    expect(code).toBe(0);
    expect(stdout).toContain("migrations: 0002_more.sql (expand) was applied by a newer release; left as it is");
  });

  it("an older release behind a contract is not", async () => {
    const [service, database] = await applied();
    await value(database.name, "UPDATE app.schema_migrations SET phase = 'contract' WHERE number = 2");
    await service.migrations({ "0002_more.sql": null });
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(
      "migrations/0002_more.sql is applied and removed what this older release uses; deploy a release that has it",
    );
  });
});

describe("refuses, with the way out,", () => {
  it("a missing or wrong DB_* contract, all of it at once", async () => {
    const service = await repository();
    const { code, stderr } = await service.migrate(["apply"], {
      DB_PORT: "http",
      DB_USER: "acme_shop_rw",
      DB_SCHEMA: "App",
      DB_SSLMODE: "on",
    });
    expect(code).toBe(1);
    expect(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(["DB_HOST", "DB_NAME", "DB_PASSWORD", "DB_PORT", "DB_SCHEMA", "DB_SSLMODE", "DB_USER", "7"]);
  });

  it("a database that cannot be reached, without showing the password", async () => {
    const service = await repository();
    const database = await prepared(service);
    const wrong = await service.migrate(["apply"], { ...contract(database), DB_PASSWORD: "not-this-one" });
    expect(wrong.stderr).toMatch(/cannot be reached: .*password authentication failed/s);
    const nobody = await service.migrate(["apply"], { ...contract(database), DB_PORT: "1" });
    expect(nobody.stderr).toMatch(
      /^127\.0\.0\.1:1\/\S+ cannot be reached: [^\n\t]*Connection refused; check DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD\n1 problem\n$/,
    );
    expect(wrong.stderr + nobody.stderr).not.toMatch(/not-this-one|Traceback/);
    expect(nobody.stderr).not.toContain(PASSWORD);
  });

  it("missing roles", async () => {
    const service = await repository();
    const database = await prepared(service);
    await value(database.name, `DROP ROLE ${database.prefix}_ro`);
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(
      `role ${database.prefix}_ro does not exist; the database's chart makes it`,
    );
  });

  it("a role that is more than a login", async () => {
    const service = await repository();
    const database = await prepared(service);
    await value(database.name, `ALTER ROLE ${database.prefix}_rw CREATEDB`);
    expect((await service.migrate(["apply"], contract(database))).stderr).toContain(`role ${database.prefix}_rw is more than a login`);
  });

  it("a schema of the shared database that is missing or another's", async () => {
    const service = await repository();
    const [shop, tide] = sharedDatabase("shop", "tide");
    await prepared(service, shop);
    await prepared(service, tide);
    const missing = await service.migrate(["apply"], { ...contract(shop!), DB_SCHEMA: "more" });
    expect(missing.stderr).toContain(
      `has no schema more; as ${shop!.name}_owner: CREATE SCHEMA more AUTHORIZATION ${shop!.prefix}_migrator`,
    );
    const other = await service.migrate(["apply"], { ...contract(shop!), DB_SCHEMA: "tide" });
    expect(other.stderr).toContain(`schema tide is not owned by ${shop!.prefix}_migrator`);
  });

  it("says when a shared database is open to PUBLIC, which only its owner can change", async () => {
    const service = await repository();
    const [shop] = sharedDatabase("shop");
    await prepared(service, shop);
    await value(shop!.name, `GRANT TEMPORARY ON DATABASE ${shop!.name} TO PUBLIC`);
    const { code, stdout } = await service.migrate(["apply"], contract(shop!));
    expect(code).toBe(0);
    expect(stdout).toContain(`${shop!.name} is open to PUBLIC; as ${shop!.name}_owner: REVOKE ALL ON DATABASE ${shop!.name} FROM PUBLIC`);
  });
});
