import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type PostgresServer, SUPERUSER_PASSWORD } from "../postgres/support/postgres-server";
import { type Outcome, run, start } from "../postgres/support/run-command";
import { systemUser } from "../postgres/support/system-user";
import type { ObjectStore } from "./object-store";

const BIN = resolve(__dirname, "../../.tools/python/barman/bin");
const BUCKET = "s3://archive";

/** The commands that the Barman Cloud plugin wraps, on one object store. They run as the user Postgres runs as. */
export interface Barman {
  /** Settings of a server that archives under this generation. */
  archiving(server: PostgresServer, generation: string): Readonly<Record<string, string>>;
  /** The restore_command that reads this generation. */
  restoring(folder: string, generation: string): string;
  backup(server: PostgresServer, generation: string): Promise<void>;
  /** Unpacks the newest base backup into an empty folder. */
  restoreBackup(generation: string, folder: string): Promise<void>;
  /** What the plugin asks before a new server archives: is there anything under this generation yet? */
  checkEmpty(generation: string): Promise<Outcome>;
}

/** @throws when Barman is not installed, or Postgres' user cannot run it */
export async function barmanOn(store: ObjectStore, folder: string): Promise<Barman> {
  if (!existsSync(join(BIN, "barman-cloud-backup"))) throw new Error("Barman is not installed: run .ci/tools barman");
  const env = { PATH: process.env.PATH, HOME: folder, ...store.environment };
  const options = ["--endpoint-url", store.url];
  const call = (name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<string> =>
    run(join(BIN, name), args, { ...systemUser(), cwd: folder, env: { ...env, ...more } });
  await call("barman-cloud-backup", ["--version"]);
  /** Postgres hands its commands no environment of our choosing. */
  const script = (path: string, command: string): string => {
    const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value ?? ""}'\n`);
    writeFileSync(path, `#!/bin/sh\n${exports.join("")}exec ${command}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  return {
    archiving: (server, generation) => {
      const command = `${join(BIN, "barman-cloud-wal-archive")} --gzip --endpoint-url ${store.url} ${BUCKET} ${generation} "$1"`;
      return { archive_mode: "on", archive_command: `${script(join(server.folder, `archive-${generation}`), command)} %p` };
    },
    restoring: (into, generation) => {
      const command = `${join(BIN, "barman-cloud-wal-restore")} --endpoint-url ${store.url} ${BUCKET} ${generation} "$1" "$2"`;
      return `${script(join(into, `restore-${generation}`), command)} %f %p`;
    },
    backup: async (server, generation) => {
      const connection = ["--host", "127.0.0.1", "--port", String(server.port), "--user", "postgres"];
      // Without it the backup waits for a checkpoint that is spread over minutes.
      const args = [...options, ...connection, "--immediate-checkpoint", "--gzip", "--jobs", "2", BUCKET, generation];
      await call("barman-cloud-backup", args, { PGPASSWORD: SUPERUSER_PASSWORD });
    },
    restoreBackup: async (generation, into) => {
      const listed = await call("barman-cloud-backup-list", [...options, "--format", "json", BUCKET, generation]);
      const { backups_list: backups } = JSON.parse(listed) as { backups_list: { backup_id: string }[] };
      const newest = backups
        .map(({ backup_id }) => backup_id)
        .sort()
        .at(-1);
      if (newest === undefined) throw new Error(`no base backup in ${generation}`);
      await call("barman-cloud-restore", [...options, BUCKET, generation, newest, into]);
    },
    checkEmpty: (generation) =>
      start(join(BIN, "barman-cloud-check-wal-archive"), [...options, BUCKET, generation], { ...systemUser(), cwd: folder, env }).outcome,
  };
}
