import { setTimeout } from "node:timers/promises";
import type { ApiClient, KubernetesObject } from "../cluster/support/api-client";

/** How the Pods of a namespace fare; may change while the node runs. */
export interface PodFates {
  /** How the Pods of Jobs end; null lets them wait. */
  jobsEnd: "Succeeded" | "Failed" | null;
  /** An image whose Pods never become ready. */
  neverReady: string | null;
}

type Pod = KubernetesObject & {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status: { readonly phase: string };
};

/** Does what a node would for the Pods of a namespace: those of Jobs end, all others become ready. */
export async function pretendNode(api: ApiClient, namespace: string, fates: PodFates, stop: AbortSignal): Promise<void> {
  const conditions = ["Ready", "ContainersReady", "Initialized", "PodScheduled"].map((type) => ({ type, status: "True" }));
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  while (!stop.aborted) {
    for (const { metadata, spec, status } of await api.list<Pod>(pods)) {
      const job = metadata.labels?.["batch.kubernetes.io/job-name"] !== undefined;
      const waits = job ? fates.jobsEnd === null : spec.containers.some(({ image }) => image === fates.neverReady);
      if (status.phase !== "Pending" || waits) continue;
      const next = job ? { phase: fates.jobsEnd } : { phase: "Running", conditions };
      await api.patch(`${pods}/${metadata.name}/status`, { status: next });
    }
    await setTimeout(200);
  }
}
