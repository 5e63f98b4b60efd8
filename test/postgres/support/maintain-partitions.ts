import { resolve } from "node:path";
import { type ProductDatabase, PASSWORD, serverPort } from "./product-database";
import { type Outcome, type Running, start } from "./run-command";

const SCRIPT = resolve(__dirname, "../../../charts/postgres/files/partitions.sql");

export interface Maintenance {
  readonly tables: Readonly<Record<string, { readonly by: "day" | "month"; readonly keepDays: number }>>;
  readonly aheadDays: number;
  /** The day in UTC, YYYY-MM-DD. */
  readonly today: string;
}

/** Starts the chart's maintenance as the CronJob does: psql, as the migrator. */
export function beginMaintenance({ name, schema, prefix }: ProductDatabase, { tables, aheadDays, today }: Maintenance): Running {
  return start(
    "psql",
    [
      "--no-psqlrc",
      "--no-password",
      `--set=schema=${schema}`,
      `--set=tables=${JSON.stringify(tables)}`,
      `--set=ahead_days=${aheadDays}`,
      `--set=today=${today}`,
      `--file=${SCRIPT}`,
    ],
    {
      env: {
        PATH: process.env.PATH,
        PGHOST: "127.0.0.1",
        PGPORT: String(serverPort()),
        PGDATABASE: name,
        PGUSER: `${prefix}_migrator`,
        PGPASSWORD: PASSWORD,
        // What the server's own time zone is must not matter.
        PGTZ: "Asia/Tokyo",
      },
    },
  );
}

/** Runs it to its end. */
export function maintainPartitions(database: ProductDatabase, maintenance: Maintenance): Promise<Outcome> {
  return beginMaintenance(database, maintenance).outcome;
}
