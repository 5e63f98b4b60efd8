import { databaseClusterName } from "../../contract/generations";
import type { Database, DatabaseShare } from "../../model/database";
import type { Environment } from "../../model/family";
import { NoKubectl, withKubectl } from "../cluster/kubectl";
import { UserError } from "../user-error";

/** Where the write-ahead log of a database stood before a migration. */
export interface BeforeMigration {
  /** File name of the migration. */
  readonly name: string;
  readonly lsn: string;
  /** Timeline of the position; a failover or a restore starts a new one. */
  readonly timeline: number;
  /** When it began, UTC. */
  readonly at: string;
  /** When the active generation was made, UTC. */
  readonly generationMade: string;
}

/** The server's history file names the timelines it came from, a line each: `1<tab>0/5000000<tab>reason`. There is none on timeline 1. */
const query = (ledger: string, number: number): string => `
  SELECT l.name, l.baselined, l.wal_position, l.wal_timeline, to_char(l.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), left(now.file, 8),
    coalesce(translate(pg_read_file('pg_wal/' || left(now.file, 8) || '.history', 0, 1000000, true), E'\\n', ';'), '')
  FROM ${ledger} l, pg_walfile_name(pg_current_wal_insert_lsn()) now(file) WHERE l.number = ${number}`;

/**
 * Reads the ledger of the running database, as who the kubeconfig makes one in that environment: somebody who may restore may look into the primary.
 * The migration tool records the position before each file (docs/databases.md).
 * @param migration its number, `0007`; of the core `core/0003`
 */
export async function beforeMigration(
  environment: Environment,
  database: Database,
  share: DatabaseShare,
  migration: string,
): Promise<BeforeMigration> {
  const [, core, number] = /^(core\/)?(\d{4})$/.exec(migration) ?? [];
  if (number === undefined)
    throw new UserError(`got the migration "${migration}"; write its four digits, as its file name has them: 0007, of the core core/0003`);
  const ledger = `"${share.schema}".${core ? "core_schema_migrations" : "schema_migrations"}`;
  const cluster = databaseClusterName(database.objectName, database.generation);
  const psql = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", `--dbname=${database.name}`];
  // The operator's Service `<cluster>-rw` selects the primary alone.
  const execute = ["exec", `service/${cluster}-rw`, "--container", "postgres", "--", ...psql, `--command=${query(ledger, Number(number))}`];
  const row = await ask(environment, database, cluster, execute);
  if (row === "")
    throw new UserError(`${database.name} has not applied a migration ${migration}: there is nothing to go back to before it`);
  const [name = "", baselined, lsn = "", timeline = "", at = "", now = "", history = ""] = row.split("|");
  if (baselined === "t")
    throw new UserError(`${name} was there before the ledger (baselined at ${at}): its position is not known; take a moment: --at`);
  const past = history.split(";").map((line) => Number.parseInt(line, 10));
  const current = Number.parseInt(now, 16);
  if (Number(timeline) !== current && !past.includes(Number(timeline)))
    throw new UserError(
      `${name} was applied on timeline ${timeline}, which is not in the past of the server's timeline ${current}: a major upgrade or an import began anew. No archive leads there from here; take a moment: --at`,
    );
  const made = ["get", "clusters.postgresql.cnpg.io", cluster, "--output", "jsonpath={.metadata.creationTimestamp}"];
  return { name, lsn, timeline: Number(timeline), at, generationMade: await ask(environment, database, cluster, made) };
}

async function ask(environment: Environment, { name, namespace }: Database, cluster: string, args: readonly string[]): Promise<string> {
  const answer = await withKubectl(environment, (kubectl) => kubectl("--namespace", namespace, ...args)).catch((error: unknown) => {
    if (error instanceof NoKubectl)
      throw new UserError(`reading the ledger of ${name} needs ${environment.name}'s cluster: ${error.message}`);
    throw error;
  });
  if (!answer.ok)
    throw new UserError(
      `the ledger of ${name} could not be read from ${cluster} in ${namespace}: ${answer.stderr || "kubectl failed without a word"}\nthe kubeconfig must be that of somebody who may exec into the databases of ${environment.name}`,
    );
  return answer.stdout.trim();
}
