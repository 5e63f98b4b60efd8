import { Runbook } from "../cluster/runbook";
import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { ENVIRONMENT } from "./support/live-catalog";
import { SqlClient } from "./support/sql-client";
import { releaseSteadyApplication } from "./support/steady-application";
import { pause, waitFor } from "./support/wait-for";

const PRODUCT = "ferry";
/** Stays connected as long as it can, and writes: a transaction with a number of its own is a commit in the log. */
const HOLD = `
import os, time, psycopg2
connection = psycopg2.connect(host=os.environ["DB_HOST"], dbname=os.environ["DB_NAME"], user=os.environ["DB_USER"],
    password=os.environ["DB_PASSWORD"], sslmode="require", connect_timeout=3)
connection.autocommit = True
try:
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_xact_id()")
        print("written")
        time.sleep(0.5)
except psycopg2.Error:
    print("gone")
`;

const CARGO =
  "create table app.cargo (at timestamptz primary key); grant usage on schema app to harbor_ferry_rw; grant insert, select on app.cargo to harbor_ferry_rw";

describeLive("A table that was dropped", (live) => {
  let harbor: Harbor;
  let client: SqlClient;
  let restore: Runbook;

  beforeAll(async () => {
    harbor = await Harbor.on(live());
    await harbor.databaseReady(PRODUCT);
    client = await SqlClient.of(harbor, PRODUCT);
  });

  it("comes back by the runbook, with every row that was there at the moment", async () => {
    const { database, namespace, applications } = harbor.placeOf(PRODUCT);
    await client.sql(CARGO, "migrator");
    await releaseSteadyApplication(harbor, PRODUCT);
    await waitFor("rows", 60, async () => (Number(await client.sql("select count(*) from app.cargo")) > 20 ? true : undefined));

    // The accident: a known moment, and two seconds later the table is gone.
    const at = (await client.sql(`select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)).trim();
    const until = `where at <= '${at}'`;
    const there = await client.sql(`select count(*), max(at) from app.cargo ${until}`);
    await pause(2000);
    await client.sql("drop table app.cargo", "migrator");

    const asked = Date.now();
    restore = new Runbook("restore", live().cluster, harbor.catalog.folder, {
      ...{ product: PRODUCT, environment: ENVIRONMENT, database, namespace, applications, at, old: "1", new: "2" },
    });
    await restore.follow("0. Stop");
    await restore.follow("1. Start");
    await harbor.deploy();
    expect((await restore.follow("1. Start", 2)).trimEnd().split("\n").at(-1)).toBe(`${database}-g1`);
    await harbor.databaseReady(PRODUCT, 2);
    const ready = Date.now();

    await client.run("cat >/tmp/hold.py; nohup python3 -u /tmp/hold.py >/tmp/held 2>&1 &", HOLD);
    await waitFor("somebody who stays connected", 30, async () =>
      (await client.run("cat /tmp/held")).includes("written") ? true : undefined,
    );
    await restore.follow("2. Move");
    await harbor.deploy();
    // What is written to the generation before would go with it.
    await waitFor("the generation before to let go of who stayed", 60, async () =>
      (await client.run("cat /tmp/held")).includes("gone") ? true : undefined,
    );
    expect(await restore.follow("2. Move", 2)).toMatch(new RegExp(`^${database}-g2$`, "m"));
    const back = await waitFor("the table, by the name that clients know", 60, () =>
      client.sql(`select count(*), max(at) from app.cargo ${until}`),
    );
    const rto = (Date.now() - asked) / 1000;
    const newest = new Date(there.split("|")[1]!);
    const rpo = (new Date(at).getTime() - newest.getTime()) / 1000;
    process.stdout.write(
      `restore: RPO ${rpo.toFixed(1)} s, ready after ${((ready - asked) / 1000).toFixed(0)} s, RTO ${rto.toFixed(0)} s\n`,
    );
    expect(back).toBe(there);
    await waitFor("the application to write on", 60, async () =>
      Number(await client.sql(`select count(*) from app.cargo where at > '${at}'`)) > 5 ? true : undefined,
    );
  });

  it("lets go of the generation before, and of no other", async () => {
    const { database, namespace } = harbor.placeOf(PRODUCT);
    expect((await restore.try("3. Delete", 1, { generation: "2" })).code).not.toBe(0);
    await restore.follow("3. Delete", 1, { generation: "1" });
    const left = await live().cluster.kubectl(["--namespace", namespace, "get", "clusters.postgresql.cnpg.io", "--output=name"]);
    expect(left.trim()).toBe(`cluster.postgresql.cnpg.io/${database}-g2`);
  });

  it("is not lost to a tidied entry: a generation that is gone is never created empty", async () => {
    const entry = "products/ferry.yaml";
    harbor.catalog.unset(entry, `database.${ENVIRONMENT}.generation`);
    harbor.catalog.unset(entry, `database.${ENVIRONMENT}.restore`);
    await expect(harbor.deploy()).rejects.toThrow(/generation/);
    expect(Number(await client.sql("select count(*) from app.cargo"))).toBeGreaterThan(0);
    harbor.catalog.set(entry, { [`database.${ENVIRONMENT}.generation`]: 2 });
    await harbor.deploy();
  });
});
