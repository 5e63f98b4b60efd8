import { TOOLS } from "./cluster";
import { missingPrograms, type ControlPlane } from "./control-plane";
import { startCluster } from "./start-cluster";

declare global {
  var controlPlane: ControlPlane | undefined;
}

/**
 * Starts one control plane for all test files, or says why they are skipped.
 * @throws in a continuous-integration run whose tools are missing: it has installed them, so something is wrong
 */
export default async function globalSetup(): Promise<void> {
  const missing = missingPrograms(TOOLS);
  if (missing.length > 0) {
    const reason = `${missing.join(", ")} missing in .tools/bin; install with: .ci/tools`;
    if (process.env["CI"] !== undefined) throw new Error(`test:cluster cannot run: ${reason}`);
    process.stderr.write(`test:cluster is skipped: ${reason}\n`);
    return;
  }
  if (process.env["SIGMA_CRDS"] === undefined) {
    process.stderr.write("test:cluster is skipped: set SIGMA_CRDS to a folder with the CustomResourceDefinitions of the operators\n");
    return;
  }
  const { cluster, controlPlane } = await startCluster();
  globalThis.controlPlane = controlPlane;
  process.env["TEST_CLUSTER_KUBECONFIG"] = cluster.kubeconfig;
}
