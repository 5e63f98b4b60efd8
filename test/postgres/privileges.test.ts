import { type ActualRights, actualPrivileges } from "./support/actual-privileges";
import { intendedPrivileges } from "./support/intended-privileges";
import { maintainPartitions } from "./support/maintain-partitions";
import { as, contract, ownDatabase, type ProductDatabase, sharedDatabase, value } from "./support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "./support/service-repository";

afterAll(removeRepositories);

const intended = intendedPrivileges();

const FILES = {
  "0001_init.sql": `-- phase: expand
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE DOMAIN code AS text CHECK (VALUE <> '');
CREATE TABLE packs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code code, state state NOT NULL DEFAULT 'open');
CREATE VIEW open_packs AS SELECT id, code FROM packs WHERE state = 'open';
CREATE MATERIALIZED VIEW closed_packs AS SELECT id FROM packs WHERE state = 'closed';
CREATE SEQUENCE numbers;
CREATE FUNCTION count_packs() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM packs';
CREATE PROCEDURE close_packs() LANGUAGE sql AS 'UPDATE packs SET state = ''closed''';
`,
  "0001_init.undo.sql":
    "DROP PROCEDURE close_packs();\nDROP FUNCTION count_packs();\nDROP SEQUENCE numbers;\nDROP MATERIALIZED VIEW closed_packs;\nDROP VIEW open_packs;\nDROP TABLE packs;\nDROP DOMAIN code;\nDROP TYPE state;\n",
};

/** Two products, migrated; the second is the foreign one. */
async function products(shop: ProductDatabase, tide: ProductDatabase): Promise<ServiceRepository> {
  const service = serviceRepository();
  await service.migrations(FILES);
  for (const database of [shop, tide]) {
    await service.migrate(["prepare"], contract(database));
    expect((await service.migrate(["apply"], contract(database))).stderr).toBe("");
  }
  // What comes later: a table, partitions by the maintenance job and by hand.
  await service.migrations({
    "0002_later.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE later (id bigint);\n",
  });
  expect((await service.migrate(["apply"], contract(shop))).stderr).toBe("");
  const made = await maintainPartitions(shop, {
    tables: { signals: { by: "day", keepDays: 10 }, audit_logs: { by: "month", keepDays: 90 } },
    aheadDays: 3,
    today: "2026-11-22",
  });
  expect(made).toMatchObject({ code: 0 });
  await as(`${shop.prefix}_migrator`, shop.name, (client) =>
    client.query(
      `CREATE TABLE ${shop.schema}.by_hand PARTITION OF ${shop.schema}.option_signals FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`,
    ),
  );
  return service;
}

/** Every right on anything, column rights and default privileges too, as Postgres stores them. */
const stored = (database: ProductDatabase): Promise<unknown> =>
  as("postgres", database.name, async (client) => {
    const { rows } = await client.query<{ entry: string }>(
      `SELECT entry FROM (
         SELECT relname::text, relacl FROM pg_class WHERE relnamespace = $1::text::regnamespace
         UNION ALL SELECT attrelid::regclass || '.' || attname, attacl FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid > 16383
         UNION ALL SELECT proname, proacl FROM pg_proc WHERE pronamespace = $1::text::regnamespace
         UNION ALL SELECT typname, typacl FROM pg_type WHERE typnamespace = $1::text::regnamespace
         UNION ALL SELECT nspname, nspacl FROM pg_namespace WHERE nspname IN ($1::text, 'public')
         UNION ALL SELECT datname, datacl FROM pg_database WHERE datname = current_database()
         UNION ALL SELECT concat_ws(' ', defaclobjtype, defaclnamespace::regnamespace, defaclrole::regrole), defaclacl FROM pg_default_acl
       ) o(name, acl), LATERAL (SELECT concat_ws(' ', name, grantee::regrole, privilege_type, is_grantable, grantor::regrole) FROM aclexplode(acl)) e(entry)
       ORDER BY entry`,
      [database.schema],
    );
    return rows.map(({ entry }) => entry);
  });

