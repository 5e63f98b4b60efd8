import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import { parseAllDocuments } from "yaml";
import { tool } from "../delivery/tool";
import { freePort } from "./support/free-port";
import { PASSWORD } from "./support/product-database";
import { postgresBinaries } from "./support/postgres-binaries";
import { newServer, removeServer, SUPERUSER_PASSWORD, type PostgresServer } from "./support/postgres-server";
import { start, type Running } from "./support/run-command";
import { systemUser } from "./support/system-user";

/** A Job of the chart, as it is rendered. */
interface Job {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

const CHART = join(__dirname, "../../charts/postgres");
const text = execFileSync(tool("helm3"), ["template", "release", CHART, "--values", join(CHART, "ci/product.yaml")], { encoding: "utf8" });
const job = parseAllDocuments(text)
  .map((document) => document.toJS() as Job | null)
  .find((object) => object?.kind === "Job" && object.metadata.name === "acme-shop-wait")!;
const { command, env } = job.spec.template.spec.containers[0]!;
const METRIC = "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp";

/** One server of this file's own, whose archive is a folder that may be missing; nothing else archives. */
describe("what a release waits for", () => {
  let server: PostgresServer;
  let metrics: Server;
  let exported: string;
  const accounts = mkdtempSync(join(tmpdir(), "accounts-"));
  const archive = (): string => join(server.folder, "archive");

  const sql = async (database: string, ...statements: string[]): Promise<void> => {
    const client = new Client({ host: "127.0.0.1", port: server.port, user: "postgres", database, password: SUPERUSER_PASSWORD });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const makeArchive = (): void => {
    mkdirSync(archive());
    const { uid, gid } = systemUser();
    if (uid !== undefined && gid !== undefined) chownSync(archive(), uid, gid);
  };
  const wait = (seconds: number, change: Readonly<Record<string, string>> = {}): Running => {
    const given = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const [program = "", ...args] = command;
    return start(program, args, {
      env: {
        PATH: [postgresBinaries(), process.env.PATH].join(delimiter),
        ...given,
        PGHOST: "127.0.0.1",
        PGPORT: String(server.port),
        PGSSLMODE: "disable",
        ACCOUNTS: accounts,
        METRICS_HOST: "127.0.0.1",
        METRICS_PORT: String((metrics.address() as AddressInfo).port),
        WAIT_SECONDS: String(seconds),
        ...change,
      },
    });
  };

  beforeAll(async () => {
    server = await newServer();
    server.configure({ archive_mode: "on", archive_command: `cp %p ${archive()}/%f`, fsync: "off" });
    await server.start();
    mkdirSync(join(accounts, "shop"));
    writeFileSync(join(accounts, "shop/username"), "acme_shop_migrator");
    writeFileSync(join(accounts, "shop/password"), PASSWORD);
    exported = `# HELP ${METRIC} The last available backup as a unix timestamp\n# TYPE ${METRIC} gauge\n${METRIC} 0\n`;
    metrics = createServer((_request, response) => response.end(exported));
    await new Promise<void>((listening) => metrics.listen(0, "127.0.0.1", listening));
  });
  afterAll(async () => {
    metrics.close();
    await server.ensureStopped();
    removeServer(server);
    rmSync(accounts, { recursive: true });
  });

  it("gives up in the end, and says what was missing", async () => {
    const { code, stdout } = await wait(0, { PGPORT: String(await freePort()) }).outcome;
    expect(code).toBe(1);
    expect(stdout).toContain("gave up after 0 seconds; still waits for 127.0.0.1 to answer");
  });

  it("is, one after the other: an answer, an account, schemas and roles, an archive that takes the log, a base backup", async () => {
    const waiting = wait(100);
    await waiting.printed("waits for shop to be let in");
    await sql(
      "postgres",
      `CREATE ROLE acme_shop_migrator LOGIN PASSWORD '${PASSWORD}'`,
      "CREATE DATABASE acme_shop OWNER acme_shop_migrator",
    );
    await waiting.printed("waits for the operator to make schema app, role acme_shop_ro, role acme_shop_rw");
    await sql("acme_shop", "CREATE SCHEMA app", "CREATE ROLE acme_shop_ro", "CREATE ROLE acme_shop_rw");
    await waiting.printed("waits for the first segment of the log to be archived");
    await sql("postgres", "SELECT pg_switch_wal()");
    await waiting.printed("waits for the archive to take 0000000");
    makeArchive();
    // Wakes the archiver, which rests a minute after three failures.
    await sql("postgres", "SELECT pg_current_xact_id()", "SELECT pg_switch_wal()");
    await waiting.printed("waits for the first base backup: kubectl --namespace default get backups");
    exported = exported.replace(`${METRIC} 0`, `${METRIC} 1.764288e+09`);
    const { code, stdout } = await waiting.outcome;
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("127.0.0.1 is ready: it answers, archives, and has a base backup");
    expect(code).toBe(0);
  });

  it("is a restore's archive too: what was committed until now, in seconds when the migrator may switch the segment", async () => {
    await sql("acme_shop", "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO acme_shop_migrator");
    const { code, stdout } = await archiveUntil({ AT: new Date().toISOString() }).outcome;
    expect(stdout).toMatch(/waits for the archive to have [0-9A-F]{24}, .*\nthe archive reaches past the moment/);
    expect(code).toBe(0);
  });

  it("ends a restore to the future, and one whose archive takes nothing, with the reason", async () => {
    const future = await archiveUntil({ AT: "2999-01-01T00:00:00Z" }).outcome;
    expect(future).toMatchObject({ code: 1, stdout: "refused: restore.at: 2999-01-01T00:00:00Z is in the future\n" });
    rmSync(archive(), { recursive: true });
    const { code, stdout } = await archiveUntil({ WAIT_SECONDS: "3" }).outcome;
    expect(code).toBe(1);
    expect(stdout).toContain("gave up: last archived 0000");
  });

  it("does not block the restore of a database that is down", async () => {
    const { code, stdout } = await archiveUntil({ PGPORT: String(await freePort()), ANSWER_SECONDS: "0" }).outcome;
    expect(code).toBe(0);
    expect(stdout).toContain("does not answer: the restore reaches only what is archived; the rest of the log is lost");
  });

  function archiveUntil(change: Readonly<Record<string, string>>): Running {
    return start("bash", ["-uc", readFileSync(join(CHART, "files/archive-until.sh"), "utf8")], {
      env: {
        PATH: [postgresBinaries(), process.env.PATH].join(delimiter),
        PGHOST: "127.0.0.1",
        PGPORT: String(server.port),
        PGDATABASE: "acme_shop",
        PGUSER: "acme_shop_migrator",
        ACCOUNT: join(accounts, "shop"),
        AT: "",
        ANSWER_SECONDS: "30",
        WAIT_SECONDS: "60",
        ...change,
      },
    });
  }
});
