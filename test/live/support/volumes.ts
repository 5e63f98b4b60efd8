import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { NodeSite } from "./site";

/** The StorageClass of a live cluster, with volumes that are there from the start. */
export const STORAGE_CLASS = "local";

/** Folders of a node that a claim can get. They are `local` volumes, because the kubelet gives a `hostPath` to no group. */
export function volumesOf(node: NodeSite, count: number): object[] {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.map((number) => {
    const path = join(node.folder, "volumes", `${number}`);
    mkdirSync(path, { recursive: true });
    return {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: `${node.name}-${number}` },
      spec: {
        capacity: { storage: "10Gi" },
        accessModes: ["ReadWriteOnce"],
        persistentVolumeReclaimPolicy: "Retain",
        storageClassName: STORAGE_CLASS,
        local: { path },
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: [node.name] }] }] },
        },
      },
    };
  });
}

/** Nobody makes volumes: a claim takes the next free one of the node that its Pod goes to. */
export const storageClass = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: STORAGE_CLASS, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner: "kubernetes.io/no-provisioner",
  volumeBindingMode: "WaitForFirstConsumer",
};
