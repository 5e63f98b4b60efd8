import { admittedKinds } from "../../charts/admitted";
import type { Values } from "../charts/chart-values";
import type { KubernetesObject } from "./support/api-client";
import { describeOnCluster, until } from "./support/cluster";
import { describedObjects, fieldsOf } from "./support/field-tree";
import { API, type Deployer, NAMESPACE, ShopNamespace, UI } from "./support/shop-namespace";

interface Deployment extends KubernetesObject {
  readonly status: {
    readonly observedGeneration?: number;
    readonly updatedReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

/** What a product may release: every example of its two charts, and what they leave out. */
const VARIANTS: readonly (readonly [chart: Deployer["chart"], example: string, more: Values])[] = [
  ["service", "direct", {}],
  [
    "service",
    "gateway",
    { command: ["serve"], allowOrigins: ["https://acme-shop.acme.test"], requestTimeout: "10s", metrics: { monitored: true } },
  ],
  ["service", "direct", { replicas: { min: 1, max: 1 }, shutdown: { drainSeconds: 0 }, secrets: [] }],
  ["service", "direct", { replicas: { min: 2, max: 6 } }],
  ["web", "direct", {}],
  ["web", "gateway", { imagePullSecret: "registry", priorityClass: "product", drainSeconds: 0 }],
  ["web", "direct", { replicas: { min: 2, max: 4 } }],
];

/** Fields of Pods and of probes are described once, for wherever they stand. */
const once = (field: string): string =>
  field.replace(/^(Deployment|Job)\.template\.spec\./, "Pod.").replace(/(liveness|readiness|startup)Probe/, "probe");

describeOnCluster("A product's deployer may release what the charts make", () => {
  let shop: ShopNamespace;
  const seen = new Set<string>();

  beforeAll(async () => {
    shop = await ShopNamespace.start();
  });
  afterAll(() => {
    (shop as ShopNamespace | undefined)?.stop();
  });

  it.each(VARIANTS)("%s, as in %s, with %j", async (chart, example, more) => {
    const deployer = chart === "service" ? API : UI;
    await shop.release(deployer, example, more);

    for (const { metadata } of (await shop.present("Deployment")).filter((each) => each.metadata.name.startsWith(deployer.release))) {
      await until(async () => {
        const { status } = await shop.cluster.api.get<Deployment>(`${shop.collection("Deployment")}/${metadata.name}`);
        const failure = status.conditions?.find(({ type }) => type === "ReplicaFailure");
        if (failure !== undefined) throw new Error(`${metadata.name}: ${failure.message}`);
        return status.observedGeneration === metadata.generation && (status.updatedReplicas ?? 0) > 0;
      }, "a Pod of the new version");
    }
    for (const [kind, { spec }] of Object.entries(admittedKinds())) {
      for (const object of await shop.present(kind)) for (const field of fieldsOf(spec, object.spec)) seen.add(once(`${kind}${field}`));
    }
  });

  it("and nothing is allowed that they do not make and the API server does not fill in", () => {
    const allowed = Object.entries(admittedKinds()).flatMap(([kind, { spec }]) =>
      describedObjects(spec).flatMap(({ path, fields }) => Object.keys(fields.allowed).map((key) => [kind, ...path, key].join("."))),
    );
    expect(allowed.filter((field) => !seen.has(once(field)))).toEqual([]);
  });

  it("goes back to an earlier revision, and takes its release away", async () => {
    const as = ["--kube-as-user", UI.user, "--kube-as-group", "system:authenticated", "--namespace", NAMESPACE];
    await shop.cluster.helm("helm4", ["rollback", UI.release, "1", "--force-conflicts", "--no-hooks", ...as]);
    await shop.cluster.helm("helm4", ["uninstall", UI.release, "--no-hooks", ...as]);
    expect((await shop.present("Deployment")).filter(({ metadata }) => metadata.name.startsWith(UI.release))).toEqual([]);
  });
});
