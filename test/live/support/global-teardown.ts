import { LiveCluster } from "./live-cluster";

/** SIGMA_LIVE_KEEP leaves the cluster for a look; the next start removes it. */
export default async function globalTeardown(): Promise<void> {
  if (process.env["SIGMA_LIVE_KEEP"] !== undefined) return;
  await LiveCluster.running().stop();
}
