import { clearWhenInterrupted } from "./interrupt";
import { KEEP } from "./keep";
import { clear } from "./leftovers";
import { LiveCluster } from "./live-cluster";
import { timed } from "./progress";
import { siteOf } from "./site";

/** Starts the cluster of all test files. Jest runs no teardown after a setup that failed, or when it is interrupted. */
export default async function globalSetup(): Promise<void> {
  if (!KEEP) clearWhenInterrupted(siteOf());
  try {
    await timed("nodes, all in all", () => LiveCluster.start());
  } catch (error) {
    if (!KEEP) await clear(siteOf());
    throw error;
  }
  process.env["LIVE_CLUSTER"] = "runs";
}
