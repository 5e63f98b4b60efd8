import type { SqlClient } from "./sql-client";
import { waitFor } from "./wait-for";

/** Inserts numbers one after the other, each in a transaction of its own, and connects anew after every error. Remembers what was acknowledged, and when. */
const PROGRAM = `
import os, time, psycopg2
number, connection = 0, None
while not os.path.exists("/tmp/stop"):
    try:
        if connection is None:
            connection = psycopg2.connect(host=os.environ["DB_HOST"], dbname=os.environ["DB_NAME"], user=os.environ["DB_USER"],
                password=os.environ["DB_PASSWORD"], sslmode="require", connect_timeout=3,
                options="-c search_path=app -c statement_timeout=5000", tcp_user_timeout=5000)
            connection.autocommit = True
        number += 1
        with connection.cursor() as cursor:
            cursor.execute("insert into beats(number) values (%s)", (number,))
        print("ok", number, time.time(), flush=True)
        time.sleep(0.05)
    except psycopg2.Error as error:
        print("no", number, time.time(), type(error).__name__, flush=True)
        connection = None
        time.sleep(0.2)
`;

/** What a writer was told. */
export interface Account {
  readonly acknowledged: readonly number[];
  /** The longest time between two acknowledgements, in seconds. */
  readonly gapSeconds: number;
}

/** A writer that runs in a client's Pod until it is asked for its account. */
export class SteadyWriter {
  private constructor(private readonly client: SqlClient) {}

  static async start(client: SqlClient): Promise<SteadyWriter> {
    await client.sql(
      "create table if not exists app.beats (number bigint primary key); grant usage on schema app to harbor_crane_rw; grant insert, select on app.beats to harbor_crane_rw",
      "migrator",
    );
    await client.run("rm -f /tmp/stop; cat >/tmp/writer.py; nohup python3 /tmp/writer.py >/tmp/beats 2>/tmp/errors &", PROGRAM);
    const writer = new SteadyWriter(client);
    await writer.acknowledges();
    return writer;
  }

  /** Waits until further rows are acknowledged. */
  async acknowledges(seconds = 120): Promise<void> {
    const count = async () => Number(await this.client.run("grep -c ^ok /tmp/beats || true"));
    const before = await count();
    await waitFor("acknowledged rows", seconds, async () => ((await count()) > before + 5 ? true : undefined));
  }

  async stop(): Promise<Account> {
    await this.client.run("touch /tmp/stop; sleep 1");
    const lines = (await this.client.run("cat /tmp/beats")).trim().split("\n");
    const acknowledged = lines.map((line) => line.split(" ")).filter(([word]) => word === "ok");
    const times = acknowledged.map(([, , time]) => Number(time));
    return {
      acknowledged: acknowledged.map(([, number]) => Number(number)),
      gapSeconds: Math.max(...times.slice(1).map((time, index) => time - times[index]!)),
    };
  }
}
