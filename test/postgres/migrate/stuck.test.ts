import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { as, contract, ownDatabase, type ProductDatabase, sharedDatabase, value } from "../support/product-database";
import type { Outcome } from "../support/run-command";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const PAGE = "stuck-migration";
const INIT =
  "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE packs (id bigint, name text);\n" +
  "CREATE TABLE runs (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);\nCREATE TABLE runs_default PARTITION OF runs DEFAULT;\n";
const ENVIRONMENTS = ["dev", "prod"] as const;

/** A service that is released to dev and prod, each with a database that has its first file. */
class Service {
  private constructor(
    readonly repository: ServiceRepository,
    readonly databases: Readonly<Record<(typeof ENVIRONMENTS)[number], ProductDatabase>>,
  ) {}

  static async running(): Promise<Service> {
    const repository = serviceRepository({ core: false });
    mkdirSync(join(repository.folder, "infra"));
    for (const name of ENVIRONMENTS) writeFileSync(join(repository.folder, `infra/values-${name}.yaml`), "");
    const service = new Service(repository, { dev: ownDatabase(), prod: ownDatabase() });
    await repository.migrations({ "0001_init.sql": INIT });
    for (const name of ENVIRONMENTS) {
      await repository.migrate(["prepare"], contract(service.databases[name]));
      expect(await service.deploy(name)).toMatchObject({ code: 0, stderr: "" });
    }
    return service;
  }

  /** 0002 as it is released. */
  async released(sql: string, header = "", undo?: string): Promise<this> {
    const reversible = undo === undefined ? "-- undo: none, not needed in this test\n" : "";
    await this.repository.migrations({ "0002_more.sql": `-- phase: expand\n${reversible}${header}${sql}\n` });
    if (undo !== undefined) await this.repository.migrations({ "0002_more.undo.sql": `${undo}\n` });
    expect((await this.repository.migrate(["release", "v1.0.0"])).code).toBe(0);
    return this;
  }

  deploy(environment: (typeof ENVIRONMENTS)[number]): Promise<Outcome> {
    return this.repository.migrate(["apply"], contract(this.databases[environment]));
  }

  /** Keeps what `state` prints there, asked as the API's role. */
  async ask(environment: (typeof ENVIRONMENTS)[number], file = `${environment}.ledger`): Promise<string> {
    const database = this.databases[environment];
    const { code, stdout } = await this.repository.migrate(["state"], { ...contract(database), DB_USER: `${database.prefix}_rw` });
    expect(code).toBe(0);
    writeFileSync(join(this.repository.folder, file), stdout);
    return stdout;
  }

  async replace(ledgers: readonly string[] = ["dev.ledger", "prod.ledger"]): Promise<Outcome> {
    return this.repository.migrate(["replace", "0002", ...ledgers]);
  }

  /** Both ledgers asked, 0002 opened. */
  async opened(): Promise<void> {
    for (const name of ENVIRONMENTS) await this.ask(name);
    expect(await this.replace()).toMatchObject({ code: 0, stderr: "" });
  }

  async everywhere(): Promise<void> {
    for (const name of ENVIRONMENTS) {
      expect(await this.deploy(name)).toMatchObject({ code: 0, stderr: "" });
      const state = "SELECT string_agg(number || name || (applied_at IS NOT NULL), ' ' ORDER BY number) FROM app.schema_migrations";
      expect(await value(this.databases[name].name, state)).toMatch(/^10001_init\.sqltrue 20002_\w+\.sqltrue$/);
    }
  }
}

const ALONE = "-- transaction: none\n";
const CANNOT = 'cannot create index on partitioned table "runs" concurrently';

