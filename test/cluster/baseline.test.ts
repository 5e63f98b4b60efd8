import { join } from "node:path";
import type { KubernetesObject, Status } from "./support/api-client";
import { charts, mergeValues, type Values } from "../charts/chart-values";
import { bothKeys, bothKeysAndFence } from "./support/both-keys";
import { CHARTS } from "./support/charts";
import { describeOnCluster, until, type Cluster } from "./support/cluster";
import { valuesFile } from "./support/deploy";
import { whileJobsEnd } from "./support/pretend-kubelet";

/** As in `charts/baseline/ci/values.yaml`, which is released here. */
const PRODUCT = { "acme.test/kind": "product" };
const DATABASE = { "acme.test/kind": "database" };
const OPERATOR = "system:serviceaccount:cnpg-system:cloudnative-pg";
const OWN_IMAGE = "registry.acme.test/acme-corp/acme-shop-api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const clusters = (namespace: string) => `/apis/postgresql.cnpg.io/v1/namespaces/${namespace}/clusters`;
const objectStores = (namespace: string) => `/apis/barmancloud.cnpg.io/v1/namespaces/${namespace}/objectstores`;
const claims = (namespace: string) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;

const CLUSTER = {
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "Cluster",
  metadata: { name: "acme-shop-g1" },
  spec: { instances: 1, storage: { size: "1Gi" } },
};
const OBJECT_STORE = {
  apiVersion: "barmancloud.cnpg.io/v1",
  kind: "ObjectStore",
  metadata: { name: "acme-shop" },
  spec: { configuration: { destinationPath: "s3://acme-archive", s3Credentials: { inheritFromIAMRole: true } } },
};
const claim = (metadata: object) => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "acme-shop-g1-1", labels: { "cnpg.io/cluster": "acme-shop-g1" }, ...metadata },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
});

/** Creates an object and returns it as it is in the cluster. */
async function created(cluster: Cluster, path: string, body: object): Promise<KubernetesObject> {
  const answer = await cluster.api.tryPost<KubernetesObject & Status>(path, body);
  if (answer.status !== 201) throw new Error(answer.body.message);
  return answer.body;
}

const isGone = (cluster: Cluster, path: string) => async () => (await cluster.api.call("GET", path)).status === 404;

