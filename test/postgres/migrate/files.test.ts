import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../support/run-command";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const INIT = "-- phase: expand\n\nCREATE TABLE packs (\n  id uuid PRIMARY KEY\n);\n";
const UNDO = "DROP TABLE packs;\n";

/** A repository with one sealed migration. */
async function repository(): Promise<ServiceRepository> {
  const service = serviceRepository();
  await service.migrations({ "0001_init.sql": INIT, "0001_init.undo.sql": UNDO });
  return service;
}

const lines = (text: string): string[] => text.trim().split("\n");

it("lists the migrations when they are in order, and needs no database for it", async () => {
  const service = await repository();
  const { code, stdout } = await service.migrate(["check"]);
  expect(code).toBe(0);
  expect(stdout).toContain("migrations/core/0001_signals.sql  expand, reversible, in 1 releases");
  expect(stdout).toContain("migrations/0001_init.sql  expand, reversible, not released");
});

it("writes a manifest that sha256sum reads, also with releases in it", async () => {
  const service = await repository();
  expect((await service.migrate(["release", "v1.0.0"])).code).toBe(0);
  await service.migrations({ "0002_more.sql": "-- phase: expand\n-- undo: none, nothing to take back\nSELECT 1;\n" });
  const folder = join(service.folder, "migrations");
  expect(readFileSync(join(folder, "manifest.sha256"), "utf8").replace(/^[0-9a-f]{64}/gm, "…")).toBe(
    "…  0001_init.sql\n…  0001_init.undo.sql\n# release v1.0.0\n…  0002_more.sql\n",
  );
  await run("sha256sum", ["--check", "--strict", "--quiet", "manifest.sha256"], { cwd: folder });
});

