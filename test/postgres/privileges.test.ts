import { type ActualRights, actualPrivileges } from "./support/actual-privileges";
import { intendedPrivileges } from "./support/intended-privileges";
import { maintainPartitions } from "./support/maintain-partitions";
import { as, contract, ownDatabase, type ProductDatabase, sharedDatabase, value } from "./support/product-database";
import { removeRepositories, serviceRepository } from "./support/service-repository";

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
async function products(shop: ProductDatabase, tide: ProductDatabase): Promise<void> {
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
}

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

  beforeAll(() => products(shop, tide));

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
    const sql = statement
      .replaceAll("S.", `${shop.schema}.`)
      .replace("SCHEMA S", `SCHEMA ${shop.schema}`)
      .replaceAll("R_", `${shop.prefix}_`)
      .replaceAll("O_", `${tide.prefix}_`);
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

  it("no role is a member of another, or more than a login", async () => {
    expect(
      await value(
        shop.name,
        `SELECT count(*)::int FROM pg_roles r LEFT JOIN pg_auth_members m ON m.member = r.oid OR m.roleid = r.oid WHERE r.rolname LIKE '${shop.prefix}\\_%'
         AND (m.member IS NOT NULL OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)`,
      ),
    ).toBe(0);
  });

  it("Postgres itself says no: reading what is another product's, writing as reader, creating as writer", async () => {
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
