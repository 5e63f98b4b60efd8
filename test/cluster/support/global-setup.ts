import { TOOLS } from "./cluster";
import { missingPrograms, type ControlPlane } from "./control-plane";
import { startCluster } from "./start-cluster";

declare global {
  var controlPlane: ControlPlane | undefined;
}

/** Starts one control plane for all test files, or says why they are skipped. A continuous-integration run may not skip. */
export default async function globalSetup(): Promise<void> {
  const missing = missingPrograms(TOOLS);
  const reason =
    missing.length > 0
      ? `${missing.join(", ")} missing in .tools/bin; install with: .ci/tools`
      : process.env["SIGMA_CRDS"] === undefined
        ? "SIGMA_CRDS is unset; set it to a folder with the CustomResourceDefinitions of the operators"
        : undefined;
  if (reason !== undefined) {
    if (process.env["CI"] !== undefined) throw new Error(`test:cluster cannot run: ${reason}`);
    process.stderr.write(`test:cluster is skipped: ${reason}\n`);
    return;
  }
  const { cluster, controlPlane } = await startCluster();
  globalThis.controlPlane = controlPlane;
  process.env["TEST_CLUSTER_KUBECONFIG"] = cluster.kubeconfig;
}
