import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { Construct } from "constructs";
import { CLUSTER_ROLES } from "./baseline";
import type { ProductNamespace } from "./product-namespace";
import { RBAC, userSubject } from "./rbac";

export interface DeployerProps {
  readonly namespace: ProductNamespace;
  /** The GitHub identities that release here, `github:<organization>/<repository>:<environment>`; at least one. */
  readonly users: readonly string[];
}

/**
 * The right of a product's repositories to release into their namespace, and nowhere else: what `helm upgrade` of the application charts
 * needs, without a verb on Secrets, databases, isolation or roles, and without a way into a running pod.
 */
export class Deployer extends Construct {
  constructor(scope: Construct, id: string, props: DeployerProps) {
    super(scope, id);
    const { name: namespace, labels, resource } = props.namespace;
    new RoleBindingV1(this, "binding", {
      metadata: { name: "deployer", namespace, labels },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: CLUSTER_ROLES.deployer },
      subject: props.users.map(userSubject),
      dependsOn: [resource],
    });
  }
}
