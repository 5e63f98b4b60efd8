import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { postgresBinaries } from "./postgres-binaries";
import { run } from "./run-command";
import { systemUser } from "./system-user";

/** Of the superuser `postgres`, on loopback only. */
export const SUPERUSER_PASSWORD = "loopback";

/** A Postgres of our own: data below a temporary folder, on a free loopback port. */
export interface PostgresServer {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  start(): Promise<void>;
  /** `immediate` is a crash. */
  stop(mode: "fast" | "immediate"): Promise<void>;
  /** Crashes it if it runs. One that is already going down (a recovery that failed, say) is waited for. */
  ensureStopped(): Promise<void>;
  configure(settings: Readonly<Record<string, string>>): void;
}

/** A temporary folder that belongs to the user Postgres runs as. */
export function serverFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  const { uid, gid } = systemUser();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** A server over a data folder that is there already (a restored one, say). */
export async function serverOver(folder: string, data: string): Promise<PostgresServer> {
  const bin = postgresBinaries();
  const port = await freePort();
  const control = (...args: string[]): Promise<string> => run(join(bin, "pg_ctl"), ["-D", data, ...args], { ...systemUser(), cwd: folder });
  const configure = (settings: Readonly<Record<string, string>>): void => {
    const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
    appendFileSync(join(data, "postgresql.conf"), lines.join(""));
  };
  configure({ port: String(port), listen_addresses: "127.0.0.1", unix_socket_directories: folder });
  const server: PostgresServer = {
    folder,
    data,
    port,
    configure,
    start: async () => {
      running.add(server);
      // As long as a recovery may take before it answers.
      await control("-w", "-t", "900", "-l", join(folder, "server.log"), "start");
    },
    stop: async (mode) => {
      await control("-w", "-m", mode, "stop");
      running.delete(server);
    },
    ensureStopped: async () => {
      const processFile = join(data, "postmaster.pid");
      if (existsSync(processFile)) {
        // pg_ctl fails when the server ends itself between the look above and the signal: what counts is that it is gone.
        await server.stop("immediate").catch((error: unknown) => {
          if (existsSync(processFile)) throw error;
        });
      }
      running.delete(server);
    },
  };
  return server;
}

/** Those that this process started and has not stopped: pg_ctl gives them a session of their own, so Ctrl-C does not reach them. */
const running = new Set<PostgresServer>();

/** For the end of an interrupted process. */
export async function removeRunningServers(): Promise<void> {
  for (const server of running) {
    await server.ensureStopped();
    removeServer(server);
  }
}

/** A new server, not started. Like CloudNativePG: page checksums, SCRAM for everybody. */
export async function newServer(): Promise<PostgresServer> {
  const folder = serverFolder();
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, SUPERUSER_PASSWORD);
  await run(
    join(postgresBinaries(), "initdb"),
    ["-D", data, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--data-checksums", "--encoding=UTF8", "--locale=C"],
    { ...systemUser(), cwd: folder },
  );
  return serverOver(folder, data);
}

/** Removes what the server left on disk. */
export function removeServer(server: PostgresServer): void {
  rmSync(server.folder, { recursive: true, force: true });
}
