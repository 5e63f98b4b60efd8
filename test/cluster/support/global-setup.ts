import type { ControlPlane } from "./control-plane";
import { startCluster } from "./start-cluster";

declare global {
  var controlPlane: ControlPlane | undefined;
}

/** Starts one control plane for all test files. */
export default async function globalSetup(): Promise<void> {
  const { cluster, controlPlane } = await startCluster();
  globalThis.controlPlane = controlPlane;
  process.env["TEST_CLUSTER_KUBECONFIG"] = cluster.kubeconfig;
}
