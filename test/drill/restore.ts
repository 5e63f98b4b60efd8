import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PostgresServer, removeServer, serverFolder, serverOver } from "../postgres/support/postgres-server";
import { systemUser } from "../postgres/support/system-user";
import type { Barman } from "./barman";
import { until } from "./sessions";

/** Where recovery stops. A time ends in +00: postgresql.conf does not know Z yet. */
export type Target = { readonly recovery_target_time: string } | { readonly recovery_target_lsn: string };

export interface Restored {
  readonly server: PostgresServer;
  /** From the first command until the server takes writes. */
  readonly rtoSeconds: number;
}

/**
 * A new server from the archive of one generation, which archives under the next.
 * @throws with Postgres' log when it does not come up
 */
export async function restore(barman: Barman, from: string, target: Target, archiveAs: string): Promise<Restored> {
  const started = performance.now();
  const folder = serverFolder();
  const data = join(folder, "data");
  const { uid, gid } = systemUser();
  mkdirSync(data, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(data, uid, gid);
  await barman.restoreBackup(from, data);
  const server = await serverOver(folder, data);
  server.configure({
    ...barman.archiving(server, archiveAs),
    restore_command: barman.restoring(folder, from),
    recovery_target_action: "promote",
    ...target,
  });
  writeFileSync(join(data, "recovery.signal"), "");
  try {
    await server.start();
    // Before it is promoted it answers reads.
    await until(server, "SELECT NOT pg_is_in_recovery()", 600);
  } catch (error) {
    const log = readFileSync(join(folder, "server.log"), "utf8");
    await server.ensureStopped();
    removeServer(server);
    throw new Error(`${String(error)}\n${log}`);
  }
  return { server, rtoSeconds: (performance.now() - started) / 1000 };
}
