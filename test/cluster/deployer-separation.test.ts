import type { Values } from "../charts/chart-values";
import { describeOnCluster, until } from "./support/cluster";
import { API, API_LABELS, type Deployer, ShopNamespace, UI, type WithSpec } from "./support/shop-namespace";

describeOnCluster("A product's deployer has its own repository's release, and not the other's", () => {
  let shop: ShopNamespace;

  beforeAll(async () => {
    shop = await ShopNamespace.start();
    for (const deployer of [API, UI]) await shop.release(deployer, "direct", { replicas: { min: 2, max: 4 } });
  });
  afterAll(() => {
    (shop as ShopNamespace | undefined)?.stop();
  });

  const ui = { "app.kubernetes.io/name": "web", "app.kubernetes.io/instance": "acme-shop-ui" };
  /** What the API server has, as one would send it again: under another name, or with other labels of its Pods. */
  async function copied(kind: string, of: string, name: string, changed: (spec: Values) => object = (spec) => spec): Promise<object> {
    const { spec } = await shop.cluster.api.get<WithSpec>(`${shop.collection(kind)}/${of}`);
    return { metadata: { name }, spec: changed(spec) };
  }
  const refusal = async (kind: string, body: object, as: Pick<Deployer, "user" | "groups"> = UI) =>
    (await shop.tried(kind, body, as)).body.message;
  const labelled =
    (labels: object, more: object = {}) =>
    (spec: Values) => {
      const { template } = spec as { template: { metadata: object; spec: object } };
      return { ...spec, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...template.spec, ...more } } };
    };

  it("so it deletes and changes nothing of it", async () => {
    for (const kind of ["Deployment", "Service", "HTTPRoute", "PodDisruptionBudget", "HorizontalPodAutoscaler"]) {
      for (const [as, { release: other }] of [[UI, API] as const, [API, UI] as const]) {
        const path = `${shop.collection(kind)}/${other}`;
        const deleted = await shop.cluster.api.as(as).tryDelete(`${path}?dryRun=All`);
        const changed = await shop.cluster.api.as(as).tryPatch(`${path}?dryRun=All`, { metadata: { labels: { a: "b" } } });
        const message = expect.stringContaining(`${other} is no part of it`) as string;
        expect([kind, deleted.status, deleted.body.message]).toEqual([kind, 403, message]);
        expect([kind, changed.status, changed.body.message]).toEqual([kind, 403, message]);
      }
    }
  });

  it("nor the record of a release", async () => {
    const record = (await shop.present("ConfigMap")).find(({ metadata }) => metadata.name.startsWith("sh.helm.release.v1.acme-shop-api."));
    const path = `${shop.collection("ConfigMap")}/${record?.metadata.name ?? ""}?dryRun=All`;
    expect((await shop.cluster.api.as(UI).tryDelete(path)).body.message).toContain("is no part of it");
    expect((await shop.cluster.api.as(API).tryDelete(path)).status).toBe(200);
  });

  it("so the user interface's cannot release the chart of the API, and with it the API's Secrets and connections", async () => {
    const named = await copied(
      "Deployment",
      "acme-shop-api",
      "acme-shop-ui-x",
      labelled({ ...API_LABELS, "app.kubernetes.io/instance": "acme-shop-ui" }),
    );
    expect(await refusal("Deployment", named)).toContain(
      "acme-shop-ui is released with the chart web (`chart` of the caller of the deploy workflow)",
    );
    const relabelled = await copied("Deployment", "acme-shop-api", "acme-shop-ui-x", labelled(ui, { serviceAccountName: "acme-shop-ui" }));
    expect(await refusal("Deployment", relabelled)).toContain("a user interface is files, and holds no Secret");
    expect(await refusal("Deployment", await copied("Deployment", "acme-shop-api", "acme-shop-ui-x"))).toContain(
      "label and select the Pods of acme-shop-ui-x with acme-shop-ui",
    );
    const posing = await copied("Deployment", "acme-shop-ui", "acme-shop-ui-x", labelled(ui, { serviceAccountName: "acme-shop-api" }));
    expect(await refusal("Deployment", posing)).toContain("use `serviceAccount: acme-shop-ui` of the chart");
    expect((await shop.tried("Deployment", await copied("Deployment", "acme-shop-ui", "acme-shop-ui-x", labelled(ui)), UI)).status).toBe(
      201,
    );
  });

  it("so the API's cannot mount the keys of its hosts' certificates", async () => {
    const withKey = (spec: Values) => {
      const { template } = spec as { template: { metadata: object; spec: { containers: readonly object[] } } };
      const containers = template.spec.containers.map((each) => ({ ...each, envFrom: [{ secretRef: { name: "shop-api-host" } }] }));
      return { ...spec, template: { ...template, spec: { ...template.spec, containers } } };
    };
    expect(await refusal("Deployment", await copied("Deployment", "acme-shop-api", "acme-shop-api-x", withKey), API)).toContain(
      "the key of a certificate",
    );
  });

  it("so neither takes the other's requests, scales it or stops its drains", async () => {
    const serving = (host: string, backend: string) => ({
      metadata: { name: "acme-shop-ui-x" },
      spec: {
        hostnames: [host],
        parentRefs: [{ kind: "ListenerSet", name: "shop", sectionName: "ui" }],
        rules: [{ backendRefs: [{ name: backend, port: 80 }] }],
      },
    });
    expect(await refusal("HTTPRoute", serving("api.acme-shop.acme.test", "acme-shop-ui"))).toContain(
      "hostnames: acme-shop-ui answers at acme-shop.acme.test",
    );
    expect(await refusal("HTTPRoute", serving("api.acme.acme.test", "acme-shop-ui"))).toContain("'product-r");
    expect(await refusal("HTTPRoute", serving("acme-shop.acme.test", "acme-shop-api"))).toContain("the Service of its own release");
    const theirs = { ports: [{ port: 80 }], selector: API_LABELS };
    const notOwn = "app.kubernetes.io/instance: label and select the Pods of acme-shop-ui-x with acme-shop-ui";
    expect(await refusal("Service", { metadata: { name: "acme-shop-ui-x" }, spec: theirs })).toContain(notOwn);
    const budget = await copied("PodDisruptionBudget", "acme-shop-api", "acme-shop-ui-x");
    expect(await refusal("PodDisruptionBudget", budget)).toContain(notOwn);
    const scaled = await copied("HorizontalPodAutoscaler", "acme-shop-ui", "acme-shop-ui-x", (spec) => ({
      ...spec,
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "acme-shop-api" },
    }));
    expect(await refusal("HorizontalPodAutoscaler", scaled)).toContain("scales the Deployment of its own release");
  });

  it("and whoever the platform has not named has none", async () => {
    const other = { user: "github:acme-corp/acme-shop-other:stg", groups: ["system:authenticated"] };
    await shop.bind("other", [other.user]);
    await until(async () => (await shop.cluster.api.as(other).call("GET", shop.collection("Service"))).status === 200, "the role");
    expect(await refusal("ConfigMap", { metadata: { name: "other" }, data: {} }, other)).toContain("releases nothing in this namespace");
  });
});
