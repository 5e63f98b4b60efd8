import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { tool } from "../delivery/tool";
import { commandBlocks, RUN } from "../docs/runbook-page";
import { as, contract, PASSWORD, type ProductDatabase, serverPort, sharedDatabase, value } from "./support/product-database";
import { SUPERUSER_PASSWORD } from "./support/postgres-server";
import { run } from "./support/run-command";
import { removeRepositories, serviceRepository } from "./support/service-repository";

const CHART = join(__dirname, "../../charts/postgres");

interface ManagedRole {
  readonly name: string;
  readonly login: boolean;
  readonly inRoles?: readonly string[];
}

interface ClusterObject {
  readonly kind: string;
  readonly spec: {
    readonly bootstrap: {
      readonly initdb: { readonly database: string; readonly owner: string; readonly postInitApplicationSQL: readonly string[] };
    };
    readonly managed: { readonly roles: readonly ManagedRole[] };
  };
}

/** The Cluster that the chart renders for a shared database of these names. */
function renderedCluster([shop, tide]: readonly ProductDatabase[]): ClusterObject["spec"] {
  const values = ["--values", join(CHART, "ci/consolidated.yaml"), "--set", `name=${shop!.name},owner=${shop!.name}_owner`];
  for (const [code, { prefix }] of Object.entries({ shop: shop!, tide: tide! })) {
    for (const role of ["rw", "ro", "migrator"]) values.push("--set", `products.${code}.roles.${role}=${prefix}_${role}`);
  }
  const text = execFileSync(tool("helm3"), ["template", "release", CHART, ...values], { encoding: "utf8" });
  const objects = parseAllDocuments(text).map((document) => document.toJS() as ClusterObject | null);
  return objects.find((object) => object?.kind === "Cluster")!.spec;
}

/** Does what the operator does with it: `initdb` with its statements as the superuser, then the managed roles. */
async function makeAsTheOperator({ bootstrap: { initdb }, managed }: ClusterObject["spec"]): Promise<void> {
  await value("postgres", `CREATE ROLE ${initdb.owner} LOGIN`);
  await value("postgres", `CREATE DATABASE ${initdb.database} OWNER ${initdb.owner}`);
  for (const statement of initdb.postInitApplicationSQL) await value(initdb.database, statement);
  for (const { name, login, inRoles = [] } of managed.roles) {
    const made = await value("postgres", `SELECT count(*)::int FROM pg_roles WHERE rolname = '${name}'`);
    await value("postgres", `${made === 1 ? "ALTER" : "CREATE"} ROLE ${name} ${login ? `LOGIN PASSWORD '${PASSWORD}'` : "NOLOGIN"}`);
    for (const group of inRoles) await value("postgres", `GRANT ${group} TO ${name}`);
  }
}

describe("a shared database as the chart makes it", () => {
  const [shop, tide] = sharedDatabase("shop", "tide") as [ProductDatabase, ProductDatabase];
  const stranger = `${shop.name}_stranger`;

  beforeAll(async () => {
    await makeAsTheOperator(renderedCluster([shop, tide]));
    // The Database object's part.
    for (const { name, schema, prefix } of [shop, tide]) await value(name, `CREATE SCHEMA ${schema} AUTHORIZATION ${prefix}_migrator`);
    await value("postgres", `CREATE ROLE ${stranger} LOGIN PASSWORD '${PASSWORD}'`);
  });
  afterAll(removeRepositories);

  it("lets only its products' roles in", async () => {
    const connects = (user: string): Promise<string> =>
      as(user, shop.name, () => Promise.resolve("connected")).catch((error: unknown) => (error as Error).message);
    for (const { prefix } of [shop, tide]) {
      for (const role of ["rw", "ro", "migrator"]) await expect(connects(`${prefix}_${role}`)).resolves.toBe("connected");
    }
    await expect(connects(stranger)).resolves.toBe(`permission denied for database "${shop.name}"`);
  });

  it("lets no role create temporary tables or schemas", async () => {
    for (const right of ["TEMPORARY", "CREATE"]) {
      await expect(value(shop.name, `SELECT has_database_privilege('${shop.prefix}_rw', '${shop.name}', '${right}')`)).resolves.toBe(false);
    }
  });

  it("lets nobody make large objects or write messages into the log, and ends what somebody forgot", async () => {
    const writer = `${shop.prefix}_rw`;
    const ask = (sql: string): Promise<unknown> =>
      as(writer, shop.name, (client) => client.query<unknown[]>({ text: sql, rowMode: "array" })).then(
        ({ rows }) => rows[0]?.[0],
        (error: unknown) => (error as Error).message,
      );
    for (const sql of [
      "SELECT lo_create(0)",
      "SELECT lo_creat(-1)",
      "SELECT lo_from_bytea(0, 'x')",
      "SELECT pg_logical_emit_message(false, 'a', 'b')",
    ])
      expect(await ask(sql)).toMatch(/^permission denied for function (lo_|pg_logical_emit_message)/);
    expect(await ask("SHOW statement_timeout")).toBe("5min");
    expect(await ask("SHOW idle_in_transaction_session_timeout")).toBe("1min");
  });

  it("has nothing left to complain about for the first migration", async () => {
    const service = serviceRepository();
    await service.migrations({
      "0001_init.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE packs (id bigint);\n",
    });
    const { code, stdout, stderr } = await service.migrate(["apply"], contract(shop));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).not.toContain("PUBLIC");
  });

  it("is left by a product as remove-a-product says: no schema, no role, and the others as they were", async () => {
    const { name, prefix, schema } = shop;
    const roles = (of: string) => value("postgres", `SELECT count(*)::int FROM pg_roles WHERE rolname ~ '^${of}_(rw|ro|migrator)$'`);
    const granted = `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${prefix}_ro`;
    await value(name, granted);
    await expect(roles(prefix)).resolves.toBe(3);

    await followRunbook({ product: schema, database: name.replaceAll("_", "-"), role: prefix });

    await expect(roles(prefix)).resolves.toBe(0);
    await expect(value(name, `SELECT count(*)::int FROM pg_namespace WHERE nspname = '${schema}'`)).resolves.toBe(0);
    await expect(roles(tide.prefix)).resolves.toBe(3);
    await expect(value(name, `SELECT count(*)::int FROM pg_namespace WHERE nspname = '${tide.schema}'`)).resolves.toBe(1);
  });
});

/** Runs the page's own commands; `exec` into the cluster's primary is the test's server, and Secrets there are none. */
async function followRunbook(names: Readonly<Record<string, string>>): Promise<void> {
  const blocks = commandBlocks("remove-a-product").filter(({ comment }) => comment?.startsWith(`${RUN}test/postgres/`));
  expect(blocks).toHaveLength(1);
  const bin = mkdtempSync(join(tmpdir(), "kubectl-"));
  const script = `case "$*" in *" exec "*) while [ "$1" != -- ]; do shift; done; shift; exec "$@" ;; *" delete secrets "*) ;; *) exit 1 ;; esac`;
  writeFileSync(join(bin, "kubectl"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, "kubectl"), 0o755);
  const connection = { PGHOST: "127.0.0.1", PGPORT: String(serverPort()), PGUSER: "postgres", PGPASSWORD: SUPERUSER_PASSWORD };
  const env = { PATH: `${bin}:${process.env.PATH}`, namespace: "acme-dev-db", generation: "1", ...names, ...connection };
  for (const { text } of blocks) await run("bash", ["-euo", "pipefail", "-c", text], { env });
  rmSync(bin, { recursive: true });
}
