import { setTimeout } from "node:timers/promises";
import type { KubernetesObject } from "./api-client";
import type { Cluster } from "./cluster";

/**
 * Does for the Pods of Jobs what a node would: they end, and the Job controller draws its conclusions. Nothing else runs.
 * @returns what `work` returns
 */
export async function whileJobsEnd<T>(cluster: Cluster, phase: "Succeeded" | "Failed", work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const ending = endPods(cluster, phase, stop.signal);
  try {
    return await work();
  } finally {
    stop.abort();
    await ending;
  }
}

async function endPods(cluster: Cluster, phase: "Succeeded" | "Failed", stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const pods = await cluster.api.list<KubernetesObject & { status: { phase: string } }>(
      "/api/v1/pods?labelSelector=batch.kubernetes.io/job-name",
    );
    for (const { metadata, status } of pods) {
      if (status.phase !== "Pending" || metadata.namespace === undefined) continue;
      // A Pod may be gone by now.
      await cluster.api.tryPatch(`/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}/status`, { status: { phase } });
    }
    await setTimeout(200);
  }
}