const paths: Record<string, () => Promise<void>> = {
  "A lock was not granted in time": async () => {
    const service = await (await Service.running()).released("ALTER TABLE packs ADD COLUMN a text;", "-- lock-timeout: 300ms\n");
    await as("postgres", service.databases.prod.name, async (client) => {
      await client.query("BEGIN; LOCK TABLE app.packs IN ACCESS SHARE MODE");
      expect((await service.deploy("prod")).stderr).toContain("canceling statement due to lock timeout");
      await client.query("COMMIT");
    });
    await service.everywhere();
  },
  "A statement took longer than its limit": async () => {
    const service = await (await Service.running()).released("SELECT pg_sleep(0.5);", "-- statement-timeout: 100ms\n");
    expect((await service.deploy("prod")).stderr).toContain("canceling statement due to statement timeout; stopped after 100ms");
    await service.opened();
    await service.repository.migrations({
      "0002_more.sql": "-- phase: expand\n-- undo: none, not needed in this test\n-- statement-timeout: 1min\nSELECT pg_sleep(0.5);\n",
    });
    await service.everywhere();
  },
  "A build without a transaction was interrupted": async () => {
    const service = await (await Service.running()).released("CREATE INDEX runs_at_idx ON runs (at);", "-- transaction: per partition\n");
    const { prod } = service.databases;
    await as(`${prod.prefix}_migrator`, prod.name, (person) => person.query("CREATE TABLE app.runs_p2026 (LIKE app.runs)"));
    await value(prod.name, "ALTER TABLE app.runs ATTACH PARTITION app.runs_p2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
    await as("postgres", prod.name, async (writer) => {
      // The build of the second partition's index waits for this transaction.
      await writer.query("BEGIN; INSERT INTO app.runs_p2026 VALUES (1, '2026-05-01')");
      const running = service.repository.begin(["apply"], contract(prod));
      await running.printed("runs_at_idx: runs_default has it");
      await until(
        prod,
        "SELECT count(*)::int FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE NOT indisvalid AND relkind = 'i'",
        1,
      );
      running.kill();
      await running.outcome;
      await until(
        prod,
        "SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'db-migrate' AND datname = current_database()",
        0,
      );
      // Writers went on all the time.
      await writer.query("COMMIT");
    });
    expect(await service.ask("prod")).toMatch(/^0002_more\.sql [0-9a-f]{64} begun$/m);
    await service.everywhere();
    const parts =
      "SELECT string_agg(inhrelid::regclass || ' ' || indisvalid, ', ' ORDER BY 1) FROM pg_inherits JOIN pg_index ON indexrelid = inhrelid";
    expect(await value(prod.name, `${parts} WHERE inhparent = 'app.runs_at_idx'::regclass`)).toBe(
      "app.runs_at_idx_default true, app.runs_at_idx_p2026 true",
    );
    expect(await value(prod.name, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.runs_at_idx'::regclass")).toBe(true);
    // A partition that comes later has it too.
    await value(prod.name, "CREATE TABLE app.runs_p2027 PARTITION OF app.runs FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");
    expect(await value(prod.name, "SELECT count(*)::int FROM pg_index WHERE indrelid = 'app.runs_p2027'::regclass")).toBe(1);
  },
  "Rows of this environment contradict the file": async () => {
    const service = await (await Service.running()).released("CREATE UNIQUE INDEX CONCURRENTLY packs_id_idx ON packs (id);", ALONE);
    const { prod } = service.databases;
    await value(prod.name, "INSERT INTO app.packs VALUES (1, 'a'), (1, 'b')");
    expect((await service.deploy("dev")).code).toBe(0);
    expect((await service.deploy("prod")).stderr).toContain('could not create unique index "packs_id_idx"; Key (id)=(1) is duplicated.');
    await as(`${prod.prefix}_rw`, prod.name, (api) => api.query("UPDATE app.packs SET id = 2 WHERE name = 'b'"));
    await service.everywhere();
  },
  "The file can run nowhere": async () => {
    const service = await (await Service.running()).released("CREATE INDEX CONCURRENTLY runs_at_idx ON runs (at);", ALONE);
    for (const name of ENVIRONMENTS) expect((await service.deploy(name)).stderr).toContain(CANNOT);
    await service.opened();
    // Another name, and inside a transaction.
    await service.repository.migrations({
      "0002_more.sql": null,
      "0002_runs.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE INDEX runs_at_idx ON runs (at);\n",
    });
    const { stdout } = await service.deploy("dev");
    expect(stdout).toContain(
      "migrations/0002_runs.sql: 0002_more.sql was begun under this number and not finished; this file takes its place",
    );
    await service.everywhere();
    expect(
      await value(service.databases.dev.name, "SELECT sha256 = $$$$ OR wal_position IS NULL FROM app.schema_migrations WHERE number = 2"),
    ).toBe(false);
  },
  "It is applied in one environment and fails in another": async () => {
    const service = await (
      await Service.running()
    ).released(
      "CREATE UNIQUE INDEX CONCURRENTLY packs_id_idx ON packs (id);",
      ALONE,
      "-- transaction: none\nDROP INDEX CONCURRENTLY IF EXISTS packs_id_idx;",
    );
    const { dev, prod } = service.databases;
    await value(prod.name, "INSERT INTO app.packs VALUES (1, 'a'), (1, 'b')");
    expect((await service.deploy("dev")).code).toBe(0);
    expect((await service.deploy("prod")).code).toBe(1);
    for (const name of ENVIRONMENTS) await service.ask(name);
    expect((await service.replace()).stderr).toContain(
      "dev.ledger says that 0002_more.sql is applied in dev; take it back there (DB_UNDO=allowed), or leave it and write a new migration",
    );
    expect((await service.repository.migrate(["undo"], { ...contract(dev), DB_UNDO: "allowed" })).code).toBe(0);
    await service.opened();
    await service.repository.migrations({
      "0002_more.sql": "-- phase: expand\n-- transaction: none\nCREATE INDEX CONCURRENTLY packs_id_idx ON packs (id);\n",
    });
    await service.everywhere();
    expect(await value(prod.name, "SELECT count(*)::int FROM pg_index WHERE NOT indisvalid")).toBe(0);
  },
  "An index of that name is there already": async () => {
    const service = await (await Service.running()).released("CREATE INDEX CONCURRENTLY packs_name_idx ON packs (name);", ALONE);
    const { prod } = service.databases;
    await value(prod.name, "CREATE INDEX packs_name_idx ON app.packs (id)");
    expect((await service.deploy("prod")).stderr).toContain(
      "index packs_name_idx is there already (valid); DROP INDEX CONCURRENTLY packs_name_idx, then run again",
    );
    await as(`${prod.prefix}_migrator`, prod.name, (person) => person.query("DROP INDEX CONCURRENTLY app.packs_name_idx"));
    await service.everywhere();
  },
  "Two files have one number": async () => {
    const service = await (await Service.running()).released("CREATE TABLE models (id bigint);");
    const mine = { "0002_policies.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE policies (id bigint);\n" };
    service.repository.write(mine);
    expect((await service.repository.migrate(["check"])).stderr).toContain(
      "Who wrote the other renames it, 0003_policies.sql for this one",
    );
    await service.repository.migrations({ "0002_policies.sql": null, "0003_policies.sql": mine["0002_policies.sql"] });
    expect(await service.repository.migrate(["check"])).toMatchObject({ code: 0, stderr: "" });
  },
  "A database of your own has another file": async () => {
    const service = await Service.running();
    const { dev } = service.databases;
    await service.repository.migrations({ "0001_init.sql": INIT.replace("name text", "name text NOT NULL") });
    expect((await service.deploy("dev")).stderr).toContain(
      "is applied and was edited; restore it from git and write a new migration. Where only a database of your own has it: `make db-reset`",
    );
    await value(dev.name, "INSERT INTO app.packs VALUES (1, 'a')");
    expect(await service.repository.migrate(["reset", "--database", dev.name], contract(dev))).toMatchObject({ code: 0, stderr: "" });
    expect(await value(dev.name, "SELECT count(*)::int FROM app.packs")).toBe(0);
    expect(await value(dev.name, "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'app.packs'::regclass AND attname = 'name'")).toBe(
      true,
    );
  },
};

async function until(database: ProductDatabase, sql: string, expected: unknown): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await value(database.name, sql)) === expected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not ${String(expected)}: ${sql}`);
}

it("has a test for every case of the page, and no other", () => {
  const cases = readFileSync(resolve(__dirname, `../../../docs/runbooks/${PAGE}.md`), "utf8")
    .match(/^## .+$/gm)
    ?.map((line) => line.slice(3));
  expect(cases).toEqual(Object.keys(paths));
});

describe("the way out of the page works:", () => {
  it.each(Object.entries(paths))("%s", async (_, path) => path());
});

describe("replace", () => {
  it("wants the ledger of each environment, of today, whole, and each from its own place", async () => {
    const service = await (await Service.running()).released("CREATE TABLE models (id bigint);");
    const dev = await service.ask("dev");
    const write = (name: string, text: string): void => {
      writeFileSync(join(service.repository.folder, name), text);
    };
    expect((await service.replace(["dev.ledger"])).stderr).toContain(
      "prod.ledger is not given; infra/values-prod.yaml says that it is deployed",
    );
    write("prod.ledger", dev);
    expect((await service.replace()).stderr).toMatch(
      /^schema app of \S+ on server \d+ is given for dev and prod; ask each environment itself$/m,
    );
    write("prod.ledger", dev.replace("# end\n", ""));
    expect((await service.replace()).stderr).toContain(
      "prod.ledger is not what `python -m scripts.migrate state` prints in this environment",
    );
    await service.ask("prod");
    write("old.ledger", dev);
    expect((await service.replace(["dev.ledger", "prod.ledger", "old.ledger"])).stderr).toContain(
      "old.ledger is of no environment; there are dev, prod",
    );
    write("dev.ledger", dev.replace(/at 2\d{3}-/, "at 2001-"));
    expect((await service.replace()).stderr).toMatch(/^dev\.ledger is of 2001-\d\d-\d\d \d\d:\d\d UTC; take it anew$/m);
    write("dev.ledger", dev.replace(/^(0001_init\.sql )[0-9a-f]{64}/m, `$1${"0".repeat(64)}`));
    expect((await service.replace()).stderr).toMatch(/^dev\.ledger has 0001_init\.sql in another form/m);
    const before = readFileSync(join(service.repository.folder, "migrations/manifest.sha256"), "utf8");
    expect(before).not.toContain("# replaced");
  });

  it("lets releases count no longer as having held the file, and keeps what it was", async () => {
    const service = await (await Service.running()).released("CREATE TABLE models (id bigint);");
    await service.opened();
    expect(
      readFileSync(join(service.repository.folder, "migrations/manifest.sha256"), "utf8")
        .replace(/[0-9a-f]{64}/g, "…")
        .replace(/\d{4}-\d\d-\d\d/, "<day>"),
    ).toBe("# replaced …  0002_more.sql  not in dev, prod on <day>\n…  0001_init.sql\n# release v1.0.0\n…  0002_more.sql\n");
  });
});

it("an index of a partitioned table waits for a moment without writers, and no writer waits behind it", async () => {
  const service = await (await Service.running()).released("CREATE INDEX runs_at_idx ON runs (at);", "-- transaction: per partition\n");
  const { prod } = service.databases;
  await as("postgres", prod.name, async (open) => {
    await open.query("BEGIN; INSERT INTO app.runs VALUES (1, '2026-05-01')");
    const running = service.repository.begin(["apply"], contract(prod));
    await until(prod, "SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'db-migrate' AND query LIKE 'CREATE INDEX%'", 1);
    // As patient as an API: the build's own wait ends within its half second.
    await as(`${prod.prefix}_rw`, prod.name, (api) => api.query("SET lock_timeout = '10s'; INSERT INTO app.runs VALUES (2, '2026-05-01')"));
    await open.query("COMMIT");
    expect(await running.outcome).toMatchObject({ code: 0, stderr: "" });
  });
  expect(await value(prod.name, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.runs_at_idx'::regclass")).toBe(true);
});

describe("reset refuses", () => {
  it("another name than that of the database, another machine, and a user who is not a superuser, all at once", async () => {
    const { code, stderr } = await serviceRepository({ core: false }).migrate(["reset", "--database", "other"], {
      ...contract(ownDatabase()),
      DB_HOST: "192.0.2.7",
      DB_ADMIN_USER: undefined,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/--database is 'other'; all rows of DB_NAME 'acme_shop_\w+' would go: type its name, --database acme_shop_/);
    expect(stderr).toContain("DB_HOST is '192.0.2.7', which is not this machine; other people's databases are restored, not reset");
    expect(stderr).toContain("DB_ADMIN_USER is not set; only the superuser of a Postgres of your own may do this");
  });

  it("nothing of another product of the shared database", async () => {
    const [shop, tide] = sharedDatabase("shop", "tide");
    const repository = serviceRepository({ core: false });
    await repository.migrations({ "0001_init.sql": INIT });
    for (const database of [shop!, tide!]) {
      await repository.migrate(["prepare"], contract(database));
      expect((await repository.migrate(["apply"], contract(database))).code).toBe(0);
      await value(database.name, `INSERT INTO ${database.schema}.packs VALUES (1, 'a')`);
    }
    expect((await repository.migrate(["reset", "--database", shop!.name], contract(shop!))).code).toBe(0);
    expect(await value(shop!.name, "SELECT (SELECT count(*) FROM shop.packs) || ' ' || (SELECT count(*) FROM tide.packs)")).toBe("0 1");
  });
});
