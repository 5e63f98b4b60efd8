import { applicationNetwork } from "../../../constructs/kubernetes/application-network";

const example = { gatewayNamespace: "acme-live", databaseNamespace: "acme-shop-live-db", calls: [], callers: [], dnsCidrs: [], egress: [] };

it("lets only the proxies of the family's own gateway in, to what they serve", () => {
  expect(applicationNetwork(example)["from-gateway"]).toEqual({
    direction: "ingress",
    pods: { "app.kubernetes.io/component": ["api", "ui"] },
    peers: [
      {
        namespace: "envoy-gateway-system",
        pods: { "gateway.envoyproxy.io/owning-gateway-namespace": "acme-live", "gateway.envoyproxy.io/owning-gateway-name": "gateway" },
      },
    ],
    ports: [{ port: 8080, protocol: "TCP" }],
  });
});

it("leads API, workers and migrations to the database, and no user interface", () => {
  expect(applicationNetwork(example)["to-database"]).toEqual({
    direction: "egress",
    pods: { "app.kubernetes.io/name": "service" },
    peers: [{ namespace: "acme-shop-live-db", pods: { "cnpg.io/podRole": "instance" } }],
    ports: [{ port: 5432, protocol: "TCP" }],
  });
});

it("leads to no database but the product's own", () => {
  const others = Object.entries(applicationNetwork({ ...example, calls: ["acme-tide-live"] })).filter(([name]) => name !== "to-database");
  expect(JSON.stringify(others)).not.toMatch(/5432|-db"/);
});

it("asks only the cluster's own name server", () => {
  expect(applicationNetwork(example).dns).toMatchObject({
    direction: "egress",
    peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }],
  });
});

it("asks a name server's cache on the nodes where there is one, and nothing else there", () => {
  expect(applicationNetwork({ ...example, dnsCidrs: ["169.254.20.10/32"] }).dns).toEqual({
    direction: "egress",
    pods: {},
    peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }, { cidr: "169.254.20.10/32" }],
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
  });
});

it("reaches the APIs of exactly the products it calls", () => {
  expect(applicationNetwork({ ...example, calls: ["acme-tide-live"] })["to-products"]).toMatchObject({
    direction: "egress",
    peers: [{ namespace: "acme-tide-live", pods: { "app.kubernetes.io/name": "service", "app.kubernetes.io/component": "api" } }],
    ports: [{ port: 8080 }],
  });
});

it("is reached by exactly the products that call it", () => {
  expect(applicationNetwork({ ...example, callers: ["acme-shop-live"] })["from-products"]).toMatchObject({
    direction: "ingress",
    pods: { "app.kubernetes.io/name": "service", "app.kubernetes.io/component": "api" },
    peers: [{ namespace: "acme-shop-live", pods: { "app.kubernetes.io/name": "service" } }],
  });
});

it("reaches each network outside on its port", () => {
  expect(applicationNetwork({ ...example, egress: [{ cidr: "203.0.113.0/24", port: 443 }] })["to-203-0-113-0-24-443"]).toMatchObject({
    direction: "egress",
    peers: [{ cidr: "203.0.113.0/24" }],
    ports: [{ port: 443, protocol: "TCP" }],
  });
});

it("allows nothing else", () => {
  expect(Object.keys(applicationNetwork(example))).toEqual(["dns", "from-gateway", "from-monitoring", "to-database"]);
  expect(Object.keys(applicationNetwork({ ...example, databaseNamespace: null }))).toEqual(["dns", "from-gateway", "from-monitoring"]);
});
