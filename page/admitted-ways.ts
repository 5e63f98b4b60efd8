import { z } from "zod";
import type { AdmittedWay } from "./page-model";
import type { PageResource } from "./page-resource";

const selector = z
  .object({
    match_labels: z.record(z.string(), z.string()).optional(),
    match_expressions: z.array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() })).optional(),
  })
  .optional();
type Selector = z.infer<typeof selector>;

const peer = z.object({
  pod_selector: selector,
  namespace_selector: selector,
  ip_block: z.object({ cidr: z.string(), except: z.array(z.string()).optional() }).optional(),
});
type Peer = z.infer<typeof peer>;

const ports = z.array(z.object({ port: z.string(), protocol: z.string() })).optional();
const policy = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({
    pod_selector: selector,
    ingress: z.array(z.object({ from: z.array(peer), ports })).optional(),
    egress: z.array(z.object({ to: z.array(peer), ports })).optional(),
  }),
});

/** The label that the API server itself keeps on every namespace. */
const NAMESPACE = "kubernetes.io/metadata.name";

/**
 * What the synthesized NetworkPolicies open, one line for all namespaces with the same way: namespaces of products and databases are called so, and the
 * line counts them. A policy of another shape than this repository's constructs write is an error, not a way left out.
 */
export function admittedWays(resources: readonly PageResource[]): readonly AdmittedWay[] {
  const policies = resources
    .filter(({ type }) => type === "kubernetes_network_policy_v1")
    .map((resource) => ({ group: resource.path[1] ?? "", stack: resource.stack, ...policy.parse(resource.arguments) }));
  const groups = new Map(policies.map(({ group, metadata }) => [metadata.namespace, group]));
  const ways = new Map<string, AdmittedWay>();
  for (const { group, stack, metadata, spec } of policies) {
    const add = (direction: AdmittedWay["direction"], peers: readonly Peer[], opened: z.infer<typeof ports>): void => {
      const way = {
        environment: stack,
        policy: metadata.name,
        group,
        direction,
        pods: podsText(spec.pod_selector),
        peers: [...new Set(peers.map((each) => peerText(each, groups)))].sort(),
        ports: [...new Set((opened ?? []).map(({ port, protocol }) => (protocol === "TCP" ? port : `${port}/${protocol.toLowerCase()}`)))],
      };
      const key = JSON.stringify(way);
      ways.set(key, { ...way, namespaces: (ways.get(key)?.namespaces ?? 0) + 1 });
    };
    for (const { from, ports: opened } of spec.ingress ?? []) add("in", from, opened);
    for (const { to, ports: opened } of spec.egress ?? []) add("out", to, opened);
  }
  return [...ways.values()];
}

function peerText(
  { ip_block: network, namespace_selector: namespaces, pod_selector: pods }: Peer,
  groups: ReadonlyMap<string, string>,
): string {
  if (network) return `${network.cidr}${network.except?.length ? ` except ${network.except.join(", ")}` : ""}`;
  const namespace = namespaces?.match_labels?.[NAMESPACE];
  const group = namespace === undefined ? undefined : groups.get(namespace);
  const where = namespace === undefined ? "" : ` in ${group === undefined ? namespace : `namespaces of ${group}`}`;
  return `${podsText(pods)}${where}`;
}

function podsText(pods: Selector): string {
  const labels = Object.entries(pods?.match_labels ?? {}).map(([key, value]) => `${short(key)} ${value}`);
  const expressions = (pods?.match_expressions ?? []).map(({ key, values }) => `${short(key)} ${values?.join(" or ") ?? "of any value"}`);
  return [...labels, ...expressions].join(", ") || "all pods";
}

/** `component` of `app.kubernetes.io/component`. */
const short = (key: string): string => key.slice(key.lastIndexOf("/") + 1);
