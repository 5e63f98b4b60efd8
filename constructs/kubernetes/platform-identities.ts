import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { Construct } from "constructs";
import { CLUSTER_ROLES } from "./baseline";
import { type Ownership, ownershipLabels } from "./ownership-labels";
import type { ProductNamespace } from "./product-namespace";
import { RBAC, userSubject } from "./rbac";

export interface PlatformIdentitiesProps extends Ownership {
  /** The GitHub identity of this stack's applies. */
  readonly applier: string;
  /** The GitHub identities of its plans: of pull requests and of drift. */
  readonly planners: readonly string[];
  /** The databases' namespaces, by the part of the id that tells them apart. */
  readonly databaseNamespaces: Readonly<Record<string, ProductNamespace>>;
}

/**
 * The rights of this stack's workflows in the cluster. An apply installs operators and writes RBAC, so it needs `cluster-admin` and waits for the
 * environment's approvers. A plan only reads what the stack manages.
 *
 * Terraform reads Helm's releases to plan them. Those of the databases are kept in Secrets, so planning can read Secrets in the databases'
 * namespaces, the generated passwords among them, and nowhere else.
 */
export class PlatformIdentities extends Construct {
  constructor(scope: Construct, id: string, props: PlatformIdentitiesProps) {
    super(scope, id);
    const planners = props.planners.map(userSubject);
    const bindings = { apply: [[userSubject(props.applier)], "cluster-admin"], plan: [planners, CLUSTER_ROLES.planner] } as const;
    for (const [purpose, [subject, role]] of Object.entries(bindings)) {
      new ClusterRoleBindingV1(this, purpose, {
        metadata: { name: `${props.family}-${props.environment}-${purpose}`, labels: ownershipLabels(props) },
        roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: role },
        subject: [...subject],
      });
    }
    for (const [key, { name: namespace, labels, resource }] of Object.entries(props.databaseNamespaces)) {
      const metadata = { name: "release-reader", namespace, labels };
      const dependsOn = [resource];
      new RoleV1(this, `releases-role-${key}`, {
        metadata,
        rule: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }],
        dependsOn,
      });
      new RoleBindingV1(this, `releases-${key}`, {
        metadata,
        roleRef: { apiGroup: RBAC, kind: "Role", name: metadata.name },
        subject: planners,
        dependsOn,
      });
    }
  }
}
