import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { Construct } from "constructs";
import { type Ownership, ownershipLabels } from "./ownership-labels";
import type { ProductNamespace } from "./product-namespace";
import { userSubject } from "./user-subject";

export interface PlatformIdentitiesProps extends Ownership {
  /** The GitHub identity of this stack's applies. */
  readonly applier: string;
  /** The GitHub identity of its plans: pull requests and drift. */
  readonly planner: string;
  /** The databases' namespaces, by the key that becomes the id. */
  readonly databaseNamespaces: Readonly<Record<string, ProductNamespace>>;
}

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list"];

/**
 * What this stack's workflows are in the cluster. Applying installs operators and writes RBAC, which takes `cluster-admin`; it waits for the
 * environment's approvers. Planning reads the kinds of objects this stack is made of.
 *
 * Terraform reads Helm's releases to plan them. Those of the databases are kept in Secrets, so planning can read Secrets in the databases'
 * namespaces, and nowhere else.
 */
export class PlatformIdentities extends Construct {
  constructor(scope: Construct, id: string, props: PlatformIdentitiesProps) {
    super(scope, id);
    const labels = ownershipLabels(props);
    const [applier, planner] = [userSubject(props.applier), userSubject(props.planner)];
    const name = (purpose: string): string => `${props.family}-${props.environment}-${purpose}`;

    new ClusterRoleBindingV1(this, "apply", {
      metadata: { name: name("apply"), labels },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "cluster-admin" },
      subject: [applier],
    });

    new ClusterRoleV1(this, "plan-role", {
      metadata: { name: name("plan"), labels },
      rule: [
        { apiGroups: [""], resources: ["namespaces", "resourcequotas", "limitranges", "serviceaccounts", "configmaps"], verbs: READ },
        { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: READ },
        { apiGroups: [RBAC], resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"], verbs: READ },
      ],
    });
    new ClusterRoleBindingV1(this, "plan", {
      metadata: { name: name("plan"), labels },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: name("plan") },
      subject: [planner],
    });

    new ClusterRoleV1(this, "plan-releases-role", {
      metadata: { name: name("plan-releases"), labels },
      rule: [{ apiGroups: [""], resources: ["secrets"], verbs: READ }],
    });
    for (const [key, namespace] of Object.entries(props.databaseNamespaces)) {
      new RoleBindingV1(this, `plan-releases-${key}`, {
        metadata: { name: "plan-releases", namespace: namespace.name, labels: namespace.labels },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: name("plan-releases") },
        subject: [planner],
        dependsOn: [namespace.resource],
      });
    }
  }
}
