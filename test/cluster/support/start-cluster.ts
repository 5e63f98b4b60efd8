import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, CUSTOM_RESOURCE_DEFINITIONS, TOOLS, until } from "./cluster";
import { ControlPlane } from "./control-plane";

/** A control plane with the CustomResourceDefinitions of the operators. For a file whose tests would disturb those of others; stop it afterwards. */
export async function startCluster(): Promise<{ cluster: Cluster; controlPlane: ControlPlane }> {
  const controlPlane = await ControlPlane.start(TOOLS, mkdtempSync(join(tmpdir(), "control-plane-")));
  // Also when the run is interrupted.
  process.once("exit", () => {
    controlPlane.stop();
  });
  try {
    return { cluster: await withKinds(new Cluster(controlPlane.kubeconfig)), controlPlane };
  } catch (error) {
    controlPlane.stop();
    throw error;
  }
}

async function withKinds(cluster: Cluster): Promise<Cluster> {
  // A young API server on a busy machine answers "Timeout" to some requests; the same can be applied again.
  await until(async () => {
    const { code, stderr } = await cluster.tryKubectl(["apply", "--server-side", "-f", CUSTOM_RESOURCE_DEFINITIONS]);
    if (code !== 0 && !stderr.includes("(Timeout)")) throw new Error(stderr);
    return code === 0;
  }, "the CustomResourceDefinitions");
  // The first one who asks for the schemas of so many kinds waits longest; kubectl would give up after 32 seconds.
  await until(async () => (await cluster.api.call("GET", "/openapi/v2")).status === 200, "the schemas of the API server");
  return cluster;
}
