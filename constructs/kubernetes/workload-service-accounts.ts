import { DefaultServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/default-service-account-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { literal } from "../literal";
import type { ProductNamespace } from "./product-namespace";

export interface WorkloadServiceAccountsProps {
  readonly namespace: ProductNamespace;
  /** Names of the workloads; each gets an account of that name. */
  readonly workloads: readonly string[];
  /** Secret with the registry's credentials in the namespace; null when nodes can pull by themselves. */
  readonly imagePullSecret: string | null;
}

/** One service account per workload. None mounts a token: applications do not call the Kubernetes API. */
export class WorkloadServiceAccounts extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadServiceAccountsProps) {
    super(scope, id);
    const { name: namespace, labels, resource } = props.namespace;
    const imagePullSecret = props.imagePullSecret === null ? [] : [{ name: literal(props.imagePullSecret) }];
    for (const workload of props.workloads) {
      new ServiceAccountV1(this, workload, {
        metadata: { name: workload, namespace, labels },
        automountServiceAccountToken: false,
        imagePullSecret,
        dependsOn: [resource],
      });
    }
    // Pods that name no account run as this one, which Kubernetes makes by itself.
    new DefaultServiceAccountV1(this, "default", {
      metadata: { namespace },
      automountServiceAccountToken: false,
      dependsOn: [resource],
    });
  }
}
