import { BlockList } from "node:net";

/** A pod, or an address outside the cluster: then it has neither namespace nor labels, and no policy of its own. */
export interface Endpoint {
  readonly ip: string;
  readonly namespace: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly endPort?: number; readonly protocol: string }[];
}

export interface NetworkPolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/** The policies of a cluster, as an API server gives them, and the labels of its namespaces. IPv4 and TCP. */
export class NetworkPolicies {
  private readonly byNamespace = new Map<string, NetworkPolicy[]>();

  constructor(
    readonly policies: readonly NetworkPolicy[],
    private readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>,
  ) {
    for (const policy of policies) {
      this.byNamespace.set(policy.metadata.namespace, [...(this.byNamespace.get(policy.metadata.namespace) ?? []), policy]);
    }
  }

  /** The same cluster with other policies. */
  with(policies: readonly NetworkPolicy[]): NetworkPolicies {
    return new NetworkPolicies(policies, this.namespaces);
  }

  /** Whether a TCP connection is admitted by both ends. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
  admits(from: Endpoint, to: Endpoint, port: number): boolean {
    return this.admitsAt(from, to, port, "Egress") && this.admitsAt(to, from, port, "Ingress");
  }

  private admitsAt(pod: Endpoint, other: Endpoint, port: number, direction: "Ingress" | "Egress"): boolean {
    if (pod.namespace === null) return true;
    const isolating = (this.byNamespace.get(pod.namespace) ?? []).filter(
      ({ spec }) => spec.policyTypes.includes(direction) && matches(spec.podSelector, pod.labels),
    );
    const rules = ({ spec }: NetworkPolicy) => (direction === "Ingress" ? spec.ingress : spec.egress) ?? [];
    return (
      isolating.length === 0 ||
      isolating.some((policy) => rules(policy).some((rule) => this.ruleAdmits(rule, policy.metadata.namespace, other, port)))
    );
  }

  private ruleAdmits({ from, to, ports }: Rule, namespace: string, other: Endpoint, port: number): boolean {
    const peers = from ?? to ?? [];
    const portMatches = ports === undefined || ports.some((each) => each.protocol === "TCP" && inRange(port, each.port, each.endPort));
    return portMatches && (peers.length === 0 || peers.some((peer) => this.peerMatches(peer, namespace, other)));
  }

  private peerMatches({ podSelector, namespaceSelector, ipBlock }: Peer, namespace: string, other: Endpoint): boolean {
    if (ipBlock !== undefined) return within(other.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => within(other.ip, cidr));
    if (other.namespace === null) return false;
    const inNamespace =
      namespaceSelector === undefined
        ? other.namespace === namespace
        : matches(namespaceSelector, this.namespaces.get(other.namespace) ?? {});
    return inNamespace && (podSelector === undefined || matches(podSelector, other.labels));
  }
}

/** @throws for a port's name: every port of this project is a number */
function inRange(port: number, first?: number | string, last?: number): boolean {
  if (typeof first === "string") throw new Error(`port "${first}" of a NetworkPolicy is a name`);
  return first === undefined || (port >= first && port <= (last ?? first));
}

function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Readonly<Record<string, string>>): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
        default:
          throw new Error(`selector operator ${operator} is unknown`);
      }
    })
  );
}

const blocks = new Map<string, BlockList>();

/** Whether an address is in a network. */
export function within(ip: string, cidr: string): boolean {
  const known = blocks.get(cidr);
  if (known !== undefined) return known.check(ip);
  const [address = "", prefix] = cidr.split("/");
  const block = new BlockList();
  block.addSubnet(address, Number(prefix));
  blocks.set(cidr, block);
  return block.check(ip);
}
