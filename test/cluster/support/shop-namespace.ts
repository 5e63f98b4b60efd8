import { join } from "node:path";
import { admittedKinds } from "../../../charts/admitted";
import { charts, mergeValues, type Values } from "../../charts/chart-values";
import type { Answer, KubernetesObject, Status } from "./api-client";
import { CHARTS } from "./charts";
import { type Cluster, until } from "./cluster";
import type { ControlPlane } from "./control-plane";
import { valuesFile } from "./deploy";
import { whileJobsEnd } from "./pretend-kubelet";
import { startCluster } from "./start-cluster";

/** As in `charts/baseline/ci/values.yaml`. */
const PRODUCT = { "acme.test/kind": "product" };
export const NAMESPACE = "acme-shop-stg";
const BASELINE = join(CHARTS, "baseline");

/** Who releases a part of the product, and where it answers. */
export interface Deployer {
  readonly user: string;
  readonly groups: readonly string[];
  readonly release: string;
  readonly chart: "service" | "web";
  readonly host: string;
}

const deployer = (part: "api" | "ui", chart: Deployer["chart"], host: string): Deployer => ({
  user: `github:acme-corp/acme-shop-${part}:stg`,
  groups: ["system:authenticated"],
  release: `acme-shop-${part}`,
  chart,
  host,
});
export const API = deployer("api", "service", "api.acme-shop.acme.test");
export const UI = deployer("ui", "web", "acme-shop.acme.test");
const DEPLOYERS = [API, UI];

/** Labels of the API's Pods. */
export const API_LABELS = { "app.kubernetes.io/name": "service", "app.kubernetes.io/instance": API.release };

const FACTS = {
  ...Object.fromEntries(
    DEPLOYERS.flatMap(({ user, release, chart, host }) => [
      [`deployer/${release}`, user],
      [`chart/${release}`, chart],
      [`host/${release}`, host],
    ]),
  ),
  "routes/hosts": DEPLOYERS.map(({ host }) => host).join(" "),
  "routes/gateway-host": "api.acme.acme.test",
  "routes/gateway-path": "/api/shop",
};

export interface WithSpec extends KubernetesObject {
  readonly metadata: KubernetesObject["metadata"] & { readonly generation?: number };
  readonly spec: Values;
}

/** The namespace of an invented product with its two deployers, on a control plane of its own: the baseline belongs to a whole cluster. Stop it afterwards. */
export class ShopNamespace {
  private constructor(
    readonly cluster: Cluster,
    private readonly controlPlane: ControlPlane,
  ) {}

  static async start(): Promise<ShopNamespace> {
    const { cluster, controlPlane } = await startCluster();
    const shop = new ShopNamespace(cluster, controlPlane);
    try {
      await shop.prepare();
    } catch (error) {
      shop.stop();
      throw error;
    }
    return shop;
  }

  stop(): void {
    this.controlPlane.stop();
  }

  /** The path of all objects of a kind. */
  collection(kind: string): string {
    const { resource = "configmaps", group = "", version = "v1" } = admittedKinds()[kind] ?? {};
    return `/${group === "" ? "api" : `apis/${group}`}/${version}/namespaces/${NAMESPACE}/${resource}`;
  }

  present(kind: string): Promise<readonly WithSpec[]> {
    return this.cluster.api.list<WithSpec>(this.collection(kind));
  }

  /** What the API server answers to an object that is not stored. */
  tried(kind: string, body: object, as: Pick<Deployer, "user" | "groups"> = API): Promise<Answer<Status>> {
    const { group = "", version = "v1" } = admittedKinds()[kind] ?? {};
    const apiVersion = group === "" ? version : `${group}/${version}`;
    return this.cluster.api.as(as).tryPost(`${this.collection(kind)}?dryRun=All`, { apiVersion, kind, ...body });
  }

  /** Releases an example of a chart, with further values, as the deploy workflow does and with the rights of its deployer. */
  async release({ user, release, chart, host }: Deployer, example: string, more: Values = {}): Promise<void> {
    const values = mergeValues(charts[chart]?.examples[example] ?? {}, { ...more, host });
    const file = valuesFile(this.cluster, JSON.stringify(values));
    const as = ["--kube-as-user", user, "--kube-as-group", "system:authenticated"];
    const args = ["upgrade", release, join(CHARTS, chart), "--install", "--namespace", NAMESPACE, "--values", file, ...as];
    await whileJobsEnd(this.cluster, "Succeeded", () => this.cluster.helm("helm4", [...args, "--force-conflicts", "--timeout", "60s"]));
  }

  /** Binds the deployers' role to a user, as the stack does. */
  async bind(name: string, users: readonly string[]): Promise<void> {
    const apiGroup = "rbac.authorization.k8s.io";
    await this.cluster.apply([
      {
        apiVersion: `${apiGroup}/v1`,
        kind: "RoleBinding",
        metadata: { name, namespace: NAMESPACE },
        roleRef: { apiGroup, kind: "ClusterRole", name: "product-deployer" },
        subjects: users.map((user) => ({ apiGroup, kind: "User", name: user })),
      },
    ]);
  }

  private async prepare(): Promise<void> {
    const { cluster } = this;
    const values = join(BASELINE, "ci", "values.yaml");
    await cluster.helm("helm4", ["install", "baseline", BASELINE, "--values", values, "--namespace", "kube-system"]);
    await cluster.namespace(PRODUCT, NAMESPACE);
    await cluster.api.patch(`/api/v1/namespaces/${NAMESPACE}`, { metadata: { annotations: FACTS } });
    await this.bind(
      "deployer",
      DEPLOYERS.map(({ user }) => user),
    );
    const accounts = DEPLOYERS.map(({ release }) => ({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: release, namespace: NAMESPACE },
    }));
    await cluster.apply(accounts);
    const external = { metadata: { name: `${API.release}-x` }, spec: { type: "ExternalName", externalName: "elsewhere.test" } };
    const inForce = async () => JSON.stringify(await this.tried("Service", external)).includes("ValidatingAdmissionPolicy");
    await until(inForce, "the admission policies");
  }
}
