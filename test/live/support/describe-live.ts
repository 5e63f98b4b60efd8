import { LiveCluster } from "./live-cluster";

/** A `describe` for the cluster that `global-setup.ts` started. */
export function describeLive(title: string, tests: (live: () => LiveCluster) => void): void {
  let running: LiveCluster | undefined;
  describe(title, () => {
    if (process.env["LIVE_CLUSTER"] === undefined) throw new Error("no cluster was started; run: npm run test:live");
    tests(() => (running ??= LiveCluster.running()));
  });
}
