import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NamespaceQuota } from "./namespace-quota";
import { type Ownership, ownershipLabels } from "./ownership-labels";

export interface ProductNamespaceProps extends Ownership {
  readonly name: string;
  /** Minor version of the cluster, `1.36`: what `restricted` means changes between versions. */
  readonly kubernetesVersion: string;
  /** What lives here; admission rules and the gateway select namespaces by it, see {@link namespaceSelector}. */
  readonly kind: NamespaceKind;
  readonly quota: NamespaceQuota;
  /** Facts that admission rules read. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** product: applications; database: a Postgres cluster and its Secrets; platform: what all of them share. */
export type NamespaceKind = "product" | "database" | "platform";

/** The labels that every namespace of a kind carries, in this family. Only the platform may label namespaces. */
export const namespaceSelector = (family: string, kind: NamespaceKind): Record<string, string> => ({
  "app.kubernetes.io/part-of": family,
  kind,
});

/**
 * A namespace of the family: Pod Security `restricted`, a quota, and defaults for containers that name no resources.
 *
 * Everything in a namespace goes when it goes, so a plan that would replace one is refused. Taking a product's entry away takes this refusal
 * away too: then `sigma deploy` asks for the namespace's address.
 */
export class ProductNamespace extends Construct {
  readonly name: string;
  /** Product and team; everything in the namespace carries the same labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** For `dependsOn` of everything in the namespace, which is created after it and deleted before it. */
  readonly resource: ITerraformDependable;
  /** Pods are refused until the quota has been counted, so releases depend on it. */
  readonly quota: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ProductNamespaceProps) {
    super(scope, id);
    this.name = props.name;
    this.labels = ownershipLabels(props);
    this.resource = new NamespaceV1(this, "namespace", {
      metadata: {
        name: props.name,
        labels: { ...this.labels, ...namespaceSelector(props.family, props.kind), ...podSecurityLabels(props.kubernetesVersion) },
        ...(props.annotations && { annotations: { ...props.annotations } }),
      },
      lifecycle: { preventDestroy: true },
    });
    const inside = { namespace: props.name, labels: this.labels };
    const dependsOn = [this.resource];
    this.quota = new ResourceQuotaV1(this, "quota", {
      metadata: { name: "quota", ...inside },
      spec: { hard: { ...props.quota } },
      dependsOn,
    });
    new LimitRangeV1(this, "defaults", {
      metadata: { name: "defaults", ...inside },
      // No CPU limit: throttling hurts more than a busy neighbor that the requests already bound.
      spec: { limit: [{ type: "Container", default: { memory: "512Mi" }, defaultRequest: { cpu: "100m", memory: "128Mi" } }] },
      dependsOn,
    });
  }
}

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces */
const podSecurityLabels = (kubernetesVersion: string): Record<string, string> =>
  Object.fromEntries(
    ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
    ]),
  );
