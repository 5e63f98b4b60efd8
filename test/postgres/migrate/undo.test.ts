import { as, contract, ownDatabase, type ProductDatabase, value } from "../support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const FILES = {
  "0001_init.sql": "-- phase: expand\nCREATE TABLE packs (id bigint, name text);\n",
  "0001_init.undo.sql": "DROP TABLE packs;\n",
  "0002_index.sql": "-- phase: expand\n-- transaction: none\nCREATE INDEX CONCURRENTLY packs_name_idx ON packs (name);\n",
  "0002_index.undo.sql": "-- transaction: none\nDROP INDEX CONCURRENTLY IF EXISTS packs_name_idx;\n",
  "0003_more.sql": "-- phase: expand\nCREATE TABLE models (id bigint);\n",
  "0003_more.undo.sql": "DROP TABLE models;\n",
};

async function applied(files: Readonly<Record<string, string>> = FILES): Promise<[ServiceRepository, ProductDatabase, NodeJS.ProcessEnv]> {
  const service = serviceRepository();
  await service.migrations(files);
  const database = ownDatabase();
  const env = { ...contract(database), DB_UNDO: "allowed" };
  await service.migrate(["prepare"], env);
  expect((await service.migrate(["apply"], env)).stderr).toBe("");
  return [service, database, env];
}

const numbers = (database: ProductDatabase, ledger = "schema_migrations"): Promise<unknown> =>
  value(database.name, `SELECT string_agg(number::text, ',' ORDER BY number) FROM app.${ledger}`);

/** Everything in the schema but ledgers' rows, as Postgres prints it. */
const schema = (database: ProductDatabase): Promise<unknown> =>
  as("postgres", database.name, async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT c.relname, c.relkind, c.relacl::text, a.attname, format_type(a.atttypid, a.atttypmod), pg_get_indexdef(i.indexrelid), i.indisvalid
       FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 LEFT JOIN pg_index i ON i.indexrelid = c.oid
       WHERE c.relnamespace = 'app'::regnamespace ORDER BY 1, 2, a.attnum`,
    );
    return rows;
  });

it("takes back the last migration, then the one before, and up again gives the same schema", async () => {
  const [service, database, env] = await applied();
  const before = await schema(database);
  expect((await service.migrate(["undo"], env)).stdout).toContain("took back migrations/0003_more.sql");
  expect(await numbers(database)).toBe("1,2");
  expect((await service.migrate(["undo", "--to", "0000"], env)).stdout.match(/^took back .*$/gm)).toEqual([
    "took back migrations/0002_index.sql",
    "took back migrations/0001_init.sql",
  ]);
  expect(await numbers(database)).toBeNull();
  expect((await service.migrate(["undo"], env)).stdout).toContain("nothing to undo");
  expect((await service.migrate(["apply"], env)).code).toBe(0);
  expect(await schema(database)).toEqual(before);
});

it("takes back core migrations only when asked to", async () => {
  const [service, database, env] = await applied();
  expect((await service.migrate(["undo", "--core"], env)).stdout).toContain("took back migrations/core/0004_audit_logs.sql");
  expect(await numbers(database, "core_schema_migrations")).toBe("1,2,3");
  expect(await numbers(database)).toBe("1,2,3");
});

it("refuses where it is not allowed, without touching the database", async () => {
  const [service, database, env] = await applied();
  const { code, stderr } = await service.migrate(["undo"], { ...env, DB_UNDO: undefined });
  expect(code).toBe(1);
  expect(stderr).toContain("DB_UNDO is not 'allowed' here; where people's data lives, write a new migration or restore");
  expect(await numbers(database)).toBe("1,2,3");
});

it("refuses what cannot be undone before it takes anything back, and points at the restore", async () => {
  const [service, database, env] = await applied({
    ...FILES,
    "0004_rows.sql": "-- phase: backfill\n-- undo: none, the old values are gone\nUPDATE packs SET name = upper(name);\n",
    "0005_last.sql": "-- phase: expand\nCREATE TABLE policies (id bigint);\n",
    "0005_last.undo.sql": "DROP TABLE policies;\n",
  });
  const { code, stderr } = await service.migrate(["undo", "--to", "3"], env);
  expect(code).toBe(1);
  expect(stderr).toContain(
    "migrations/0004_rows.sql cannot be undone (the old values are gone); restore to the WAL position in schema_migrations",
  );
  expect(await numbers(database)).toBe("1,2,3,4,5");
});

it("leaves ledger and schema as they were when an undo fails, with file and line", async () => {
  const [service, database, env] = await applied({ ...FILES, "0003_more.undo.sql": "DROP TABLE models;\nSELECT 1 / 0;\n" });
  const { stderr } = await service.migrate(["undo"], env);
  expect(stderr).toContain("migrations/0003_more.undo.sql:2 division by zero");
  expect(await numbers(database)).toBe("1,2,3");
  expect(await value(database.name, "SELECT to_regclass('app.models')::text")).toBe("app.models");
});

it("refuses to undo what a newer release applied", async () => {
  const [service, , env] = await applied();
  await service.migrations({ "0003_more.sql": null, "0003_more.undo.sql": null });
  expect((await service.migrate(["undo"], env)).stderr).toContain(
    "0003_more.sql was applied by a newer release; check that one out and undo there",
  );
});
