import type { Environment, Family } from "../../../model/family";
import { platformNamespace } from "../../../contract/names";
import type { KubernetesObject } from "./api-client";
import type { Cluster } from "./cluster";
import { instanceLabels, jobLabels } from "./implied-database";
import type { Endpoint } from "./network-policies";

/** Somebody who connects or is connected to. */
export interface Party extends Endpoint {
  /** Unique, for messages. */
  readonly name: string;
  /** The word of docs/network.md; `outsider` for whoever it gives none. */
  readonly role: string;
  /** Code of its product. */
  readonly product: string | null;
  /** Key of its database. */
  readonly database: string | null;
}

/** A namespace that claims to be a product's, with pods that claim to be an API. */
export const IMPOSTOR = "impostor";

/** Everybody of an environment whose applications have been released, and some who are nobody. */
export async function partiesOf(cluster: Cluster, family: Family, environment: Environment): Promise<readonly Party[]> {
  const applications = await applicationParties(cluster, family, environment);
  const api = applications.find(({ role }) => role === "api");
  const maintenance = await maintenanceLabels(cluster);
  const proxy = (gateway: string) => ({
    "app.kubernetes.io/component": "proxy",
    "gateway.envoyproxy.io/owning-gateway-name": gateway,
    "gateway.envoyproxy.io/owning-gateway-namespace": platformNamespace(family.name, environment.name),
  });
  const databases = Object.values(environment.databases).flatMap(({ key, namespace, objectName, generation }) => {
    const of = (role: string, labels: Endpoint["labels"]) => ({
      name: `${role} of ${key}`,
      role,
      namespace,
      labels,
      product: null,
      database: key,
    });
    const name = `${objectName}-g${generation}`;
    return [of("database", instanceLabels(name)), of("database job", jobLabels(name)), of("maintenance", maintenance)];
  });
  const others = [
    pod("gateway", "envoy-gateway-system", proxy("gateway")),
    pod("monitoring", "monitoring", { app: "prometheus" }),
    pod("operator", "cnpg-system", { "app.kubernetes.io/name": "cloudnative-pg" }),
    pod("DNS", "kube-system", { "k8s-app": "kube-dns" }),
    { ...pod("outsider", "envoy-gateway-system", proxy("other")), name: "proxy of another Gateway" },
    { ...pod("outsider", "cnpg-system", { app: "barman-cloud" }), name: "plugin beside the operator" },
    { ...pod("outsider", "kube-system", { app: "other" }), name: "pod beside DNS" },
    { ...pod("outsider", "default", {}), name: "any pod" },
    { ...pod("outsider", IMPOSTOR, api?.labels ?? {}), name: "impostor of an API" },
    { ...pod("outsider", IMPOSTOR, instanceLabels("any-g1")), name: "impostor of a database" },
  ];
  const { podCidr } = environment.cluster;
  const pods = [...applications, ...databases, ...others].map((each, index) => ({ ...each, ip: addressIn(podCidr, 4096 + index) }));
  return [...pods, ...addresses(family, environment)];
}

const pod = (role: string, namespace: string, labels: Endpoint["labels"]) => ({
  name: role,
  role,
  namespace,
  labels,
  product: null,
  database: null,
});

/** Products' Pods, with the labels that the real controllers gave them. */
async function applicationParties(cluster: Cluster, family: Family, environment: Environment) {
  const parties = await Promise.all(
    Object.values(family.products).map(async ({ code, environments }) => {
      const namespace = environments[environment.name]?.namespace;
      if (namespace === undefined) return [];
      const pods = await cluster.api.list(`/api/v1/namespaces/${namespace}/pods`);
      const byComponent = new Map(
        pods.map(({ metadata }) => [metadata.labels?.["app.kubernetes.io/component"] ?? "", metadata.labels ?? {}]),
      );
      return [...byComponent].map(([component, labels]) => ({
        name: `${component} of ${code}`,
        role: ROLES[component] ?? "worker",
        namespace,
        labels,
        product: code,
        database: environments[environment.name]?.database ?? null,
      }));
    }),
  );
  return parties.flat();
}

/** The words for the charts' components; a worker's component is its own name. */
const ROLES: Readonly<Record<string, string>> = { api: "api", ui: "ui", migrations: "migration" };

async function maintenanceLabels(cluster: Cluster): Promise<Endpoint["labels"]> {
  type CronJob = KubernetesObject & { spec: { jobTemplate: { spec: { template: { metadata: { labels: Endpoint["labels"] } } } } } };
  const [job] = await cluster.api.list<CronJob>("/apis/batch/v1/cronjobs");
  if (job === undefined) throw new Error("no product of the family has partitions, so nothing tells the labels of their maintenance");
  return job.spec.jobTemplate.spec.template.metadata.labels;
}

/** Addresses that are no pod's. */
function addresses({ products }: Family, { cluster }: Environment): readonly Party[] {
  const egress = Object.values(products).flatMap(({ egress: networks }) => networks.map(({ cidr }) => cidr));
  const outside: [string, string][] = [
    ["API server", addressIn(cluster.apiServerCidr, 1)],
    ...[...new Set(egress)].map((cidr): [string, string] => [`address in ${cidr}`, addressIn(cidr, 1)]),
    ...cluster.dnsCidrs.map((cidr): [string, string] => [`cache of names in ${cidr}`, addressIn(cidr, 1)]),
    ...cluster.archiveCidrs.map((cidr): [string, string] => [`address in ${cidr}`, addressIn(cidr, 1)]),
    ["any address", "198.51.100.7"],
    ["metadata of the node", "169.254.169.254"],
  ];
  return outside.map(([name, ip]) => ({ name, ip, role: "address", namespace: null, labels: {}, product: null, database: null }));
}

/** The nth address of an IPv4 network. */
export function addressIn(cidr: string, n: number): string {
  const [address = "", prefix = "32"] = cidr.split("/");
  if (n >= 2 ** (32 - Number(prefix))) return address;
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0) + n;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
