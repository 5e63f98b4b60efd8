import { as, contract, ownDatabase, type ProductDatabase, value } from "../support/product-database";
import { removeRepositories, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

let database: ProductDatabase;
let writer: string;

beforeAll(async () => {
  database = ownDatabase();
  writer = `${database.prefix}_rw`;
  const service = serviceRepository();
  await service.migrate(["prepare"], contract(database));
  expect((await service.migrate(["apply"], contract(database))).code).toBe(0);
});

it("makes the four core tables without a migration of the product", async () => {
  expect(
    await value(
      database.name,
      "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'app'::regnamespace",
    ),
  ).toBe("audit_logs backtest_runs core_schema_migrations option_signals schema_migrations signals");
});

it("takes a signal, an option signal, a backtest run", async () => {
  await as(writer, database.name, async (client) => {
    await client.query("SET search_path = app");
    await client.query(
      "INSERT INTO signals (occurred_at, symbol, timeframe, side, score, pack_id, model_version) VALUES (now(), 'ACME', '1d', 'long', 0.7, 'p', '1')",
    );
    await client.query(
      `INSERT INTO option_signals (occurred_at, signal_id, signal_occurred_at, underlying, option_type, strike, expires_on, action, score)
       SELECT occurred_at, id, occurred_at, symbol, 'call', 100, current_date + 30, 'buy_to_open', score FROM signals`,
    );
    await client.query(
      "INSERT INTO backtest_runs (pack_id, model_version, from_at, until_at, requested_by) VALUES ('p', '1.0.0', '2026-01-01', '2026-02-01', 'ann')",
    );
    await expect(client.query("UPDATE backtest_runs SET status = 'failed'")).rejects.toThrow(/violates check constraint/);
  });
});

it("lets the API add to the audit log, and neither change nor delete it, not even through a partition", async () => {
  await as(writer, database.name, async (client) => {
    await client.query("SET search_path = app");
    await client.query("INSERT INTO audit_logs (actor, action, entity_type, entity_id) VALUES ('ann', 'publish', 'pack', 'p')");
    for (const table of ["audit_logs", "audit_logs_default"]) {
      await expect(client.query(`UPDATE ${table} SET actor = 'bob'`)).rejects.toThrow("audit_logs can only be added to");
      await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow("audit_logs can only be added to");
      await expect(client.query(`TRUNCATE ${table}`)).rejects.toThrow("permission denied");
    }
    await expect(client.query("ALTER TABLE audit_logs DISABLE TRIGGER ALL")).rejects.toThrow("must be owner");
  });
  expect(await value(database.name, "SELECT string_agg(actor, ',') FROM app.audit_logs")).toBe("ann");
});

it("lets nobody empty the audit log, not even who was granted it, nor its owner", async () => {
  await value(database.name, `GRANT TRUNCATE ON app.audit_logs TO ${writer}`);
  for (const user of [writer, `${database.prefix}_migrator`])
    await as(user, database.name, async (client) => {
      await expect(client.query("TRUNCATE app.audit_logs")).rejects.toThrow("audit_logs can only be added to");
    });
});