describe("names file and line of", () => {
  const cases: Record<string, [Record<string, string>, RegExp]> = {
    "a gap": [{ "0003_more.sql": INIT }, /^migrations\/0003_more\.sql follows a gap: number 0002 is missing; rename it to 0002_…$/],
    "a number that is taken": [
      { "0001_other.sql": INIT },
      /^migrations\/0001_other\.sql has the number of 0001_init\.sql\. The file that was merged first keeps it \(migrations\/manifest\.sha256 lists it\); who wrote it does nothing\. Who wrote the other renames it, 0002_other\.sql for this one, with its undo file, runs `make db-migrate-seal`, and `make db-reset`/,
    ],
    "a name in capitals": [{ "0002_More.sql": INIT }, /^migrations\/0002_More\.sql is no name of a migration/],
    "an edited file": [
      { "0001_init.sql": `${INIT}-- more\n` },
      /^migrations\/0001_init\.sql:1 differs from migrations\/manifest\.sha256; run/,
    ],
    "an undo without its migration": [{ "0002_more.undo.sql": UNDO }, /^migrations\/0002_more\.undo\.sql has no migration beside it/],
    "carriage returns": [{ "0002_more.sql": "-- phase: expand\r\n" }, /^migrations\/0002_more\.sql:1 has a carriage return/],
    "a byte order mark": [{ "0002_more.sql": `\ufeff${INIT}` }, /^migrations\/0002_more\.sql:1 has a byte order mark/],
    "an empty file": [{ "0002_more.sql": "-- phase: expand\n" }, /^migrations\/0002_more\.sql:1 holds no statement/],
    "a missing phase": [{ "0002_more.sql": "SELECT 1;\n" }, /^migrations\/0002_more\.sql:1 has no phase; write/],
    "an unknown phase": [
      { "0002_more.sql": "-- why\n-- phase: extend\nSELECT 1;\n" },
      /^migrations\/0002_more\.sql:2 phase: 'extend'; write/,
    ],
    "a misspelled header": [
      { "0002_more.sql": "-- phase: expand\n-- transactions: none\nSELECT 1;\n" },
      /:2 "transactions:" is no header; did you mean "transaction:"\?/,
    ],
    "a header given twice": [{ "0002_more.sql": "-- phase: expand\n-- phase: expand\nSELECT 1;\n" }, /:2 "phase:" is given twice/],
    "a time-out without unit": [
      { "0002_more.sql": "-- phase: expand\n-- lock-timeout: 5\nSELECT 1;\n" },
      /:2 lock-timeout: '5'; allowed is a number with ms, s, min or h/,
    ],
    "a time-out longer than any release waits": [
      { "0002_more.sql": "-- phase: expand\n-- statement-timeout: 121min\nSELECT 1;\n" },
      /:2 statement-timeout: '121min'; no release waits longer than 2h for its migrations: split the work/,
    ],
    "an undo without a reason": [
      { "0002_more.sql": "-- phase: expand\n-- undo: none\nSELECT 1;\n" },
      /:2 write "-- undo: none, <the reason/,
    ],
    "a missing undo": [
      { "0002_more.sql": "-- phase: expand\nSELECT 1;\n" },
      /^migrations\/0002_more\.sql:1 has no 0002_more\.undo\.sql beside it/,
    ],
    "an open quote": [{ "0002_more.sql": "-- phase: expand\nSELECT 1;\nSELECT 'open;\n" }, /:3 ' is never closed/],
    "an open dollar quote": [{ "0002_more.sql": "-- phase: expand\nDO $body$ BEGIN END $other$;\n" }, /:2 \$body\$ is never closed/],
    "an open comment": [{ "0002_more.sql": "-- phase: expand\nSELECT 1; /* a /* b */\n" }, /:2 \/\* is never closed/],
    "an open parenthesis": [{ "0002_more.sql": "-- phase: expand\nSELECT (1;\nSELECT 2;\n" }, /:2 \( is never closed/],
    "a transaction of its own": [
      { "0002_more.sql": "-- phase: expand\nBEGIN;\nSELECT 1;\nCOMMIT;\n" },
      /:4 COMMIT: a file is one transaction already/,
    ],
    "a changed session": [
      { "0002_more.sql": "-- phase: expand\nSET search_path = app;\n" },
      /:2 changes the session of the files behind it/,
    ],
    "a schema in a name": [
      { "0002_more.sql": "-- phase: expand\nCREATE TABLE t (\n  p uuid REFERENCES app.packs\n);\n" },
      /:3 app\.packs names a schema; write packs/,
    ],
    "a schema made by hand": [{ "0002_more.sql": "-- phase: expand\nCREATE SCHEMA other;\n" }, /:2 schemas are the platform's/],
    "CONCURRENTLY in a transaction": [
      { "0002_more.sql": "-- phase: expand\nCREATE INDEX CONCURRENTLY i\n  ON packs (id);\n" },
      /:2 CONCURRENTLY cannot run in a transaction/,
    ],
    "two statements without a transaction": [
      { "0002_more.sql": "-- phase: expand\n-- transaction: none\nCREATE INDEX CONCURRENTLY i ON packs (id);\nSELECT 1;\n" },
      /:4 is a second statement without a transaction/,
    ],
    "a statement that cannot be resumed": [
      { "0002_more.sql": "-- phase: expand\n-- transaction: none\nVACUUM packs;\n" },
      /:3 cannot be resumed when interrupted/,
    ],
    "a schema change in a backfill": [
      { "0002_more.sql": "-- phase: backfill\nALTER TABLE packs ADD COLUMN a text;\n" },
      /:2 changes the schema in a backfill/,
    ],
    "a core table made by a product": [
      { "0002_more.sql": "-- phase: expand\nCREATE TABLE IF NOT EXISTS signals (id uuid);\n" },
      /:2 CREATE TABLE touches the core table signals; only migrations\/core may: propose it to the shared library/,
    ],
    "a core table changed by a product": [
      { "0002_more.sql": "-- phase: expand\nALTER TABLE ONLY audit_logs ADD COLUMN a text;\n" },
      /:2 ALTER TABLE touches the core table audit_logs/,
    ],
    "a contract of nothing": [
      { "0002_more.sql": "-- phase: contract of 0007\nSELECT 1;\n" },
      /:1 contracts 0007, which is no expand before it/,
    ],
    "a contract without its expand": [
      { "0002_more.sql": "-- phase: contract\nSELECT 1;\n" },
      /:1 only a contract names the expand it completes/,
    ],
  };

  it.each(Object.entries(cases))("%s", async (_, [files, message]) => {
    const service = await repository();
    service.write(files);
    const { code, stderr, stdout } = await service.migrate(["check"]);
    expect(code).toBe(1);
    expect(lines(stderr).filter((line) => message.test(line))).toHaveLength(1);
    expect(stderr + stdout).not.toContain("Traceback");
  });

  it("a renamed file", async () => {
    const service = await repository();
    service.write({ "0001_init.sql": null, "0001_init.undo.sql": null, "0001_start.sql": INIT, "0001_start.undo.sql": UNDO });
    const { stderr } = await service.migrate(["check"]);
    expect(lines(stderr)[0]).toBe("migrations/manifest.sha256:1 0001_init.sql was renamed to 0001_start.sql; give it its name back");
  });

  it("a file that is gone", async () => {
    const service = await repository();
    service.write({ "0001_init.undo.sql": null });
    const { stderr } = await service.migrate(["check"]);
    expect(stderr).toContain("migrations/manifest.sha256:2 0001_init.undo.sql is gone; restore it from git");
  });

  it("text that is not UTF-8", async () => {
    const service = await repository();
    writeFileSync(join(service.folder, "migrations/0002_more.sql"), Buffer.from("-- phase: expand\nSELECT '\xff';\n", "latin1"));
    expect((await service.migrate(["check"])).stderr).toContain("migrations/0002_more.sql:2 is not UTF-8");
  });

  it("a link out of the folder", async () => {
    const service = await repository();
    symlinkSync("/etc/hostname", join(service.folder, "migrations/0002_more.sql"));
    expect((await service.migrate(["check"])).stderr).toContain("migrations/0002_more.sql is not a plain file");
  });
});

describe("keeps a product's migrations off what the core made", () => {
  const refused: Record<string, string> = {
    "DROP TRIGGER audit_logs_append_only ON audit_logs;": "DROP TRIGGER touches the core function audit_logs_append_only",
    "ALTER TRIGGER audit_logs_append_only ON audit_logs RENAME TO a;": "ALTER TRIGGER touches the core function audit_logs_append_only",
    "CREATE OR REPLACE FUNCTION audit_logs_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;":
      "CREATE FUNCTION touches the core function audit_logs_append_only",
    "ALTER FUNCTION audit_logs_append_only() SET search_path = pg_temp;": "ALTER FUNCTION touches the core function audit_logs_append_only",
    "DROP FUNCTION IF EXISTS audit_logs_append_only() CASCADE;": "DROP FUNCTION touches the core function audit_logs_append_only",
    "CREATE TRIGGER packs_log BEFORE UPDATE ON packs FOR EACH ROW EXECUTE FUNCTION audit_logs_append_only();":
      "CREATE TRIGGER touches the core function audit_logs_append_only",
    "CREATE TRIGGER quiet BEFORE INSERT ON signals FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();":
      "CREATE TRIGGER touches the core table signals",
    "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON signals FOR EACH ROW EXECUTE FUNCTION f();":
      "CREATE TRIGGER touches the core table signals",
    "CREATE UNIQUE INDEX twins ON ONLY signals (symbol);": "CREATE INDEX touches the core table signals",
    "DROP INDEX audit_logs_actor_idx;": "DROP INDEX touches the core index audit_logs_actor_idx",
    "CREATE RULE keep AS ON DELETE TO audit_logs DO INSTEAD NOTHING;": "CREATE RULE touches the core table audit_logs",
    "CREATE POLICY mine ON backtest_runs USING (true);": "CREATE POLICY touches the core table backtest_runs",
    "CREATE STATISTICS s ON symbol, side FROM signals;": "CREATE STATISTICS touches the core table signals",
    "COMMENT ON COLUMN signals.score IS 'ours';": "COMMENT touches the core table signals",
    "CREATE TABLE signals_more PARTITION OF signals FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');":
      "CREATE TABLE touches the core table signals",
    "CREATE TABLE more () INHERITS (backtest_runs);": "CREATE TABLE touches the core table backtest_runs",
    'ALTER TABLE IF EXISTS ONLY "audit_logs" DISABLE TRIGGER ALL;': "ALTER TABLE touches the core table audit_logs",
    "DROP TABLE packs, audit_logs_p20261122;": "DROP TABLE touches the core table audit_logs",
    "TRUNCATE packs, signals;": "TRUNCATE touches the core table signals",
    "DELETE FROM audit_logs;": "DELETE touches the core table audit_logs",
    "UPDATE ONLY audit_logs_default SET actor = 'nobody';": "UPDATE touches the core table audit_logs_default",
    "MERGE INTO signals s USING packs ON false WHEN MATCHED THEN DELETE;": "MERGE touches the core table signals",
    "WITH gone AS (DELETE FROM signals RETURNING id) SELECT count(*) FROM gone;": "WITH touches the core table signals",
    "INSERT INTO signals (id) VALUES ('') ON CONFLICT (id, occurred_at) DO UPDATE SET score = 0;": "INSERT touches the core table signals",
    "COPY audit_logs FROM '/etc/hostname';": "COPY touches the core table audit_logs",
    "DO $$ BEGIN DELETE FROM audit_logs WHERE actor = 'ann'; END $$;": "DO touches the core table audit_logs",
    "DO $$ BEGIN EXECUTE 'UPDATE audit_logs SET actor = NULL'; END $$;": "DO touches the core table audit_logs",
    "CREATE FUNCTION tidy() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM audit_logs';":
      "CREATE FUNCTION touches the core table audit_logs",
  };

  it("and names the line of each statement that does not", async () => {
    const service = await repository();
    service.write({ "0002_more.sql": `-- phase: expand\n-- undo: none, not needed in this test\n${Object.keys(refused).join("\n")}\n` });
    const found = lines((await service.migrate(["check"])).stderr).flatMap(
      (line) => /^migrations\/0002_more.sql:(\d+) (.* touches the core .*)/.exec(line) ?? [],
    );
    const byLine = Object.fromEntries(found.flatMap((text, at) => (at % 3 === 1 ? [[Number(text), found[at + 1]]] : [])));
    expect(byLine).toEqual(
      Object.fromEntries(
        Object.values(refused).map((what, at) => [at + 3, `${what}; only migrations/core may: propose it to the shared library`]),
      ),
    );
  });

  it("and lets them read it, refer to it, add rows, and use its words for columns", async () => {
    const service = await repository();
    await service.migrations({
      "0002_more.sql": `-- phase: expand
-- undo: none, not needed in this test
CREATE TABLE notes (id bigint PRIMARY KEY, signals jsonb, run_id uuid REFERENCES backtest_runs (id) ON UPDATE CASCADE);
CREATE INDEX notes_signals_idx ON notes USING gin (signals) WHERE signals IS NOT NULL;
CREATE TRIGGER notes_same BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE VIEW latest AS SELECT n.id, s.score FROM notes n JOIN signals s ON s.symbol = 'a';
COMMENT ON COLUMN notes.signals IS 'as signals, audit_logs';
INSERT INTO audit_logs (actor, action, entity_type, entity_id) VALUES ('ann', 'migrate', 'pack', 'delete from signals');
DO $$ BEGIN UPDATE notes SET id = 1 WHERE EXISTS (SELECT FROM signals FOR UPDATE); END $$;
CREATE FUNCTION seen() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM signals';
`,
      "0003_more.sql":
        "-- phase: backfill\n-- undo: none, not needed in this test\nUPDATE notes SET signals = '{}' FROM signals;\nDELETE FROM notes USING signals;\n",
    });
    expect((await service.migrate(["check"])).stderr).not.toContain("touches the core");
  });
});

it("keeps rights out of migrations: the tool has them, the same everywhere", async () => {
  const refused = {
    "GRANT SELECT ON packs TO PUBLIC;": "GRANT: the tool itself keeps the rights, the same for all objects; delete the statement",
    "REVOKE ALL ON packs FROM acme_shop_rw;": "REVOKE: the tool itself keeps the rights, the same for all objects; delete the statement",
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;":
      "ALTER: the tool itself keeps the rights, the same for all objects; delete the statement",
    "DROP OWNED BY CURRENT_USER;": "DROP: the tool itself keeps the rights, the same for all objects; delete the statement",
    "ALTER TABLE packs OWNER TO acme_shop_rw;": "OWNER TO: everything belongs to the migrator; delete the statement",
  };
  const service = await repository();
  service.write({ "0002_more.sql": `-- phase: expand\n-- undo: none, not needed in this test\n${Object.keys(refused).join("\n")}\n` });
  const { stderr } = await service.migrate(["check"]);
  for (const [at, what] of Object.values(refused).entries()) expect(lines(stderr)).toContain(`migrations/0002_more.sql:${at + 3} ${what}`);
});

it("reports every problem at once, in the order of their places", async () => {
  const service = await repository();
  service.write({ "0002_a.sql": "SELECT 1;\nBEGIN;\n", "0004_b.sql": "-- phase: expand\nSELECT '" });
  const { stderr } = await service.migrate(["check"]);
  const found = lines(stderr);
  expect(found.slice(0, -1)).toEqual([...found.slice(0, -1)].sort());
  expect(found.length).toBeGreaterThanOrEqual(8);
  expect(found.at(-1)).toBe(`${found.length - 1} problems`);
});

it("does not stumble over SQL that only looks wrong", async () => {
  const service = await repository();
  await service.migrations({
    "0002_more.sql": `-- phase: expand
-- Note: COMMIT; in a comment, and app.packs too
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $touch$
BEGIN
  SET LOCAL search_path = app; -- a body is a string: it is not read
  RETURN NEW;
END
$touch$;
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql BEGIN ATOMIC
  SELECT CASE WHEN n > 0 THEN n END;
  SELECT n * 2;
END;
INSERT INTO packs (id) SELECT a.id FROM packs a JOIN packs b ON a.id = b.id WHERE extract(year FROM now()) > 1 AND 'BEGIN;' <> E'it\\'s;' /* ; /* ; */ */;
SET LOCAL work_mem = '64MB';
COMMENT ON TABLE packs IS 'signals; "quoted';
`,
    "0002_more.undo.sql": "DROP FUNCTION touch();\nDROP FUNCTION twice(int);\n",
  });
  const { code, stderr } = await service.migrate(["check"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

it("refuses what squawk finds dangerous, at its line, and takes the written exception", async () => {
  const service = await repository();
  await service.migrations({
    "0002_drop.sql": "-- phase: expand\n-- undo: none, rows are lost with the column\nALTER TABLE packs DROP COLUMN id;\n",
  });
  const { code, stderr } = await service.migrate(["check"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^migrations\/0002_drop\.sql:3 ban-drop-column: Dropping a column may break existing clients\./m);
  await service.migrations({
    "0002_drop.sql":
      "-- phase: expand\n-- undo: none, not needed in this test\n-- forty rows that only the worker reads\n-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX packs_idx ON packs (id);\n",
  });
  expect(await service.migrate(["check"])).toMatchObject({ code: 0, stderr: "" });
});

describe("an exception from squawk", () => {
  const cases: Record<string, [string, string, string]> = {
    "names its reason": [
      "expand",
      "-- squawk-ignore require-concurrent-index-creation\nCREATE INDEX packs_idx ON packs (id);",
      '3 ignores require-concurrent-index-creation without a reason; write it on a "--" line above',
    ],
    "names its rules": [
      "expand",
      "-- forty rows that only the worker reads\n-- squawk-ignore\nCREATE INDEX packs_idx ON packs (id);",
      '4 ignores more than it names; write "-- squawk-ignore <rule>" above the one statement',
    ],
    "is for a statement, not a file": [
      "expand",
      "-- forty rows that only the worker reads\n-- squawk-ignore-file require-concurrent-index-creation\nCREATE INDEX packs_idx ON packs (id);",
      "4 ignores more than it names",
    ],
    "cannot break the release that still runs": [
      "expand",
      "-- never was used by anything\n-- squawk-ignore ban-drop-column\nALTER TABLE packs DROP COLUMN id;",
      '4 ignores ban-drop-column, which breaks the release that still runs; write a file with "-- phase: contract of NNNN" for it',
    ],
  };
  it.each(Object.entries(cases))("%s", async (_, [phase, sql, message]) => {
    const service = await repository();
    await service.migrations({ "0002_more.sql": `-- phase: ${phase}\n-- undo: none, not needed in this test\n${sql}\n` });
    const { code, stderr } = await service.migrate(["check"]);
    expect(code).toBe(1);
    expect(stderr).toContain(`migrations/0002_more.sql:${message}`);
  });
});

it("says one line about a syntax error, the first", async () => {
  const service = await repository();
  await service.migrations({
    "0002_more.sql":
      "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABEL models (id bigint);\nCREATE TABLE policies (id bigint,,);\nSELECT 1 FROM FROM x;\n",
  });
  const { stderr } = await service.migrate(["check"]);
  expect(lines(stderr)).toEqual([expect.stringMatching(/^migrations\/0002_more\.sql:3 is no SQL: .*; correct it$/) as string, "1 problem"]);
});

describe("tables have names in snake_case and the plural:", () => {
  const refused: Record<string, string> = {
    'CREATE TABLE "ModelCards" (id bigint);': "names a table 'ModelCards'; tables are snake_case, such as model_cards",
    "CREATE TABLE IF NOT EXISTS model_card (id bigint);": "names a table model_card; tables are named in the plural, such as model_cards",
    "CREATE TABLE policy (id bigint);": "such as policies",
    "CREATE TABLE status (id bigint);": "such as statuses",
    "CREATE TABLE analysis (id bigint);": "such as analyses",
    "CREATE TABLE access (id bigint);": "such as accesses",
  };
  const FREE = ["model_cards", "backtest_runs", "statuses", "analyses", "people", "market_data", "news"];

  it("others are refused with a proposal", async () => {
    const service = await repository();
    await service.migrations({
      "0002_more.sql": `-- phase: expand\n-- undo: none, not needed in this test\n${Object.keys(refused).join("\n")}\n`,
    });
    const found = lines((await service.migrate(["check"])).stderr);
    for (const [at, what] of Object.values(refused).entries())
      expect(
        found.filter((line) => line.startsWith(`migrations/0002_more.sql:${at + 3} names a table`) && line.endsWith(what)),
      ).toHaveLength(1);
  });

  it("plurals, partitions, temporary tables and names that were taken over are not", async () => {
    const service = await repository();
    await service.migrations({
      "0002_more.sql": `-- phase: expand\n-- undo: none, not needed in this test\n${FREE.map((name) => `CREATE TABLE ${name} (id bigint);`).join("\n")}\nCREATE TEMP TABLE one AS SELECT 1;\n`,
      "0003_old.sql":
        "-- phase: expand\n-- names: kept, the reports of finance name them\n-- undo: none, not needed in this test\nCREATE TABLE customer (id bigint);\n",
    });
    expect((await service.migrate(["check"])).stderr).not.toContain("names a table");
  });

  it("those of a release are history", async () => {
    const service = await repository();
    await service.migrations({
      "0002_more.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE customer (id bigint);\n",
    });
    await service.migrate(["release", "v1.0.0"]);
    expect(await service.migrate(["check"])).toMatchObject({ code: 0, stderr: "" });
  });
});

it.each(["CREATE UNLOGGED TABLE models (id bigint);", "ALTER TABLE packs SET UNLOGGED;", "SET LOCAL synchronous_commit = off;"])(
  "refuses what a crash or a restore would lose: %s",
  async (sql) => {
    const service = await repository();
    await service.migrations({ "0002_more.sql": `-- phase: expand\n-- undo: none, not needed in this test\n${sql}\n` });
    expect((await service.migrate(["check"])).stderr).toMatch(
      /^migrations\/0002_more\.sql:3 (UNLOGGED: the data is gone after a crash and after a restore|synchronous_commit: a crash may lose)/m,
    );
  },
);

it("says what to do about a merge conflict in the manifest, and seal does it", async () => {
  const service = await repository();
  const path = join(service.folder, "migrations/manifest.sha256");
  const theirs = `${"0".repeat(64)}  0002_theirs.sql`;
  writeFileSync(path, `${readFileSync(path, "utf8")}<<<<<<< HEAD\n${theirs}\n=======\n>>>>>>> mine\n`);
  expect((await service.migrate(["check"])).stderr).toContain(
    "migrations/manifest.sha256:3 holds a merge conflict: two people added a migration. Give each file a number of its own, then `make db-migrate-seal`",
  );
  expect((await service.migrate(["seal"])).code).toBe(0);
  expect((await service.migrate(["check"])).code).toBe(0);
});

describe("a contract", () => {
  const contract = {
    "0002_contract.sql": "-- phase: contract of 0001\n-- undo: none, rows are lost with the column\nALTER TABLE packs DROP COLUMN id;\n",
  };

  it("waits until its expand was in two releases", async () => {
    const service = await repository();
    await service.migrate(["release", "v1.0.0"]);
    await service.migrations(contract);
    const early = await service.migrate(["check"]);
    expect(early.stderr).toContain(
      "migrations/0002_contract.sql:1 contracts 0001 too early: migrations/manifest.sha256 records 1 releases of 0001 before it, 2 are needed",
    );
    service.write({ "0002_contract.sql": null });
    await service.migrations({});
    await service.migrate(["release", "v1.1.0"]);
    await service.migrations(contract);
    expect((await service.migrate(["check"])).code).toBe(0);
  });

  it("does not count the release that it came with", async () => {
    const service = await repository();
    await service.migrate(["release", "v1.0.0"]);
    await service.migrations(contract);
    await service.migrate(["release", "v1.1.0"]);
    expect((await service.migrate(["check"])).stderr).toContain("records 1 releases of 0001 before it");
  });
});

describe("the manifest", () => {
  it("is not written over a released file that was edited", async () => {
    const service = await repository();
    await service.migrate(["release", "v1.0.0"]);
    service.write({ "0001_init.sql": `${INIT}-- more\n` });
    const before = readFileSync(join(service.folder, "migrations/manifest.sha256"), "utf8");
    const sealed = await service.migrate(["seal"]);
    expect(sealed.code).toBe(1);
    expect(sealed.stderr).toContain(
      "migrations/0001_init.sql:1 was edited after release v1.0.0; restore it from git and write a new migration",
    );
    expect(readFileSync(join(service.folder, "migrations/manifest.sha256"), "utf8")).toBe(before);
    expect(existsSync(join(service.folder, "migrations/manifest.tmp"))).toBe(false);
  });

  it("is not written over a released file that is gone", async () => {
    const service = await repository();
    await service.migrate(["release", "v1.0.0"]);
    service.write({ "0001_init.undo.sql": null });
    expect((await service.migrate(["seal"])).stderr).toContain("0001_init.undo.sql is gone; restore it from git");
  });

  it("takes releases in order only, and only versions", async () => {
    const service = await repository();
    await service.migrate(["release", "v1.10.0"]);
    expect((await service.migrate(["release", "v1.9.0"])).stderr).toContain("version is v1.9.0, not newer than v1.10.0");
    expect((await service.migrate(["release", "next"])).stderr).toContain("version is 'next'; allowed is a tag such as v1.4.0");
  });

  it("refuses a line that is neither file nor release", async () => {
    const service = await repository();
    const path = join(service.folder, "migrations/manifest.sha256");
    writeFileSync(path, `${readFileSync(path, "utf8")}garbage\n`);
    expect((await service.migrate(["check"])).stderr).toContain("migrations/manifest.sha256:3 is neither");
  });
});

it("wants the core as it was released", async () => {
  const service = await repository();
  const path = join(service.folder, "migrations/core/manifest.sha256");
  writeFileSync(path, readFileSync(path, "utf8").replace(/^# release.*\n/m, ""));
  expect((await service.migrate(["check"])).stderr).toContain(
    "migrations/core/manifest.sha256 records no release that holds 0004_audit_logs.sql; copy migrations/core of a released version",
  );
});

it("wants the core to be there", async () => {
  const service = await repository();
  const elsewhere = join(service.folder, "elsewhere");
  expect((await service.migrate(["--migrations", elsewhere, "check"])).stderr).toContain(
    `${elsewhere}/core is no folder; copy the shared library's`,
  );
});
