import type { Client } from "pg";

/** One object of a product, as `has_…_privilege` takes it. */
interface DatabaseObject {
  readonly kind: string;
  /** The function that tells about it. */
  readonly ask: string;
  readonly name: string;
  readonly privileges: readonly string[];
}

const TABLE = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"];

/** The database and everything in this schema: each relation, routine and type, whoever made it. */
async function objects(client: Client, schema: string, database: string): Promise<DatabaseObject[]> {
  const version = await client.query<{ number: number }>("SELECT current_setting('server_version_num')::int AS number");
  const table = (version.rows[0]?.number ?? 0) >= 170_000 ? [...TABLE, "MAINTAIN"] : TABLE;
  const { rows } = await client.query<{ kind: string; name: string }>(
    `SELECT CASE WHEN relname LIKE '%schema_migrations' THEN 'ledger' WHEN relkind = 'S' THEN 'sequence' WHEN relkind IN ('v', 'm') THEN 'view'
              WHEN relispartition THEN 'partition' ELSE 'table' END AS kind, oid::regclass::text AS name
     FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
     UNION ALL SELECT 'routine', oid::regprocedure::text FROM pg_proc WHERE pronamespace = $1::regnamespace
     UNION ALL SELECT 'type', oid::regtype::text FROM pg_type WHERE typnamespace = $1::regnamespace AND typtype IN ('d', 'e', 'r')`,
    [schema],
  );
  const found = rows.map(({ kind, name }): DatabaseObject => {
    if (kind === "sequence") return { kind, name, ask: "has_sequence_privilege", privileges: ["USAGE", "SELECT", "UPDATE"] };
    if (kind === "routine") return { kind, name, ask: "has_function_privilege", privileges: ["EXECUTE"] };
    if (kind === "type") return { kind, name, ask: "has_type_privilege", privileges: ["USAGE"] };
    return { kind, name, ask: "has_table_privilege", privileges: table };
  });
  return [
    { kind: database, name: "current_database", ask: "has_database_privilege", privileges: ["CONNECT", "CREATE", "TEMPORARY"] },
    { kind: "schema", name: schema, ask: "has_schema_privilege", privileges: ["USAGE", "CREATE"] },
    ...found,
  ];
}

/** What a role can do with one object. */
export interface ActualRights {
  readonly kind: string;
  readonly name: string;
  readonly role: string;
  readonly privileges: readonly string[];
}

/**
 * Every right of every role on every object, also those that come through PUBLIC or a membership.
 * @param database its kind in the intended table
 */
export async function actualPrivileges(
  client: Client,
  schema: string,
  database: string,
  roles: readonly string[],
): Promise<ActualRights[]> {
  const all: ActualRights[] = [];
  for (const { kind, name, ask, privileges } of await objects(client, schema, database)) {
    const { rows } = await client.query<{ role: string; privileges: string[] }>(
      `SELECT role, array(SELECT p FROM unnest($2::text[]) p WHERE ${ask}(role, ${kind === database ? "current_database()" : "$3"}, p)) AS privileges
       FROM unnest($1::text[]) role ${kind === database ? "WHERE $3::text IS NOT NULL" : ""}`,
      [roles, privileges, name],
    );
    all.push(...rows.map((row) => ({ kind, name, ...row })));
  }
  return all;
}
