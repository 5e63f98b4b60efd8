import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1, type RoleV1Rule } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import type { ProductNamespace } from "./product-namespace";
import { userSubject } from "./user-subject";

export interface DeployerProps {
  readonly namespace: ProductNamespace;
  /** The GitHub identities that release here, `github:<organization>/<repository>:<environment>`; at least one. */
  readonly users: readonly string[];
}

const READ = ["get", "list", "watch"];
const WRITE = [...READ, "create", "update", "patch", "delete"];

/**
 * What `helm upgrade` of the application charts needs, and nothing else: no verb on Secrets (releases are kept in ConfigMaps), on service
 * accounts, network policies, roles and bindings, on databases, and no way into a running pod. Who may create a Deployment can still mount
 * what its namespace holds; databases live in a namespace of their own for that reason.
 */
const RULES: RoleV1Rule[] = [
  // Helm keeps its releases here (HELM_DRIVER=configmap), and applications their settings.
  { apiGroups: [""], resources: ["configmaps", "services"], verbs: WRITE },
  { apiGroups: ["apps"], resources: ["deployments"], verbs: WRITE },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: WRITE },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: WRITE },
  // Migrations are hook Jobs.
  { apiGroups: ["batch"], resources: ["jobs"], verbs: WRITE },
  { apiGroups: ["gateway.networking.k8s.io"], resources: ["httproutes"], verbs: WRITE },
  { apiGroups: ["monitoring.coreos.com"], resources: ["servicemonitors"], verbs: WRITE },
  // To wait for a rollout, and to say why it failed.
  { apiGroups: ["apps"], resources: ["replicasets"], verbs: READ },
  { apiGroups: [""], resources: ["pods", "pods/log", "events"], verbs: READ },
];

/** The right of a product's repositories to release into their namespace, as the GitHub identities of one environment. */
export class Deployer extends Construct {
  constructor(scope: Construct, id: string, props: DeployerProps) {
    super(scope, id);
    const { name: namespace, labels, resource } = props.namespace;
    const metadata = { name: "deployer", namespace, labels };
    const dependsOn = [resource];
    new RoleV1(this, "role", { metadata, rule: RULES, dependsOn });
    new RoleBindingV1(this, "binding", {
      metadata,
      dependsOn,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
      subject: props.users.map(userSubject),
    });
  }
}
