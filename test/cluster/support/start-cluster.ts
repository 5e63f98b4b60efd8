import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, CUSTOM_RESOURCE_DEFINITIONS, TOOLS } from "./cluster";
import { ControlPlane } from "./control-plane";

/** A control plane with the CustomResourceDefinitions of the operators. For a file whose tests would disturb those of others; stop it afterwards. */
export async function startCluster(): Promise<{ cluster: Cluster; controlPlane: ControlPlane }> {
  const controlPlane = await ControlPlane.start(TOOLS, mkdtempSync(join(tmpdir(), "control-plane-")));
  // Also when the run is interrupted.
  process.once("exit", () => {
    controlPlane.stop();
  });
  const cluster = new Cluster(controlPlane.kubeconfig);
  await cluster.kubectl(["apply", "--server-side", "-f", CUSTOM_RESOURCE_DEFINITIONS]);
  return { cluster, controlPlane };
}
