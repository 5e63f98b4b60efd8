import { rmSync } from "node:fs";
import { join } from "node:path";
import { newServer, type PostgresServer, removeServer, serverFolder } from "../postgres/support/postgres-server";
import { postgresBinaries } from "../postgres/support/postgres-binaries";
import { run } from "../postgres/support/run-command";
import type { ServiceRepository } from "../postgres/support/service-repository";
import { systemUser } from "../postgres/support/system-user";
import { type Barman, barmanOn } from "./barman";
import { type ObjectStore, startObjectStore } from "./object-store";
import { addMigration, fingerprint, installProduct, LAST_MIGRATION, migrate, startHeartbeat } from "./product";
import { restore, type Restored, type Target } from "./restore";
import { session, until, value } from "./sessions";

export const GENERATIONS = ["acme-shop-pg-g1", "acme-shop-pg-g2", "acme-shop-pg-g3"] as const;

/** Times in UTC as Postgres writes them, with microseconds. */
const MOMENT = "to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US+00')";

/** An archive after an accident; the server that wrote it is gone. */
export interface Accident {
  readonly store: ObjectStore;
  readonly barman: Barman;
  readonly service: ServiceRepository;
  /** Just before the accident. */
  readonly target: string;
  /** Before the base backup had ended. */
  readonly tooEarly: string;
  readonly tooLate: string;
  /** The WAL position that the ledger holds for the last migration. */
  readonly beforeMigration: string;
  readonly before: Readonly<Record<string, string>>;
  readonly databaseBytes: number;
  readonly backupSeconds: number;
  /** From the switch of the WAL file until it was in the archive. */
  readonly archivedSeconds: number;
  cleanUp(): Promise<void>;
}

/** Base backup, archived writes with a heartbeat, a migration, an accident, a crash. */
export async function accident(megabytes: number): Promise<Accident> {
  const folder = serverFolder();
  const store = await startObjectStore(folder);
  const barman = await barmanOn(store, folder);
  const server = await newServer();
  const cleanUp = async (): Promise<void> => {
    await store.stop();
    removeServer(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const archiving = barman.archiving(server, GENERATIONS[0]);
    server.configure({ ...archiving, max_wal_size: "4GB", shared_buffers: "256MB", timezone: "UTC" });
    // What was written before the base backup needs no archive; archiving it would only take minutes.
    server.configure({ archive_command: "/bin/true" });
    await server.start();
    const service = await installProduct(server, megabytes);
    server.configure(archiving);
    await value(server, "SELECT pg_reload_conf()");
    const stopHeartbeat = await startHeartbeat(server);
    const tooEarly = await value<string>(server, `SELECT ${MOMENT}`);
    const backupSeconds = await seconds(() => barman.backup(server, GENERATIONS[0]));
    await addMigration(service, server);
    const beforeMigration = await value<string>(
      server,
      `SELECT wal_position::text FROM app.schema_migrations WHERE name = '${LAST_MIGRATION}'`,
    );
    await session(server, (client) => client.query("INSERT INTO app.orders SELECT -n, 'after the backup' FROM generate_series(1, 1000) n"));
    const databaseBytes = Number(await value<string>(server, "SELECT pg_database_size(current_database())::text"));
    const before = await fingerprint(server);
    await until(server, "SELECT max(at) > clock_timestamp() - interval '1 s' FROM app.heartbeats", 30);
    const target = await value<string>(server, `SELECT ${MOMENT}`);
    await session(server, (client) => client.query("TRUNCATE app.orders; DROP TABLE app.signals"));
    await stopHeartbeat();
    const archivedSeconds = await seconds(() => archiveEverything(server));
    const tooLate = await value<string>(
      server,
      "SELECT to_char((now() + interval '1 hour') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS+00')",
    );
    await server.stop("immediate");
    return {
      store,
      barman,
      service,
      target,
      tooEarly,
      tooLate,
      beforeMigration,
      before,
      databaseBytes,
      backupSeconds,
      archivedSeconds,
      cleanUp,
    };
  } catch (error) {
    await server.ensureStopped();
    await cleanUp();
    throw error;
  }
}

/** What a restore gave, measured and compared. */
export interface DrillResult {
  readonly rtoSeconds: number;
  /** From the newest heartbeat that came back to the target. */
  readonly rpoSeconds: number;
  /** Names of what differs from before the accident; nothing should. */
  readonly differences: readonly string[];
}

/** Restores to just before the accident under generation 2, and compares. */
export async function restoreBefore({ barman, service, target, before }: Accident): Promise<DrillResult> {
  return withRestored(barman, { recovery_target_time: target }, GENERATIONS[1], async ({ server, rtoSeconds }) => {
    const after = await fingerprint(server);
    const differences = Object.keys(before).filter((name) => before[name] !== after[name]);
    const rpoSeconds = Number(
      await value<string>(server, `SELECT extract(epoch FROM timestamptz '${target}' - max(at))::text FROM app.heartbeats`),
    );
    // The tool compares each file's checksum with the ledger's.
    if (!(await migrate(service, server, "apply")).includes("is up to date")) differences.push("migrations");
    await archiveEverything(server);
    return { rtoSeconds, rpoSeconds, differences };
  });
}

/** Restores, hands the server over, then verifies every page checksum of it and removes it. */
export async function withRestored<T>(
  barman: Barman,
  target: Target,
  archiveAs: string,
  work: (restored: Restored) => Promise<T>,
): Promise<T> {
  const restored = await restore(barman, GENERATIONS[0], target, archiveAs);
  const { server } = restored;
  try {
    const result = await work(restored);
    await server.stop("fast");
    await run(join(postgresBinaries(), "pg_checksums"), ["--check", "-D", server.data], { ...systemUser(), cwd: server.folder });
    return result;
  } finally {
    await server.ensureStopped();
    removeServer(server);
  }
}

/** Ends the current WAL file and waits until it is in the archive. */
async function archiveEverything(server: PostgresServer): Promise<void> {
  const last = await value<string>(server, "SELECT pg_walfile_name(pg_switch_wal())");
  await until(server, `SELECT coalesce(right(last_archived_wal, 16) >= right('${last}', 16), false) FROM pg_stat_archiver`, 600);
}

/** How long it took. */
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
