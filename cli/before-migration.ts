import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Database, DatabaseTenant } from "../model/database";
import { UserError } from "./user-error";

/** Where the write-ahead log of a database stood before a migration. */
export interface BeforeMigration {
  /** File name of the migration. */
  readonly name: string;
  readonly lsn: string;
  /** When it began, UTC. */
  readonly at: string;
}

/**
 * Reads the ledger of the running database, with kubectl as it is configured here: somebody who may restore may look into the primary.
 * The migration tool records the position before each file (docs/databases.md).
 */
export async function beforeMigration(database: Database, tenant: DatabaseTenant, number: string): Promise<BeforeMigration> {
  if (!/^\d{4}$/.test(number)) throw new UserError(`got the migration "${number}"; write its four digits, as its file name has them: 0007`);
  const ledger = `"${tenant.schema}".schema_migrations`;
  const query = `SELECT name, wal_position, to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM ${ledger} WHERE number = ${Number(number)}`;
  const row = (await psqlOnPrimary(database, query)).trim();
  if (row === "") throw new UserError(`${database.name} has not applied a migration ${number}: there is nothing to go back to before it`);
  const [name = "", lsn = "", at = ""] = row.split("|");
  return { name, lsn, at };
}

/** The operator's Service `<cluster>-rw` selects the primary alone. */
async function psqlOnPrimary({ name, namespace, objectName, generation }: Database, query: string): Promise<string> {
  const primary = `service/${objectName}-g${generation}-rw`;
  const psql = ["psql", "--no-psqlrc", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", `--dbname=${name}`, `--command=${query}`];
  try {
    const args = ["--namespace", namespace, "exec", primary, "--container", "postgres", "--", ...psql];
    return (await promisify(execFile)("kubectl", args)).stdout;
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === "ENOENT") throw new UserError("reading the ledger needs kubectl: https://kubernetes.io/docs/tasks/tools/");
    throw new UserError(
      `the ledger of ${name} could not be read from ${primary} in ${namespace}: ${stderr?.trim() || message}\nkubectl must point to this environment's cluster, as somebody who may exec into its database`,
    );
  }
}
