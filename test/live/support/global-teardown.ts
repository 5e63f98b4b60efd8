import { KEEP } from "./keep";
import { LiveCluster } from "./live-cluster";
import { timed } from "./progress";

export default async function globalTeardown(): Promise<void> {
  if (!KEEP) await timed("removal", () => LiveCluster.running().stop());
}
