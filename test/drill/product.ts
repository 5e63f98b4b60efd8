import { contract } from "../postgres/support/product-database";
import type { PostgresServer } from "../postgres/support/postgres-server";
import { type ServiceRepository, serviceRepository } from "../postgres/support/service-repository";
import { DATABASE, PASSWORD, session, until, value } from "./sessions";

/** The migration before which the second restore stops. */
export const LAST_MIGRATION = "0002_prices.sql";

const INIT = {
  "0001_init.sql":
    "-- phase: expand\nCREATE TABLE orders (id bigint PRIMARY KEY, payload text NOT NULL);\nCREATE TABLE heartbeats (at timestamptz PRIMARY KEY);\n",
  "0001_init.undo.sql": "DROP TABLE heartbeats;\nDROP TABLE orders;\n",
};

/** A migrated product with this much data in it. */
export async function installProduct(server: PostgresServer, megabytes: number): Promise<ServiceRepository> {
  const service = serviceRepository();
  await service.migrations(INIT);
  await migrate(service, server, "prepare");
  await migrate(service, server, "apply");
  // Twenty random digests a row: 660 bytes that compress little.
  await session(server, (client) =>
    client.query(
      `INSERT INTO app.orders SELECT n, (SELECT string_agg(md5(n::text || m), '') FROM generate_series(1, 20) m) FROM generate_series(1, $1::int) n`,
      [Math.ceil((megabytes * 1_048_576) / 730)],
    ),
  );
  // Otherwise the first readers set hint bits, and with page checksums each such page goes into the WAL.
  await session(server, (client) => client.query("VACUUM (FREEZE, ANALYZE) app.orders"));
  return service;
}

/** The second migration, applied while the heart beats. */
export async function addMigration(service: ServiceRepository, server: PostgresServer): Promise<void> {
  await service.migrations({
    [LAST_MIGRATION]: "-- phase: expand\n-- undo: none, the drill restores instead\nALTER TABLE orders ADD COLUMN price numeric;\n",
  });
  await migrate(service, server, "apply");
}

/** Runs a command of the migration tool. @throws when it is refused */
export async function migrate(service: ServiceRepository, server: PostgresServer, command: string): Promise<string> {
  const env = { ...contract({ name: DATABASE, schema: "app", prefix: DATABASE }), DB_PORT: String(server.port), DB_PASSWORD: PASSWORD };
  const { code, stdout, stderr } = await service.migrate([command], env);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** What a restore must bring back: rows, ledgers, roles with their passwords, rights. Heartbeats and the table after the accident are apart. */
export async function fingerprint(server: PostgresServer): Promise<Record<string, string>> {
  const queries = {
    orders: "SELECT count(*) || ' ' || sum(hashtextextended(id || payload, 0)::numeric) FROM app.orders",
    ledger:
      "SELECT string_agg(concat_ws(' ', number, name, sha256, applied_at, wal_position), ',' ORDER BY number) FROM app.schema_migrations",
    coreLedger:
      "SELECT string_agg(concat_ws(' ', number, name, sha256, applied_at, wal_position), ',' ORDER BY number) FROM app.core_schema_migrations",
    roles:
      "SELECT string_agg(concat_ws(' ', rolname, rolcanlogin, rolsuper, rolpassword), ',' ORDER BY rolname) FROM pg_authid WHERE rolname LIKE 'acme%'",
    rights:
      "SELECT string_agg(concat_ws(' ', relname, relacl::text), ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'app'::regnamespace",
    checksums: "SELECT current_setting('data_checksums')",
  };
  const entries = await Promise.all(Object.entries(queries).map(async ([name, sql]) => [name, await value<string>(server, sql)] as const));
  return Object.fromEntries(entries);
}

/** Adds a row every 100 ms until it is told to stop. */
export async function startHeartbeat(server: PostgresServer): Promise<() => Promise<void>> {
  let beating = true;
  const done = session(server, async (client) => {
    while (beating) {
      await client.query("INSERT INTO app.heartbeats VALUES (clock_timestamp())");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  // Whoever stops it is told; a server that is taken away before that has a reason of its own, which must not be hidden by this one.
  done.catch(() => undefined);
  await until(server, "SELECT count(*) > 2 FROM app.heartbeats", 30);
  return async () => {
    beating = false;
    await done;
  };
}
