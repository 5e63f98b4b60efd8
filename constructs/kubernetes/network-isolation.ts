import { NetworkPolicyV1, type NetworkPolicyV1SpecEgressTo } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import type { ProductNamespace } from "./product-namespace";

/** Pods by label: a value, one of several values, or `true` for any value. An empty selector means every pod of the namespace. */
export type PodSelector = Readonly<Record<string, string | readonly string[] | true>>;

/** The other end: pods of this namespace, pods of another one (all of them unless named), or a network outside the cluster. */
export type Peer =
  { readonly pods: PodSelector; readonly namespace?: string } | { readonly cidr: string; readonly except?: readonly string[] };

export interface Port {
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** One reason for pods of a namespace to be reached, or to reach something. */
export interface Allow {
  readonly direction: "ingress" | "egress";
  readonly pods: PodSelector;
  readonly peers: readonly Peer[];
  readonly ports: readonly Port[];
}

export interface NetworkIsolationProps {
  readonly namespace: ProductNamespace;
  /** By name, which also names the NetworkPolicy. */
  readonly allows: Readonly<Record<string, Allow>>;
}

/** Denies all traffic to and from the pods of a namespace, except the connections that are allowed by name. */
export class NetworkIsolation extends Construct {
  constructor(scope: Construct, id: string, props: NetworkIsolationProps) {
    super(scope, id);
    const { namespace } = props;
    const metadata = { namespace: namespace.name, labels: namespace.labels };
    const dependsOn = [namespace.resource];
    new NetworkPolicyV1(this, "default-deny", {
      metadata: { name: "default-deny", ...metadata },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      dependsOn,
    });
    for (const [name, allow] of Object.entries(props.allows)) {
      new NetworkPolicyV1(this, name, { metadata: { name, ...metadata }, spec: policySpec(name, allow), dependsOn });
    }
  }
}

function policySpec(name: string, { direction, pods, peers, ports }: Allow) {
  if (peers.length === 0 || ports.length === 0) {
    throw new Error(
      `allow "${name}" names no ${peers.length === 0 ? "peer" : "port"}; Kubernetes takes an empty list for all: leave the allow away`,
    );
  }
  const podSelector = selector(pods);
  const rule = { ports: ports.map(({ port, protocol }) => ({ port: String(port), protocol })) };
  return direction === "ingress"
    ? { podSelector, policyTypes: ["Ingress"], ingress: [{ ...rule, from: peers.map(peerSpec) }] }
    : { podSelector, policyTypes: ["Egress"], egress: [{ ...rule, to: peers.map(peerSpec) }] };
}

function peerSpec(peer: Peer): NetworkPolicyV1SpecEgressTo {
  if ("cidr" in peer) {
    return { ipBlock: { cidr: peer.cidr, except: [...(peer.except ?? [])] } };
  }
  const podSelector = selector(peer.pods);
  if (peer.namespace === undefined) {
    return { podSelector };
  }
  // The label that the API server itself keeps: whoever may label namespaces cannot take another one's place.
  return { podSelector, namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } };
}

function selector(pods: PodSelector) {
  const labels = Object.entries(pods);
  const matchLabels = Object.fromEntries(labels.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
  const matchExpressions = labels.flatMap(([key, value]) => {
    if (typeof value === "string") return [];
    return value === true ? [{ key, operator: "Exists" }] : [{ key, operator: "In", values: [...value] }];
  });
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}
