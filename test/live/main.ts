import { missing } from "../suite";
import { Harbor } from "./support/harbor";
import { LiveCluster } from "./support/live-cluster";
import { clear } from "./support/leftovers";
import { siteOf } from "./support/site";
import { NEEDS } from "./support/needs";

/** `npm run live`: brings the family harbor up on this machine and leaves it running. `npm run live -- down` ends it. */
async function main(command: string | undefined): Promise<void> {
  const reason = missing(NEEDS);
  if (reason !== null) throw new Error(`a live cluster cannot run here: ${reason}`);
  if (command === "down") return clear(siteOf());
  if (command !== undefined) throw new Error("usage: npm run live [-- down]");
  const started = Date.now();
  const say = (what: string): void => {
    console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  };
  const live = await LiveCluster.start();
  say(`nodes: ${live.nodes.map(({ at }) => `${at.name} ${at.address}`).join(", ")}`);
  const harbor = await Harbor.on(live);
  say("the family harbor is deployed");
  console.log(
    [
      `catalog       ${harbor.catalog.folder}`,
      `kubeconfig    export KUBECONFIG=${live.controlPlane.kubeconfig}`,
      `object store  ${harbor.objectStore.endpoint}, files in ${harbor.objectStore.bucket}`,
      ...Object.values(harbor.catalog.environment().databases).map(({ host, port }) => `database      ${host}:${port}`),
      "down          npm run live -- down",
    ].join("\n"),
  );
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
