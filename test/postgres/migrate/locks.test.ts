import { contract, ownDatabase } from "../support/product-database";
import type { Outcome } from "../support/run-command";
import { removeRepositories, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const EARLIER = {
  "0001_init.sql":
    "-- phase: expand\nCREATE TABLE packs (id bigint PRIMARY KEY, name text NOT NULL);\nCREATE TABLE owners (id bigint PRIMARY KEY, pack_id bigint);\nCREATE VIEW names WITH (security_invoker = true) AS SELECT name FROM packs;\n",
  "0001_init.undo.sql": "DROP VIEW names;\nDROP TABLE owners;\nDROP TABLE packs;\n",
};

/** The dry run of one more file, which has no undo. */
async function dryRun(sql: string, phase = "expand", header = ""): Promise<Outcome> {
  const service = serviceRepository({ core: false });
  await service.migrations({
    ...EARLIER,
    "0002_more.sql": `-- phase: ${phase}\n-- undo: none, not needed in this test\n${header}${sql}\n`,
  });
  const database = ownDatabase();
  return service.migrate(["dry-run"], contract({ ...database, name: `${database.name}_scratch` }));
}

describe("a file is refused that", () => {
  const cases: Record<string, [string, RegExp]> = {
    "updates a whole table behind an ALTER of it": [
      "ALTER TABLE packs ADD COLUMN kind text;\nUPDATE packs SET kind = 'a';",
      /^migrations\/0002_more\.sql:4 works through packs while packs is locked against readers and writers, since line 3 and until the commit; give it a file of its own behind this one \(-- phase: backfill\)\. Where that stops nobody: "-- blocks: packs: <why>" on top$/m,
    ],
    "deletes from one table while another one is locked": [
      "ALTER TABLE packs ADD COLUMN kind text;\nDELETE FROM owners WHERE pack_id IS NULL;",
      /:4 works through owners while packs is locked against readers and writers, since line 3/,
    ],
    "does so in a block": [
      "DO $$ BEGIN EXECUTE 'ALTER TABLE packs ADD COLUMN kind text'; END $$;\nDO $$ BEGIN EXECUTE 'UPDATE packs SET kind = name'; END $$;",
      /:4 works through packs while packs is locked against readers and writers, since line 3/,
    ],
    "validates a constraint in the transaction that adds it": [
      "ALTER TABLE owners ADD CONSTRAINT owners_pack_id_fkey FOREIGN KEY (pack_id) REFERENCES packs NOT VALID;\nDO $$ BEGIN ALTER TABLE owners VALIDATE CONSTRAINT owners_pack_id_fkey; END $$;",
      /:4 works through .* while .* is locked against writers, since line 3/,
    ],
    "rewrites a table": [
      "DO $$ BEGIN ALTER TABLE packs ADD COLUMN number double precision NOT NULL DEFAULT random(); END $$;",
      /:3 rewrites all of packs, locked against readers and writers meanwhile; add a new column or table/,
    ],
    "builds an index inside a block, which squawk does not read": [
      "DO $$ BEGIN EXECUTE 'CREATE INDEX packs_name_idx ON packs (name)'; END $$;",
      /:3 reads all of packs, locked against writers meanwhile/,
    ],
    "makes a table UNLOGGED inside a block": [
      "DO $$ BEGIN EXECUTE 'CREATE UNLOGGED TABLE notes (id bigint)'; END $$;",
      /:1 makes notes UNLOGGED: the data is gone after a crash and after a restore/,
    ],
    "removes inside a block what a release may use": [
      "DO $$ BEGIN EXECUTE 'DROP VIEW names'; EXECUTE 'ALTER TABLE packs RENAME COLUMN name TO title'; END $$;",
      /:1 removes column packs\.name, relation names, which the release that still runs may use; put that into a file with "-- phase: contract of NNNN"/,
    ],
  };
  it.each(Object.entries(cases))("%s", async (_, [sql, message]) => {
    const { code, stderr } = await dryRun(sql);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});

describe("a file is let through that", () => {
  const cases: Record<string, [string, string, string]> = {
    "changes rows that it finds by an index, behind an ALTER": [
      "ALTER TABLE packs ADD COLUMN kind text;\nUPDATE packs SET kind = 'a' WHERE id = 7;",
      "expand",
      "",
    ],
    "works through a table that it has made itself": [
      "CREATE TABLE notes (id bigint PRIMARY KEY, kind text);\nALTER TABLE notes ADD COLUMN more text;\nUPDATE notes SET kind = 'a';",
      "expand",
      "",
    ],
    "only backfills": ["UPDATE packs SET name = lower(name);", "backfill", ""],
    "names the table that it stops, and why that stops nobody": [
      "ALTER TABLE packs ADD COLUMN kind text;\nUPDATE packs SET kind = 'a';",
      "expand",
      "-- blocks: packs: forty rows that only the worker reads\n",
    ],
    "says to squawk why a lock is no matter": [
      "-- forty rows that only the worker reads\n-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX packs_name_idx ON packs (name);",
      "expand",
      "",
    ],
  };
  it.each(Object.entries(cases))("%s", async (_, [sql, phase, header]) => {
    expect(await dryRun(sql, phase, header)).toMatchObject({ code: 0, stderr: "" });
  });
});

it("says how -- blocks: is written", async () => {
  const service = serviceRepository({ core: false });
  service.write({ ...EARLIER, "0002_more.sql": "-- phase: expand\n-- undo: none, not needed in this test\n-- blocks: packs\nSELECT 1;\n" });
  expect((await service.migrate(["check"])).stderr).toContain(
    'migrations/0002_more.sql:3 write "-- blocks: table, table: <why that stops nobody, in ten characters or more>"',
  );
});
