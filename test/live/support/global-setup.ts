import { LiveCluster } from "./live-cluster";

/** Starts the cluster of all test files. */
export default async function globalSetup(): Promise<void> {
  await LiveCluster.start();
  process.env["LIVE_CLUSTER"] = "runs";
}
