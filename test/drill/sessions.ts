import { Client } from "pg";
import { type PostgresServer, SUPERUSER_PASSWORD } from "../postgres/support/postgres-server";

export const DATABASE = "acme_shop";
export const PASSWORD = "drill";

/** A session of the superuser. */
export async function session<T>(server: PostgresServer, work: (client: Client) => Promise<T>, database = DATABASE): Promise<T> {
  const client = new Client({ host: "127.0.0.1", port: server.port, user: "postgres", password: SUPERUSER_PASSWORD, database });
  // A server that goes away in mid-query fails that query too; without a listener it would end the process before it has cleaned up.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The single value of a query. */
export async function value<T>(server: PostgresServer, sql: string): Promise<T> {
  const { rows } = await session(server, (client) => client.query<[T]>({ text: sql, rowMode: "array" }));
  const [row] = rows;
  if (row === undefined) throw new Error(`no row: ${sql}`);
  return row[0];
}

/** Polls a condition in SQL. @throws when it does not hold after the time-out */
export async function until(server: PostgresServer, sql: string, timeoutSeconds: number): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  while (!(await value<boolean>(server, sql))) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutSeconds} s: ${sql}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
