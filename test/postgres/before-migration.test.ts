import { chmodSync } from "node:fs";
import { Workplace } from "../cli/workplace";
import { SUPERUSER_PASSWORD } from "./support/postgres-server";
import { contract, ownDatabase, serverPort, value } from "./support/product-database";
import { removeRepositories, serviceRepository } from "./support/service-repository";

/** `sigma restore --before-migration`: reads what the migration tool has written, with the statement that a real Postgres answers. */
const work = new Workplace();
const shop = ownDatabase();
afterAll(() => {
  work.remove();
  removeRepositories();
});

/** What comes behind `--`, on the test's server and database in place of the product's. Of the cluster's objects it knows none. */
function kubectlInto(database: string): Readonly<Record<string, string>> {
  const script = `case "$*" in *creationTimestamp*) echo 2020-01-01T00:00:00Z; exit;; *"--output json"*) echo '{"items":[]}'; exit;; esac\nwhile [ "$1" != -- ]; do shift; done; shift 2; for a; do shift; case $a in --dbname=*) ;; *) set -- "$@" "$a" ;; esac; done\nexec psql "$@"`;
  work.write("bin/kubectl", `#!/bin/sh\n${script}\n`);
  chmodSync(work.path("bin/kubectl"), 0o755);
  const connection = {
    PGHOST: "127.0.0.1",
    PGPORT: String(serverPort()),
    PGUSER: "postgres",
    PGPASSWORD: SUPERUSER_PASSWORD,
    PGDATABASE: database,
  };
  return { PATH: `${work.path("bin")}:${work.environment.PATH}`, KUBE_CONFIG_PATH: work.path("kubeconfig"), ...connection };
}

it("restores to the position that the ledger holds of that migration", async () => {
  const service = serviceRepository();
  await service.migrations({
    "0001_init.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE packs (id bigint);\n",
    "0002_notes.sql": "-- phase: expand\n-- undo: none, not needed in this test\nCREATE TABLE notes (id bigint);\n",
  });
  expect((await service.migrate(["prepare"], contract(shop))).code).toBe(0);
  expect((await service.migrate(["apply"], contract(shop))).code).toBe(0);
  const position = String(await value(shop.name, "SELECT wal_position::text FROM app.schema_migrations WHERE number = 2"));

  const environment = kubectlInto(shop.name);
  const { code, stdout, stderr } = await work.sigma(["restore", "tide", "live", "--before-migration", "0002"], { environment });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`at ${position} of timeline 1, where the log stood before 0002_notes.sql began at 20`);
  expect(work.read("catalog/products/tide.yaml")).toContain(`restore: { generation: 2, lsn: ${position} }`);
});
