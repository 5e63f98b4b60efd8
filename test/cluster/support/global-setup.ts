import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, TOOLS } from "./cluster";
import { ControlPlane, missingPrograms } from "./control-plane";

declare global {
  var controlPlane: ControlPlane | undefined;
}

/** Starts one control plane for all test files, or says why they are skipped. A continuous-integration run may not skip. */
export default async function globalSetup(): Promise<void> {
  const missing = missingPrograms(TOOLS);
  const crds = process.env["SIGMA_CRDS"];
  const reason =
    missing.length > 0
      ? `${missing.join(", ")} missing in .tools/bin; install with: .ci/tools`
      : crds === undefined
        ? "SIGMA_CRDS is unset; set it to a folder with the CustomResourceDefinitions of the operators"
        : undefined;
  if (crds === undefined || reason !== undefined) {
    if (process.env["CI"] !== undefined) throw new Error(`test:cluster cannot run: ${reason}`);
    process.stderr.write(`test:cluster is skipped: ${reason}\n`);
    return;
  }
  const plane = await ControlPlane.start(TOOLS, mkdtempSync(join(tmpdir(), "control-plane-")));
  globalThis.controlPlane = plane;
  // Also when the run is interrupted.
  process.once("exit", () => {
    plane.stop();
  });
  process.env["TEST_CLUSTER_KUBECONFIG"] = plane.kubeconfig;
  await new Cluster(plane.kubeconfig).kubectl(["apply", "--server-side", "-f", crds]);
}
