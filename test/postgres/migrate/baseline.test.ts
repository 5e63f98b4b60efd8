import { as, contract, ownDatabase, type ProductDatabase, sharedDatabase, value } from "../support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const FILES = {
  "0001_init.sql":
    "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE packs (id bigint);\nCREATE TABLE gone (id bigint);\n",
  "0002_models.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE models (id bigint);\nDROP TABLE gone;\n",
  "0003_more.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE more (id bigint);\n",
};

/** A database that somebody made otherwise: the tables of the first two migrations, as the superuser. */
async function existing(database: ProductDatabase = ownDatabase()): Promise<[ServiceRepository, ProductDatabase]> {
  const service = serviceRepository();
  await service.migrations(FILES);
  expect((await service.migrate(["prepare"], contract(database))).code).toBe(0);
  const { schema, prefix } = database;
  await as("postgres", database.name, (client) =>
    client.query(
      `CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${prefix}_migrator; SET ROLE ${prefix}_migrator;
       CREATE TABLE ${schema}.packs (id bigint); CREATE TABLE ${schema}.models (id bigint); INSERT INTO ${schema}.packs VALUES (7)`,
    ),
  );
  return [service, database];
}

describe.each<[string, () => ProductDatabase]>([
  ["a database of its own", () => ownDatabase()],
  ["the schema public", () => ({ ...ownDatabase(), schema: "public" })],
  ["a shared database", () => sharedDatabase("shop")[0]!],
])("in %s", (_, make) => {
  it("records existing migrations without running them, keeps the rows, sets the rights, and applies the rest", async () => {
    const [service, database] = await existing(make());
    const { schema, prefix } = database;
    const { code, stdout, stderr } = await service.migrate(["baseline", "--to", "0002"], contract(database));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("recorded migrations/0002_models.sql as being there; it was not run");
    expect(stdout).toContain(`rights: GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE ${schema}.packs TO ${prefix}_rw`);
    const applied = await service.migrate(["apply"], contract(database));
    expect({ code: applied.code, stderr: applied.stderr }).toEqual({ code: 0, stderr: "" });
    expect(applied.stdout.match(/^applied migrations\/0\S+/gm)).toEqual(["applied migrations/0003_more.sql"]);
    expect(
      await value(
        database.name,
        `SELECT string_agg(concat_ws(' ', number, baselined, sha256 ~ '^[0-9a-f]{64}$', applied_at IS NOT NULL, wal_timeline > 0, wal_position > '0/0'), ', ' ORDER BY number)
         FROM ${schema}.schema_migrations`,
      ),
    ).toBe("1 t t t t t, 2 t t t t t, 3 f t t t t");
    expect(await value(database.name, `SELECT string_agg(id::text, ',') FROM ${schema}.packs`)).toBe("7");
  });
});

it("records the core's migrations too, in their own ledger", async () => {
  const [service, database] = await existing();
  await service.migrate(["baseline", "--to", "2"], contract(database));
  await service.migrate(["apply"], contract(database));
  await value(database.name, "DROP TABLE app.core_schema_migrations");
  expect((await service.migrate(["baseline", "--core", "--to", "0004"], contract(database))).code).toBe(0);
  expect(await value(database.name, "SELECT count(*)::int FROM app.core_schema_migrations WHERE baselined")).toBe(4);
  expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
});

describe("refuses, and records nothing,", () => {
  it("tables that do not exist, each with its line", async () => {
    const [service, database] = await existing();
    const { code, stderr } = await service.migrate(["baseline", "--to", "0003"], contract(database));
    expect(code).toBe(1);
    expect(stderr).toBe(
      "migrations/0003_more.sql:3 makes more, which schema app does not have; give --to the last number it has, or run `make db-migrate` for migrations\n1 problem\n",
    );
    expect(await value(database.name, "SELECT count(*)::int FROM app.schema_migrations")).toBe(0);
  });

  it("tables of another role, with the statement to run", async () => {
    const [service, database] = await existing();
    await value(database.name, "ALTER TABLE app.packs OWNER TO postgres");
    expect((await service.migrate(["baseline", "--to", "0002"], contract(database))).stderr).toContain(
      `table app.packs belongs to postgres; as a superuser: ALTER TABLE app.packs OWNER TO ${database.prefix}_migrator`,
    );
  });

  it("a ledger that is begun", async () => {
    const [service, database] = await existing();
    await service.migrate(["baseline", "--to", "0002"], contract(database));
    const { code, stderr } = await service.migrate(["baseline", "--to", "0003"], contract(database));
    expect(code).toBe(1);
    expect(stderr).toContain("schema_migrations records 0002_models.sql already; what is missing is applied: `make db-migrate`");
    expect(await value(database.name, "SELECT max(number) FROM app.schema_migrations")).toBe(2);
  });

  it("a number that no migration has", async () => {
    const [service, database] = await existing();
    expect((await service.migrate(["baseline", "--to", "0009"], contract(database))).stderr).toContain(
      "--to is 0009; migrations has 0001 to 0003",
    );
  });
});