/** One line per right that is too much or missing. */
async function deviations(shop: ProductDatabase, tide: ProductDatabase, database: string): Promise<string[]> {
  const own = (role: string): string => role.replace(`${shop.prefix}_`, "");
  const roles = [...["migrator", "rw", "ro"].flatMap((suffix) => [`${shop.prefix}_${suffix}`, `${tide.prefix}_${suffix}`]), "public"];
  const actual = await as("postgres", shop.name, (client) => actualPrivileges(client, shop.schema, database, roles));
  expect(actual.length).toBeGreaterThan(150);
  return actual.flatMap(({ kind, name, role, privileges }: ActualRights) => {
    const key = role === "public" ? "PUBLIC" : role.startsWith(`${tide.prefix}_`) ? "other" : own(role);
    const allowed = intended.get(kind)?.[key];
    if (allowed === undefined) return [`${kind} is not in the intended table`];
    const offered = allowed.filter((privilege) => privilege !== "MAINTAIN" || privileges.includes("MAINTAIN"));
    return [
      ...privileges.filter((privilege) => !offered.includes(privilege)).map((privilege) => `${key} may ${privilege} ${kind} ${name}`),
      ...offered.filter((privilege) => !privileges.includes(privilege)).map((privilege) => `${key} may not ${privilege} ${kind} ${name}`),
    ];
  });
}

const modes: Record<string, () => [ProductDatabase, ProductDatabase]> = {
  "database of its own": () => [ownDatabase("shop"), ownDatabase("tide")],
  "shared database": () => {
    const [shop, tide] = sharedDatabase("shop", "tide");
    return [shop!, tide!];
  },
};

