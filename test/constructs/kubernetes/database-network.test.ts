import { databaseNetwork } from "../../../constructs/kubernetes/database-network";

const example = {
  clients: ["acme-shop-live"],
  apiServerCidr: "10.2.255.0/28",
  dnsCidrs: [],
  archiveCidrs: ["192.0.2.0/24"],
  archivePort: 443,
  podCidr: "10.2.0.0/16",
};
const instances = { "cnpg.io/podRole": "instance" };
const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: "TCP" }));

it("lets in the clients of its own products, on the port of Postgres alone", () => {
  expect(databaseNetwork(example)["from-applications"]).toEqual({
    direction: "ingress",
    pods: instances,
    peers: [{ namespace: "acme-shop-live", pods: { "app.kubernetes.io/name": "service" } }],
    ports: tcp(5432),
  });
});

it("lets nobody in when no application uses the database", () => {
  expect(databaseNetwork({ ...example, clients: [] })).not.toHaveProperty("from-applications");
});

it("lets the operator ask for the status and open connections", () => {
  expect(databaseNetwork(example)["from-operator"]).toEqual({
    direction: "ingress",
    pods: instances,
    peers: [{ namespace: "cnpg-system", pods: { "app.kubernetes.io/name": "cloudnative-pg" } }],
    ports: tcp(5432, 8000),
  });
});

it("connects instances, and the Jobs that make one, with each other", () => {
  const network = databaseNetwork(example);
  expect(network["from-instances"]).toMatchObject({
    direction: "ingress",
    peers: [{ pods: { "cnpg.io/cluster": true } }],
    ports: tcp(5432, 8000),
  });
  expect(network["to-instances"]).toMatchObject({
    direction: "egress",
    pods: { "cnpg.io/cluster": true },
    peers: [{ pods: instances }],
    ports: tcp(5432, 8000),
  });
});

it("lets instances reach the API server by its address", () => {
  expect(databaseNetwork(example)["to-api-server"]).toMatchObject({
    direction: "egress",
    peers: [{ cidr: "10.2.255.0/28" }],
    ports: tcp(443, 6443),
  });
});

it("lets instances reach the object store's networks", () => {
  expect(databaseNetwork(example)["to-archive"]).toMatchObject({ peers: [{ cidr: "192.0.2.0/24" }], ports: tcp(443) });
});

it("takes any address outside the cluster for the object store when its networks are not known", () => {
  expect(databaseNetwork({ ...example, archiveCidrs: [] })["to-archive"]).toMatchObject({
    peers: [{ cidr: "0.0.0.0/0", except: ["10.2.0.0/16"] }],
  });
});

it("lets the monitoring read metrics, and nothing more", () => {
  expect(databaseNetwork(example)["from-monitoring"]).toMatchObject({ peers: [{ namespace: "monitoring" }], ports: tcp(9187) });
});

it("lets maintenance reach the instances of its own database", () => {
  const maintenance = { "app.kubernetes.io/component": "maintenance" };
  const network = databaseNetwork(example);
  expect(network["maintenance-to-instances"]).toMatchObject({
    direction: "egress",
    pods: maintenance,
    peers: [{ pods: instances }],
    ports: tcp(5432, 9187),
  });
  expect(network["from-maintenance"]).toMatchObject({
    direction: "ingress",
    pods: instances,
    peers: [{ pods: maintenance }],
    ports: tcp(5432, 9187),
  });
});
