import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { SUPERUSER_PASSWORD } from "./postgres-server";

/** Where a product's data lie: a database of its own, or a schema of a shared one. */
export interface ProductDatabase {
  readonly name: string;
  readonly schema: string;
  /** `acme_shop` in `acme_shop_rw`. */
  readonly prefix: string;
}

export const PASSWORD = "of-every-role";

/** Roles belong to the whole server, which all test files share. */
const unique = (): string => randomBytes(5).toString("hex");

/** Names that no other test uses. */
export function ownDatabase(product = "shop"): ProductDatabase {
  const prefix = `acme_${product}_${unique()}`;
  return { name: prefix, schema: "app", prefix };
}

/** Products in one database, a schema each. */
export function sharedDatabase(...products: readonly string[]): ProductDatabase[] {
  const family = `acme_${unique()}`;
  return products.map((product) => ({ name: `${family}_products`, schema: product, prefix: `${family}_${product}` }));
}

/** The test server's port. */
export function serverPort(): number {
  return Number(process.env.SIGMA_TEST_POSTGRES_PORT);
}

/** Opens a session, runs, closes it. */
export async function as<T>(user: string, database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    host: "127.0.0.1",
    port: serverPort(),
    user,
    database,
    password: user === "postgres" ? SUPERUSER_PASSWORD : PASSWORD,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** One value as the superuser. */
export async function value(database: string, sql: string): Promise<unknown> {
  const rows = await as("postgres", database, (client) => client.query<unknown[]>({ text: sql, rowMode: "array" }));
  return rows.rows[0]?.[0];
}

/** The DB_* contract for the migrator of this product. */
export function contract(database: ProductDatabase): NodeJS.ProcessEnv {
  return {
    DB_HOST: "127.0.0.1",
    DB_PORT: String(serverPort()),
    DB_NAME: database.name,
    DB_USER: `${database.prefix}_migrator`,
    DB_PASSWORD: PASSWORD,
    DB_SCHEMA: database.schema,
    DB_ADMIN_USER: "postgres",
    DB_ADMIN_PASSWORD: SUPERUSER_PASSWORD,
  };
}
