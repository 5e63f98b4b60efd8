import type { Manifest } from "./terraform-manifests";

interface Resources {
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
}

/** The part of CloudNativePG's Cluster that says what the operator will make. */
export interface DatabaseCluster {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly instances: number;
    readonly resources: Resources;
    readonly priorityClassName?: string;
    readonly storage: { readonly size: string };
    readonly walStorage: { readonly size: string };
  };
}

const SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

/** Labels of the operator's Pods. https://cloudnative-pg.io/docs/1.30/labels_annotations */
export const instanceLabels = (cluster: string) => ({
  "cnpg.io/cluster": cluster,
  "cnpg.io/podRole": "instance",
  "cnpg.io/instanceRole": "primary",
});
export const jobLabels = (cluster: string) => ({ "cnpg.io/cluster": cluster, "cnpg.io/jobRole": "full-recovery" });

/** What the operator, which does not run here, makes of a Cluster: for each instance a Pod with the backup sidecar and two volumes. */
export function impliedBy({ metadata, spec }: DatabaseCluster, sidecar: Resources, name = metadata.name): readonly Manifest[] {
  const { namespace } = metadata;
  return Array.from({ length: spec.instances }, (_, index) => `${name}-${index + 1}`).flatMap((instance) => [
    volume(namespace, name, instance, spec.storage.size),
    volume(namespace, name, `${instance}-wal`, spec.walStorage.size),
    pod(namespace, instance, instanceLabels(name), spec, sidecar),
  ]);
}

/** The Pod of the Job that makes a further instance while the others run. */
export const impliedJob = ({ metadata, spec }: DatabaseCluster, sidecar: Resources): Manifest =>
  pod(metadata.namespace, `${metadata.name}-join`, jobLabels(metadata.name), spec, sidecar);

function pod(namespace: string, name: string, labels: Readonly<Record<string, string>>, spec: DatabaseCluster["spec"], sidecar: Resources) {
  const container = (containerName: string, resources: Resources) => ({
    name: containerName,
    image: "registry.test/postgres",
    resources,
    securityContext: SECURITY,
  });
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      ...(spec.priorityClassName === undefined ? {} : { priorityClassName: spec.priorityClassName }),
      containers: [container("postgres", spec.resources)],
      // A sidecar is an init container that goes on.
      initContainers: [{ ...container("plugin-barman-cloud", sidecar), restartPolicy: "Always" }],
    },
  };
}

const volume = (namespace: string, cluster: string, name: string, storage: string) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, namespace, labels: { "cnpg.io/cluster": cluster } },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } },
});