describe.each(Object.entries(modes))("in a %s", (mode, make) => {
  const [shop, tide] = make();
  let service: ServiceRepository;

  beforeAll(async () => {
    service = await products(shop, tide);
  });

  /** With this product's names: S. the schema, R_ its roles, O_ the other product's. */
  const named = (sql: string): string =>
    sql
      .replaceAll("S.", `${shop.schema}.`)
      .replaceAll("SCHEMA S", `SCHEMA ${shop.schema}`)
      .replaceAll("R_", `${shop.prefix}_`)
      .replaceAll("O_", `${tide.prefix}_`);

  it("each role has the intended rights on each object, and no other", async () => {
    expect(await deviations(shop, tide, mode)).toEqual([]);
  });

  it("has an object of every kind that the intended table names", async () => {
    const kinds = await as(
      "postgres",
      shop.name,
      async (client) => new Set((await actualPrivileges(client, shop.schema, mode, ["public"])).map(({ kind }) => kind)),
    );
    expect([...intended.keys()].filter((kind) => !kind.includes("database") && !kinds.has(kind))).toEqual([]);
  });

  it.each([
    ["GRANT UPDATE ON S.packs TO R_ro", "ro may UPDATE table packs"],
    ["GRANT SELECT ON S.open_packs TO PUBLIC", "PUBLIC may SELECT view open_packs"],
    ["GRANT CREATE ON SCHEMA S TO R_rw", "rw may CREATE schema app"],
    ["GRANT SELECT ON S.signals_p20261122 TO O_ro", "other may SELECT partition signals_p20261122"],
    ["GRANT R_migrator TO R_rw", "rw may TRUNCATE table later"],
    ["REVOKE DELETE ON S.later FROM R_rw", "rw may not DELETE table later"],
  ])("%s is noticed", async (statement, deviation) => {
    const sql = named(statement);
    const undo = sql.startsWith("GRANT")
      ? sql.replace("GRANT", "REVOKE").replace(" TO ", " FROM ")
      : sql.replace("REVOKE", "GRANT").replace(" FROM ", " TO ");
    await value(shop.name, sql);
    try {
      const found = (await deviations(shop, tide, mode)).map((line) =>
        line.replace(`${shop.schema}.`, "").replace(`schema ${shop.schema}`, "schema app"),
      );
      expect(found).toContain(deviation);
    } finally {
      await value(shop.name, undo);
    }
  });

  it("the migrator takes back what anybody granted, gives back what anybody revoked, and says each", async () => {
    const before = await stored(shop);
    const changes = [
      "GRANT UPDATE ON S.packs TO R_ro",
      "GRANT SELECT ON S.open_packs TO PUBLIC",
      "GRANT SELECT ON S.signals_p20261122 TO O_ro",
      "GRANT TRUNCATE ON S.signals TO R_rw",
      "GRANT DELETE ON S.schema_migrations TO R_rw",
      "GRANT SELECT (code) ON S.packs TO PUBLIC",
      "GRANT UPDATE (code) ON S.packs TO O_rw",
      "GRANT UPDATE ON SEQUENCE S.numbers TO R_ro",
      "GRANT EXECUTE ON FUNCTION S.count_packs TO PUBLIC",
      "GRANT EXECUTE ON PROCEDURE S.close_packs TO O_rw",
      "GRANT USAGE ON TYPE S.state TO PUBLIC",
      "GRANT USAGE ON DOMAIN S.code TO O_ro",
      "GRANT CREATE ON SCHEMA S TO R_rw",
      "GRANT USAGE ON SCHEMA S TO O_rw",
      "GRANT SELECT ON S.later TO R_rw WITH GRANT OPTION",
      "SET ROLE R_rw; GRANT SELECT ON S.later TO O_rw; RESET ROLE",
      "ALTER DEFAULT PRIVILEGES FOR ROLE R_migrator IN SCHEMA S GRANT TRUNCATE ON TABLES TO R_rw",
      "ALTER DEFAULT PRIVILEGES FOR ROLE R_migrator GRANT SELECT ON TABLES TO O_ro",
      "REVOKE DELETE ON S.later FROM R_rw",
      "REVOKE SELECT ON S.packs FROM R_ro",
      ...(mode === "shared database"
        ? []
        : [
            `GRANT CREATE ON DATABASE ${shop.name} TO R_rw`,
            `GRANT CONNECT ON DATABASE ${shop.name} TO O_ro`,
            "GRANT CREATE ON SCHEMA public TO R_rw",
          ]),
    ];
    await as("postgres", shop.name, (client) => client.query(changes.map(named).join(";")));
    const { code, stdout, stderr } = await service.migrate(["apply"], contract(shop));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(named("rights: REVOKE UPDATE ON TABLE S.packs FROM R_ro CASCADE"));
    expect(stdout).toContain(named("rights: GRANT SELECT ON TABLE S.packs TO R_ro"));
    expect(await stored(shop)).toEqual(before);
    expect((await service.migrate(["apply"], contract(shop))).stdout).not.toContain("rights:");
  });

  it.each<[string, string]>([
    ["GRANT R_migrator TO R_rw", "role R_rw can do what R_migrator can; as a superuser: REVOKE R_migrator FROM R_rw"],
    ["GRANT R_rw TO O_rw", "role O_rw can do what R_rw can; as a superuser: REVOKE R_rw FROM O_rw"],
    ["GRANT pg_read_all_data TO R_ro", "role R_ro can do what pg_read_all_data can; as a superuser: REVOKE pg_read_all_data FROM R_ro"],
    ["ALTER TABLE S.later OWNER TO R_rw", "table S.later belongs to R_rw; as a superuser: ALTER TABLE S.later OWNER TO R_migrator"],
    ...(mode === "shared database"
      ? ([
          ["GRANT CREATE ON DATABASE D TO R_rw", "role R_rw may CREATE on D; as D_owner: REVOKE CREATE ON DATABASE D FROM R_rw"],
        ] satisfies [string, string][])
      : []),
  ])("the migrator refuses to run after %s, names the statement that fixes it, and then runs", async (statement, problem) => {
    const full = (text: string): string => named(text.replace(/\bD\b/g, shop.name).replace("D_owner", `${shop.name}_owner`));
    await value(shop.name, full(statement));
    const { code, stderr } = await service.migrate(["apply"], contract(shop));
    expect(code).toBe(1);
    expect(stderr).toContain(full(problem));
    await value(shop.name, full(problem).split(": ")[1] ?? "");
    expect(await service.migrate(["apply"], contract(shop))).toMatchObject({ code: 0, stderr: "" });
    expect(await deviations(shop, tide, mode)).toEqual([]);
  });

  it("the rights of the owner reach nobody through a view or a routine, whoever made it so", async () => {
    await as(`${shop.prefix}_migrator`, shop.name, (person) =>
      person.query(
        named(`CREATE VIEW S.logs AS SELECT * FROM S.audit_logs;
          CREATE FUNCTION S.rewrite() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM S.schema_migrations';
          INSERT INTO S.audit_logs (actor, action, entity_type, entity_id) VALUES ('ann', 'a', 'b', 'c')`),
      ),
    );
    const { code, stdout } = await service.migrate(["apply"], contract(shop));
    expect(code).toBe(0);
    expect(stdout).toContain(named("rights: ALTER VIEW S.logs SET (security_invoker = true)"));
    expect(stdout).toContain(named("rights: ALTER ROUTINE S.rewrite() SECURITY INVOKER"));
    const writes = (sql: string): Promise<unknown> => as(`${shop.prefix}_rw`, shop.name, (api) => api.query(named(sql)));
    await expect(writes("UPDATE S.logs SET actor = 'nobody'")).rejects.toThrow("audit_logs can only be added to");
    await expect(writes("SELECT S.rewrite()")).rejects.toThrow("permission denied for table schema_migrations");
    await value(shop.name, named("DROP VIEW S.logs"));
    await value(shop.name, named("DROP FUNCTION S.rewrite()"));
  });

  it("a session ends what somebody forgot, where it asks for nothing else; a value that somebody set stays", async () => {
    const limit = (): Promise<unknown> =>
      as(`${shop.prefix}_ro`, shop.name, async (reader) => {
        const { rows } = await reader.query<Record<string, string>>("SHOW statement_timeout");
        return rows[0]?.["statement_timeout"];
      });
    expect(await limit()).toBe("5min");
    await value(shop.name, `ALTER DATABASE ${shop.name} SET statement_timeout = '9min'`);
    expect((await service.migrate(["apply"], contract(shop))).code).toBe(0);
    expect(await limit()).toBe("9min");
    await value(shop.name, `ALTER DATABASE ${shop.name} SET statement_timeout = '5min'`);
  });

  it("no role that may connect can block a migration", async () => {
    await as(`${shop.prefix}_ro`, shop.name, async (reader) => {
      await reader.query(`SELECT pg_advisory_lock(hashtextextended('db-migrate ${shop.schema}', 0))`);
      const { code, stdout } = await service.migrate(["apply"], contract(shop));
      expect(code).toBe(0);
      expect(stdout).not.toContain("waiting");
      await expect(reader.query(named("BEGIN; LOCK TABLE S.core_schema_migrations IN SHARE UPDATE EXCLUSIVE MODE"))).rejects.toThrow(
        "permission denied",
      );
    });
  });

  it("no role is a member of another, or more than a login", async () => {
    expect(
      await value(
        shop.name,
        `SELECT count(*)::int FROM pg_roles r LEFT JOIN pg_auth_members m ON m.member = r.oid OR m.roleid = r.oid WHERE r.rolname LIKE '${shop.prefix}\\_%'
         AND (m.member IS NOT NULL OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)`,
      ),
    ).toBe(0);
  });

  it("Postgres itself refuses: reading another product's tables, writing as reader, creating as writer", async () => {
    const refused = async (user: string, database: string, sql: string): Promise<string> =>
      as(user, database, (client) => client.query(`SET search_path = ${shop.schema}; ${sql}`)).then(
        () => "done",
        (error: unknown) => (error as Error).message.replace(/ ".*| for .*/, ""),
      );
    await expect(refused(`${shop.prefix}_ro`, shop.name, `SELECT * FROM ${shop.schema}.signals`)).resolves.toBe("done");
    await expect(refused(`${shop.prefix}_rw`, shop.name, `INSERT INTO ${shop.schema}.packs (code) VALUES ('a')`)).resolves.toBe("done");
    await expect(refused(`${shop.prefix}_rw`, shop.name, `SELECT ${shop.schema}.count_packs()`)).resolves.toBe("done");
    await expect(refused(`${shop.prefix}_ro`, shop.name, `INSERT INTO ${shop.schema}.later VALUES (1)`)).resolves.toBe("permission denied");
    await expect(refused(`${shop.prefix}_rw`, shop.name, `CREATE TABLE ${shop.schema}.mine (id int)`)).resolves.toBe("permission denied");
    await expect(refused(`${shop.prefix}_rw`, shop.name, "CREATE TEMPORARY TABLE mine (id int)")).resolves.toBe(
      "permission denied to create temporary tables in database",
    );
    await expect(refused(`${shop.prefix}_rw`, shop.name, `DELETE FROM ${shop.schema}.schema_migrations`)).resolves.toBe(
      "permission denied",
    );
    await expect(refused(`${shop.prefix}_rw`, shop.name, `SET ROLE ${shop.prefix}_migrator`)).resolves.toBe(
      "permission denied to set role",
    );
    await expect(refused(`${tide.prefix}_migrator`, shop.name, `SELECT * FROM ${shop.schema}.packs`)).resolves.toBe("permission denied");
  });
});
