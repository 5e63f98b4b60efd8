import { describeLive } from "./support/describe-live";
import { Harbor } from "./support/harbor";
import { SqlClient } from "./support/sql-client";
import { SteadyWriter } from "./support/steady-writer";
import { waitFor } from "./support/wait-for";

describeLive("A database of three instances with a quorum", (live) => {
  it("loses no acknowledged row when its primary is killed", async () => {
    const harbor = await Harbor.on(live());
    await harbor.databaseReady("crane");
    const { cluster, namespace } = harbor.placeOf("crane");
    const primary = () =>
      live().cluster.kubectl([
        "--namespace",
        namespace,
        "get",
        "clusters.postgresql.cnpg.io",
        cluster,
        "--output=jsonpath={.status.currentPrimary}",
      ]);
    const client = await SqlClient.of(harbor, "crane", "writer");
    const writer = await SteadyWriter.start(client);
    const before = await primary();

    await live().cluster.kubectl(["--namespace", namespace, "delete", "pod", before, "--grace-period=0", "--force"]);
    await waitFor("another primary", 180, async () => ((await primary()) === before ? undefined : true));
    await writer.acknowledges();
    const { acknowledged, gapSeconds } = await writer.stop();

    const kept = new Set((await client.sql("select number from app.beats")).split("\n").map(Number));
    const lost = acknowledged.filter((number) => !kept.has(number));
    process.stdout.write(`failover: ${acknowledged.length} rows acknowledged, ${lost.length} lost, gap ${gapSeconds.toFixed(1)} s\n`);
    expect(lost).toEqual([]);
    await harbor.databaseReady("crane");
  });
});