describeOnCluster("The baseline of a cluster", (cluster) => {
  beforeAll(async () => {
    const folder = join(CHARTS, "baseline");
    await cluster.helm("helm4", [
      "install",
      "baseline",
      folder,
      "--values",
      join(folder, "ci", "values.yaml"),
      "--namespace",
      "kube-system",
    ]);
    // A policy takes effect a moment after it is stored.
    const namespace = await cluster.namespace(PRODUCT);
    const probe = { apiVersion: "v1", kind: "Service", metadata: { name: "probe" }, spec: { type: "NodePort", ports: [{ port: 80 }] } };
    const refused = async () => (await cluster.api.tryPost(`/api/v1/namespaces/${namespace}/services?dryRun=All`, probe)).status === 403;
    await until(refused, "the admission policies");
  });

  describe("guards what holds data", () => {
    it.each([
      ["Cluster", clusters, CLUSTER],
      ["ObjectStore", objectStores, OBJECT_STORE],
    ])("so that nobody deletes an %s that does not carry its own name and UID", async (_, collection, body) => {
      const namespace = await cluster.namespace();
      const object = await created(cluster, collection(namespace), body);
      const path = `${collection(namespace)}/${object.metadata.name}`;
      const refusals: [string, object][] = [
        ["no key", {}],
        ["its name alone", { "delete-guard/name": object.metadata.name, "delete-guard/uid": null }],
        ["its UID alone", { "delete-guard/name": null, "delete-guard/uid": object.metadata.uid }],
        ["the UID of another", { "delete-guard/name": object.metadata.name, "delete-guard/uid": "0bd3f7a4-6c1b-4c4e-8f0f-2f6b4f7f8a10" }],
        ["the name of another", { "delete-guard/name": "acme-tide-g1", "delete-guard/uid": object.metadata.uid }],
      ];
      for (const [keys, annotations] of refusals) {
        await cluster.api.patch(path, { metadata: { annotations } });
        const refused = await cluster.api.tryDelete(path);
        expect({ keys, status: refused.status }).toEqual({ keys, status: 403 });
        expect(refused.body.message).toContain(`delete-guard/uid=${object.metadata.uid}`);
      }
      expect((await cluster.api.tryDelete(collection(namespace))).status).toBe(403);
      await cluster.api.patch(path, bothKeysAndFence(object.metadata));
      expect((await cluster.api.tryDelete(path)).status).toBe(200);
      await until(isGone(cluster, path));
    });

    it("so that a Cluster with both keys and open connections is not deleted", async () => {
      const namespace = await cluster.namespace();
      const { metadata } = await created(cluster, clusters(namespace), CLUSTER);
      const path = `${clusters(namespace)}/${metadata.name}`;
      for (const fenced of [null, `["${metadata.name}-1"]`]) {
        await cluster.api.patch(path, bothKeys(metadata));
        await cluster.api.patch(path, { metadata: { annotations: { "cnpg.io/fencedInstances": fenced } } });
        const refused = await cluster.api.tryDelete(`${path}?dryRun=All`);
        expect({ fenced, status: refused.status }).toEqual({ fenced, status: 403 });
        expect(refused.body.message).toContain(
          'until it is fenced, so that nobody who is still connected loses what it writes: cnpg.io/fencedInstances=["*"]',
        );
      }
      await cluster.api.patch(path, bothKeysAndFence(metadata));
      expect((await cluster.api.tryDelete(`${path}?dryRun=All`)).status).toBe(200);
    });

    it("so that a database's volume goes with its Cluster, deleted by the garbage collector, and not before", async () => {
      const namespace = await cluster.namespace();
      const { apiVersion, kind, metadata } = await created(cluster, clusters(namespace), CLUSTER);
      const owner = { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true };
      const volume = await created(cluster, claims(namespace), claim({ ownerReferences: [owner] }));
      const path = `${claims(namespace)}/${volume.metadata.name}`;
      expect((await cluster.api.tryDelete(path)).status).toBe(403);
      await cluster.api.patch(`${clusters(namespace)}/${metadata.name}`, bothKeysAndFence(metadata));
      expect((await cluster.api.tryDelete(`${clusters(namespace)}/${metadata.name}`)).status).toBe(200);
      await until(isGone(cluster, path), "the garbage collector");
    });

    it("and lets only the named operators replace a volume", async () => {
      const namespace = await cluster.namespace();
      const volume = await created(cluster, claims(namespace), claim({}));
      const path = `${claims(namespace)}/${volume.metadata.name}`;
      const groups = ["system:masters"];
      const stranger = "system:serviceaccount:default:cloudnative-pg";
      expect((await cluster.api.as({ user: stranger, groups }).tryDelete(`${path}?dryRun=All`)).status).toBe(403);
      expect((await cluster.api.as({ user: OPERATOR, groups }).tryDelete(`${path}?dryRun=All`)).status).toBe(200);
      await cluster.api.patch(path, bothKeys(volume.metadata));
      expect((await cluster.api.tryDelete(path)).status).toBe(200);
    });

    it("and leaves other volumes alone", async () => {
      const namespace = await cluster.namespace();
      const volume = await created(cluster, claims(namespace), claim({ labels: {} }));
      expect((await cluster.api.tryDelete(`${claims(namespace)}/${volume.metadata.name}`)).status).toBe(200);
    });

    it("so that a database's namespace needs both keys, and even then waits for the Cluster in it", async () => {
      const name = await cluster.namespace(DATABASE);
      const path = `/api/v1/namespaces/${name}`;
      const inside = await created(cluster, clusters(name), CLUSTER);
      const insidePath = `${clusters(name)}/${inside.metadata.name}`;
      const namespace = await cluster.api.get(path);
      expect((await cluster.api.tryDelete(path)).status).toBe(403);
      await cluster.api.patch(path, bothKeys(namespace.metadata));
      expect((await cluster.api.tryDelete(path)).status).toBe(200);

      const condition = async () => {
        const { status } = await cluster.api.get<{ status: { conditions?: { type: string; status: string; message: string }[] } }>(path);
        return status.conditions?.find(({ type }) => type === "NamespaceDeletionContentFailure");
      };
      await until(async () => (await condition())?.status === "True", "the namespace controller");
      expect((await condition())?.message).toContain("loses data");
      expect((await cluster.api.get(insidePath)).metadata.deletionTimestamp).toBeUndefined();

      await cluster.api.patch(insidePath, bothKeysAndFence(inside.metadata));
      await until(isGone(cluster, insidePath), "the namespace controller");
    });

    it("and leaves other namespaces alone", async () => {
      expect((await cluster.api.tryDelete(`/api/v1/namespaces/${await cluster.namespace(PRODUCT)}`)).status).toBe(200);
    });
  });

  describe("does not let a database go back to what it left", () => {
    const AT = "2026-05-22T09:45:52Z";
    const NAME = "acme-shop-generations";
    let namespace = "";
    const service = async () =>
      (await cluster.api.get<{ spec: { selector: object } }>(`/api/v1/namespaces/${namespace}/services/acme-shop`)).spec.selector;
    const names = async () => (await cluster.api.list(clusters(namespace))).map(({ metadata }) => metadata.name);

    beforeAll(async () => {
      namespace = await cluster.namespace(DATABASE);
      const products = { shop: { namespace: await cluster.namespace() } };
      const release = async (values: Values) => {
        const file = valuesFile(cluster, JSON.stringify(mergeValues(charts["postgres"]!.examples["product"]!, { products, ...values })));
        const args = ["upgrade", "acme-shop", join(CHARTS, "postgres"), "--install", "--namespace", namespace, "--values", file];
        await whileJobsEnd(cluster, "Succeeded", () => cluster.helm("helm4", [...args, "--wait=hookOnly", "--timeout", "60s"]));
      };
      await release({});
      await release({ restore: { generation: 2, at: AT } });
      await release({ generation: 2, restore: { generation: 2, at: AT } });
      await release({ generation: 2 });
    });

    it("by a rollback of its release by hand, which the chart is not asked about", async () => {
      expect(await service()).toMatchObject({ "cnpg.io/cluster": "acme-shop-g2" });
      const rollback = ["rollback", "acme-shop", "1", "--namespace", namespace, "--timeout", "60s"];
      const { code, stderr } = await cluster.tryHelm("helm4", rollback);
      expect(code).not.toBe(0);
      expect(stderr).toContain("the Service acme-shop would lead its clients to generation 1, which they left for 2");
      expect(await service()).toMatchObject({ "cnpg.io/cluster": "acme-shop-g2" });
    });

    it("nor by a Cluster made anew from an old manifest, empty or from an archive that was used", async () => {
      const { metadata } = await cluster.api.get(`${clusters(namespace)}/acme-shop-g1`);
      await cluster.api.patch(`${clusters(namespace)}/acme-shop-g1`, bothKeysAndFence(metadata));
      await cluster.api.delete(`${clusters(namespace)}/acme-shop-g1`);
      await until(async () => !(await names()).includes("acme-shop-g1"));
      const recovery = { recovery: { source: "origin" } };
      const refused: [string, object][] = [
        ["acme-shop-g1", {}],
        ["acme-shop-g1", { bootstrap: recovery }],
        ["acme-shop-g3", { bootstrap: { initdb: { database: "acme_shop" } } }],
      ];
      for (const [name, spec] of refused) {
        const body = { ...CLUSTER, metadata: { name }, spec: { ...CLUSTER.spec, ...spec } };
        const answer = await cluster.api.tryPost(`${clusters(namespace)}?dryRun=All`, body);
        expect({ name, spec, status: answer.status }).toEqual({ name, spec, status: 403 });
        expect(answer.body.message).toContain(
          `Cluster ${name} would be made anew, although acme-shop held data before, up to generation 2 (ConfigMap ${NAME}). Older data comes back by a restore as generation 3`,
        );
      }
    });

    it("and admits a restore under a new number, another database, and a new beginning once the marker is deleted", async () => {
      const attempt = async (name: string, spec: object = {}) =>
        (
          await cluster.api.tryPost(`${clusters(namespace)}?dryRun=All`, {
            ...CLUSTER,
            metadata: { name },
            spec: { ...CLUSTER.spec, ...spec },
          })
        ).status;
      expect(await attempt("acme-shop-g3", { bootstrap: { recovery: { source: "origin" } } })).toBe(201);
      expect(await attempt("acme-tide-g1")).toBe(201);
      await cluster.api.delete(`/api/v1/namespaces/${namespace}/configmaps/${NAME}`);
      await until(async () => (await attempt("acme-shop-g3")) === 201, "the admission policies");
    });
  });

  describe("closes product namespaces", () => {
    const pod = (containers: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "probe" }, spec: containers });
    const pods = (namespace: string) => `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
    const main = { name: "main", image: OWN_IMAGE };

    it.each([
      ["a container", { containers: [{ name: "main", image: "docker.io/library/nginx:1" }] }],
      ["an init container", { containers: [main], initContainers: [{ name: "init", image: "registry.acme.test/other/tool:1" }] }],
      ["a short name", { containers: [{ name: "main", image: "nginx" }] }],
      [
        "a registry whose name only begins alike",
        { containers: [{ name: "main", image: "registry.acme.test.evil.example/acme-corp/app:1" }] },
      ],
    ])("to images from elsewhere: %s", async (_, spec) => {
      const refused = await cluster.api.tryPost(pods(await cluster.namespace(PRODUCT)), pod(spec));
      expect(refused.status).toBe(403);
      expect(refused.body.message).toContain("images from elsewhere");
    });

    it.each([
      ["a container", { containers: [{ name: "main", image: "registry.acme.test/acme-corp/acme-shop-api:v1.2.3" }] }],
      ["an init container", { containers: [main], initContainers: [{ name: "init", image: "registry.acme.test/acme-corp/tool" }] }],
      ["half a digest", { containers: [{ name: "main", image: OWN_IMAGE.slice(0, -1) }] }],
    ])("to images by tag, as the environment wants digests: %s", async (_, spec) => {
      const refused = await cluster.api.tryPost(pods(await cluster.namespace(PRODUCT)), pod(spec));
      expect(refused.status).toBe(403);
      expect(refused.body.message).toContain("images without a digest");
    });

    it("and admits the family's own images there, and any image elsewhere", async () => {
      expect((await cluster.api.tryPost(pods(await cluster.namespace(PRODUCT)), pod({ containers: [main] }))).status).toBe(201);
      const foreign = pod({ containers: [{ name: "main", image: "docker.io/library/nginx:1" }] });
      expect((await cluster.api.tryPost(pods(await cluster.namespace()), foreign)).status).toBe(201);
    });

    it.each([
      ["LoadBalancer", { type: "LoadBalancer" }, "opens a way around the gateway"],
      ["NodePort", { type: "NodePort" }, "opens a way around the gateway"],
      ["external addresses", { externalIPs: ["203.0.113.7"] }, "externalIPs"],
    ])("to Services with %s", async (_, spec, reason) => {
      const service = { apiVersion: "v1", kind: "Service", metadata: { name: "probe" }, spec: { ports: [{ port: 80 }], ...spec } };
      const path = (namespace: string) => `/api/v1/namespaces/${namespace}/services?dryRun=All`;
      const refused = await cluster.api.tryPost(path(await cluster.namespace(PRODUCT)), service);
      expect(refused.status).toBe(403);
      expect(refused.body.message).toContain(reason);
      expect((await cluster.api.tryPost(path(await cluster.namespace()), service)).status).toBe(201);
    });

    it("and still admits a Service inside the cluster", async () => {
      const spec = { ports: [{ port: 80 }], selector: { app: "probe" } };
      const service = { apiVersion: "v1", kind: "Service", metadata: { name: "probe" }, spec };
      expect(
        (await cluster.api.tryPost(`/api/v1/namespaces/${await cluster.namespace(PRODUCT)}/services?dryRun=All`, service)).status,
      ).toBe(201);
    });

    describe("to routes of others", () => {
      const FACTS = {
        "routes/hosts": "acme-shop.acme.test api.acme-shop.acme.test",
        "routes/gateway-host": "api.acme.acme.test",
        "routes/gateway-path": "/api/shop",
      };
      const under = (value: string, type = "PathPrefix") => [{ matches: [{ path: { type, value } }] }];
      const route = (hostnames: readonly string[] | undefined, rules?: readonly object[]) => ({
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { name: "probe" },
        spec: { parentRefs: [{ name: "shop" }], ...(hostnames && { hostnames }), ...(rules && { rules }) },
      });
      const routes = (namespace: string) => `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes`;
      const tried = (namespace: string, body: object) => cluster.api.tryPost(`${routes(namespace)}?dryRun=All`, body);
      let shop = "";

      beforeAll(async () => {
        shop = await cluster.namespace(PRODUCT);
        await cluster.api.patch(`/api/v1/namespaces/${shop}`, { metadata: { annotations: FACTS } });
        const admitted = async () => (await tried(shop, route(["acme-shop.acme.test"]))).status === 201;
        await until(admitted, "the namespace's annotations");
      });

      it.each([
        ["any path of the product's own hosts", route(["acme-shop.acme.test", "api.acme-shop.acme.test"])],
        ["its prefix on the host of all products", route(["api.acme.acme.test"], under("/api/shop"))],
        ["and below it", route(["api.acme.acme.test"], under("/api/shop/v2"))],
      ])("admits %s", async (_, body) => {
        expect((await tried(shop, body)).status).toBe(201);
      });

      it.each([
        ["another product's prefix", route(["api.acme.acme.test"], under("/api/market/login")), "PathPrefix of /api/shop"],
        ["a prefix that only begins alike", route(["api.acme.acme.test"], under("/api/shops")), "PathPrefix of /api/shop"],
        ["everything, for want of rules", route(["api.acme.acme.test"]), "PathPrefix of /api/shop"],
        ["everything, for want of matches", route(["api.acme.acme.test"], [{ matches: [] }]), "PathPrefix of /api/shop"],
        [
          "a header wherever it comes",
          route(["api.acme.acme.test"], [{ matches: [{ headers: [{ name: "a", value: "b" }] }] }]),
          "PathPrefix of /api/shop",
        ],
        ["an expression", route(["api.acme.acme.test"], under("/api/shop|/api/market", "RegularExpression")), "PathPrefix of /api/shop"],
        ["one path of another's", route(["api.acme.acme.test"], under("/api/market/login", "Exact")), "PathPrefix of /api/shop"],
        [
          "another's prefix beside its own",
          route(["api.acme.acme.test"], [...under("/api/shop"), ...under("/api/market")]),
          "PathPrefix of /api/shop",
        ],
        [
          "the host of all products beside its own",
          route(["acme-shop.acme.test", "api.acme.acme.test"], under("/")),
          "PathPrefix of /api/shop",
        ],
        ["another product's host", route(["acme-market.acme.test"]), "hosts of others: acme-market.acme.test"],
        ["every host of a domain", route(["*.acme.test"]), "hosts of others: *.acme.test"],
        ["every host of its listener", route(undefined), "a route without hostnames"],
        ["no host in so many words", route([]), "a route without hostnames"],
      ])("refuses %s", async (_, body, reason) => {
        const refused = await tried(shop, body);
        expect({ status: refused.status, message: refused.body.message }).toEqual({
          status: 403,
          message: expect.stringContaining(reason) as string,
        });
      });

      const setting = (change: object) => ({ type: "RequestHeaderModifier", requestHeaderModifier: change });
      const PREFIX = setting({ set: [{ name: "X-Forwarded-Prefix", value: "/api/shop" }] });
      const filtered = (...filters: readonly object[]) => route(["api.acme-shop.acme.test"], [{ filters }]);
      const behind = (filter: object) =>
        route(["api.acme-shop.acme.test"], [{ backendRefs: [{ name: "acme-shop-api", port: 80, filters: [filter] }] }]);
      const EXTENSION = { type: "ExtensionRef", extensionRef: { group: "gateway.envoyproxy.io", kind: "HTTPRouteFilter", name: "other" } };

      it.each([
        ["what the chart does with headers", filtered(PREFIX)],
        ["another header of its own", behind(setting({ add: [{ name: "X-Shop", value: "1" }] }))],
      ])("admits %s", async (_, body) => {
        expect((await tried(shop, body)).status).toBe(201);
      });

      it.each([
        ["to say who calls", filtered(setting({ set: [{ name: "X-Actor", value: "root" }] })), "header X-Actor"],
        [
          "to say it beside the Gateway",
          filtered(setting({ set: [{ name: "X-Shop", value: "1" }], add: [{ name: "x-actor", value: "root" }] })),
          "header X-Actor",
        ],
        ["to say which groups they are in", filtered(setting({ set: [{ name: "x-roles", value: "YWRtaW4=" }] })), "X-Roles"],
        ["to forget who calls", filtered(setting({ remove: ["X-ACTOR"] })), "header X-Actor"],
        ["to say who calls at the backend", behind(setting({ set: [{ name: "X-Actor", value: "root" }] })), "header X-Actor"],
        ["to do what another object says", filtered(EXTENSION), "type ExtensionRef"],
        ["to do so at the backend", behind(EXTENSION), "type ExtensionRef"],
      ])("refuses a filter %s", async (_, body, reason) => {
        const refused = await tried(shop, body);
        expect({ status: refused.status, message: refused.body.message }).toEqual({
          status: 403,
          message: expect.stringContaining(reason) as string,
        });
      });

      it("refuses to turn an admitted route into another's", async () => {
        const { metadata } = await created(cluster, routes(shop), route(["api.acme.acme.test"], under("/api/shop")));
        const refused = await cluster.api.tryPatch(`${routes(shop)}/${metadata.name}`, { spec: { rules: under("/api/market") } });
        expect(refused.status).toBe(403);
        expect((await cluster.api.tryPatch(`${routes(shop)}/${metadata.name}`, { spec: { rules: under("/api/shop/v3") } })).status).toBe(
          200,
        );
      });

      it("refuses every route where the platform has written down no host, and leaves other namespaces alone", async () => {
        const body = route(["acme-shop.acme.test"]);
        const refused = await tried(await cluster.namespace(PRODUCT), body);
        expect(refused.body.message).toContain("hosts of others: acme-shop.acme.test");
        expect((await tried(await cluster.namespace(), body)).status).toBe(201);
      });
    });

    describe("to what the platform alone may say", () => {
      // Every right in their namespace: whatever RBAC gives by mistake, admission refuses.
      const deployer = { user: "github:acme-corp/acme-shop-api:live", groups: ["system:authenticated"] };
      const FACTS = {
        "deployer/acme-shop-api": deployer.user,
        "chart/acme-shop-api": "service",
        "host/acme-shop-api": "api.acme-shop.acme.test",
        "routes/hosts": "api.acme-shop.acme.test",
      };
      let shop = "";

      beforeAll(async () => {
        shop = await cluster.namespace(PRODUCT);
        await cluster.api.patch(`/api/v1/namespaces/${shop}`, { metadata: { annotations: FACTS } });
        const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: deployer.user }];
        const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" };
        await cluster.apply([
          {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "RoleBinding",
            metadata: { name: "all", namespace: shop },
            roleRef,
            subjects,
          },
        ]);
      });

      const target = { group: "gateway.networking.k8s.io", kind: "HTTPRoute", name: "shop" };
      const GATEWAY_API = "gateway.networking.k8s.io/v1";
      const ENVOY = "gateway.envoyproxy.io/v1alpha1";
      const health = {
        parentRefs: [{ kind: "ListenerSet", name: "shop", sectionName: "api" }],
        hostnames: ["api.acme-shop.acme.test"],
        rules: [{ backendRefs: [{ name: "acme-shop-api", port: 80 }] }],
      };
      const path = (apiVersion: string, plural: string) => `/apis/${apiVersion}/namespaces/${shop}/${plural}?dryRun=All`;

      it.each([
        ["securitypolicies", ENVOY, "SecurityPolicy", "own", { targetRefs: [target], authorization: { defaultAction: "Allow" } }],
        ["clienttrafficpolicies", ENVOY, "ClientTrafficPolicy", "own", { targetRefs: [{ ...target, kind: "Gateway" }] }],
        ["envoyextensionpolicies", ENVOY, "EnvoyExtensionPolicy", "own", { targetRefs: [target] }],
        ["httproutefilters", ENVOY, "HTTPRouteFilter", "own", { directResponse: { statusCode: 200 } }],
        ["backends", ENVOY, "Backend", "own", { endpoints: [{ fqdn: { hostname: "elsewhere.test", port: 443 } }] }],
        ["httproutes", GATEWAY_API, "HTTPRoute", "health-api", health],
        ["httproutes", GATEWAY_API, "HTTPRoute", "health-ui", health],
      ])("a deployer's %s", async (plural, apiVersion, kind, name, spec) => {
        const body = { apiVersion, kind, metadata: { name }, spec };
        const refused = await cluster.api.as(deployer).tryPost(path(apiVersion, plural), body);
        expect({ status: refused.status, message: refused.body.message }).toEqual({
          status: 403,
          // A route of that name is also of no release: the API server says one of them.
          message: expect.stringMatching(/the platform's|health-.* is no part of it/) as string,
        });
        expect((await cluster.api.tryPost(path(apiVersion, plural), body)).status).toBe(201);
      });

      it("and no more: a deployer's other routes, and whatever other namespaces hold, are admitted", async () => {
        const route = { apiVersion: GATEWAY_API, kind: "HTTPRoute", metadata: { name: "acme-shop-api" }, spec: health };
        expect((await cluster.api.as(deployer).tryPost(path(GATEWAY_API, "httproutes"), route)).status).toBe(201);
      });
    });

    describe("to policies that take the place of the Gateway's", () => {
      const policies = (namespace: string) =>
        `/apis/gateway.envoyproxy.io/v1alpha1/namespaces/${namespace}/clienttrafficpolicies?dryRun=All`;
      const group = "gateway.networking.k8s.io";
      const policy = (spec: object) => ({
        apiVersion: "gateway.envoyproxy.io/v1alpha1",
        kind: "ClientTrafficPolicy",
        metadata: { name: "probe" },
        spec: { ...spec, timeout: { http: { idleTimeout: "10s" } } },
      });

      it.each([
        ["a ListenerSet", { targetRefs: [{ group, kind: "ListenerSet", name: "shop" }] }],
        ["one listener of it", { targetRefs: [{ group, kind: "ListenerSet", name: "shop", sectionName: "api" }] }],
        [
          "a ListenerSet beside a Gateway",
          {
            targetRefs: [
              { group, kind: "Gateway", name: "own" },
              { group, kind: "ListenerSet", name: "shop" },
            ],
          },
        ],
        ["a ListenerSet, in the older field", { targetRef: { group, kind: "ListenerSet", name: "shop" } }],
        ["every ListenerSet with a label", { targetSelectors: [{ group, kind: "ListenerSet", matchLabels: { product: "shop" } }] }],
      ])("on %s", async (_, spec) => {
        const refused = await cluster.api.tryPost(policies(await cluster.namespace(PRODUCT)), policy(spec));
        expect({ status: refused.status, message: refused.body.message }).toEqual({
          status: 403,
          message: expect.stringContaining("takes the place of the Gateway's whole policy") as string,
        });
      });

      it("and to nothing else, and nowhere else", async () => {
        const onGateway = policy({ targetRefs: [{ group, kind: "Gateway", name: "own" }] });
        expect((await cluster.api.tryPost(policies(await cluster.namespace(PRODUCT)), onGateway)).status).toBe(201);
        const onListeners = policy({ targetRefs: [{ group, kind: "ListenerSet", name: "other" }] });
        expect((await cluster.api.tryPost(policies(await cluster.namespace()), onListeners)).status).toBe(201);
      });
    });
  });
});
