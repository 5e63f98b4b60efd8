import { type Allow, NetworkIsolation } from "../../../constructs/kubernetes/network-isolation";
import { synth } from "../../synth";
import { exampleNamespace } from "./example";

const tcp = { port: 8080, protocol: "TCP" } as const;
const isolated = (allows: Readonly<Record<string, Allow>>) =>
  synth((scope) => new NetworkIsolation(scope, "network", { namespace: exampleNamespace(scope), allows }));

/** The policy that one allow becomes. */
const policy = (allow: Allow) =>
  isolated({ example: allow })
    .all("kubernetes_network_policy_v1")
    .find(({ spec }) => JSON.stringify(spec) !== JSON.stringify({ pod_selector: {}, policy_types: ["Ingress", "Egress"] }));

it("denies everything in both directions", () => {
  expect(isolated({}).only("kubernetes_network_policy_v1")).toMatchObject({
    metadata: { name: "default-deny", namespace: "acme-shop-live" },
    spec: { pod_selector: {}, policy_types: ["Ingress", "Egress"] },
  });
});

it("opens one direction per allow", () => {
  const egress = policy({ direction: "egress", pods: { app: "a" }, peers: [{ pods: {} }], ports: [tcp] });
  expect(egress).toMatchObject({
    metadata: { name: "example" },
    spec: { policy_types: ["Egress"], egress: [{ ports: [{ port: "8080", protocol: "TCP" }] }] },
  });
  expect(egress).not.toHaveProperty("spec.ingress");
});

it("finds a namespace by the name that the API server itself keeps on it", () => {
  expect(
    policy({ direction: "ingress", pods: {}, peers: [{ namespace: "acme-tide-live", pods: { app: "a" } }], ports: [tcp] }),
  ).toMatchObject({
    spec: {
      ingress: [
        {
          from: [
            {
              namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "acme-tide-live" } },
              pod_selector: { match_labels: { app: "a" } },
            },
          ],
        },
      ],
    },
  });
});

it("leaves the namespace away for peers of the same one", () => {
  expect(policy({ direction: "ingress", pods: {}, peers: [{ pods: { app: "a" } }], ports: [tcp] })).toMatchObject({
    spec: { ingress: [{ from: [{ pod_selector: { match_labels: { app: "a" } } }] }] },
  });
});

it("selects pods by several values of a label, or by any", () => {
  expect(policy({ direction: "egress", pods: { a: ["1", "2"], b: true, c: "3" }, peers: [{ pods: {} }], ports: [tcp] })).toMatchObject({
    spec: {
      pod_selector: {
        match_labels: { c: "3" },
        match_expressions: [
          { key: "a", operator: "In", values: ["1", "2"] },
          { key: "b", operator: "Exists" },
        ],
      },
    },
  });
});

it("reaches networks outside by address, with exceptions", () => {
  expect(policy({ direction: "egress", pods: {}, peers: [{ cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] }], ports: [tcp] })).toMatchObject({
    spec: { egress: [{ to: [{ ip_block: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] }] },
  });
});

it.each([
  ["peer", { peers: [], ports: [tcp] }],
  ["port", { peers: [{ pods: {} }], ports: [] }],
])("refuses an allow without %s, which Kubernetes takes for all", (missing, lists) => {
  expect(() => isolated({ example: { direction: "ingress", pods: {}, ...lists } })).toThrow(
    `allow "example" names no ${missing}; Kubernetes takes an empty list for all: leave the allow away`,
  );
});
