import type { Values } from "../charts/chart-values";
import { describeOnCluster } from "./support/cluster";
import { API, API_LABELS, ShopNamespace } from "./support/shop-namespace";

const OBJECT = { metadata: { name: `${API.release}-x` } };
const pod = (changed: Values, container: Values = {}) => {
  const amounts = { cpu: "100m", memory: "64Mi" };
  const main = {
    name: "main",
    image: `registry.acme.test/acme-corp/acme-shop-api@sha256:${"0123456789abcdef".repeat(4)}`,
    resources: { requests: amounts, limits: amounts },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    ...container,
  };
  const seccompProfile = { type: "RuntimeDefault" };
  return {
    serviceAccountName: API.release,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile },
    containers: [main],
    ...changed,
  };
};
const SHORT_OF_MEMORY = { key: "node.kubernetes.io/memory-pressure", operator: "Exists", effect: "NoSchedule" };
const metadata = { labels: API_LABELS };
const selector = { matchLabels: API_LABELS };
const deployment = (spec: object) => ({ ...OBJECT, spec: { selector, template: { metadata, spec } } });
const job = (spec: object) => ({
  ...OBJECT,
  spec: { activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 60, template: { metadata, spec: { restartPolicy: "Never", ...spec } } },
});
const service = (spec: object) => ({ ...OBJECT, spec: { ports: [{ port: 80 }], selector: API_LABELS, ...spec } });
const route = (rule: Values) => ({
  ...OBJECT,
  spec: {
    hostnames: [API.host],
    parentRefs: [{ group: "gateway.networking.k8s.io", kind: "ListenerSet", name: "shop", sectionName: "api" }],
    rules: [{ backendRefs: [{ name: API.release, port: 80 }], ...rule }],
  },
});
const setting = (name: string) => [{ type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name, value: "root" }] } }];
const monitor = (endpoint: object, spec: Values = {}) => ({
  ...OBJECT,
  spec: { selector, endpoints: [{ port: "http", ...endpoint }], ...spec },
});
const budget = (spec: object) => ({ ...OBJECT, spec: { selector, unhealthyPodEvictionPolicy: "AlwaysAllow", ...spec } });

describeOnCluster("A product's deployer is refused", () => {
  let shop: ShopNamespace;

  beforeAll(async () => {
    shop = await ShopNamespace.start();
  });
  afterAll(() => {
    (shop as ShopNamespace | undefined)?.stop();
  });

  it("nothing that is as the charts make it: so the others are refused for what they say", async () => {
    const admitted = [
      await shop.tried("Deployment", deployment(pod({}))),
      // As some clouds fill it in.
      await shop.tried("Deployment", deployment(pod({ tolerations: [SHORT_OF_MEMORY] }))),
      await shop.tried("Job", job(pod({}))),
      await shop.tried("Service", service({})),
      await shop.tried("HTTPRoute", route({})),
      await shop.tried("ServiceMonitor", monitor({})),
      await shop.tried("PodDisruptionBudget", budget({ maxUnavailable: 1 })),
    ];
    expect(admitted.map(({ status, body }) => ({ status, message: body.message }))).toEqual(
      admitted.map(() => ({ status: 201, message: undefined })),
    );
  });

  it.each([
    [
      "an image volume",
      "Deployment",
      deployment(pod({ volumes: [{ name: "code", image: { reference: "registry.acme.test/other/code" } }] })),
      "volumes[].image: an image volume is code that nobody built or signed for this product; put the files into its image",
    ],
    [
      "a Secret as files",
      "Job",
      job(pod({ volumes: [{ name: "s", secret: { secretName: "s" } }] })),
      "volumes[].secret: name the Secret in `secrets`",
    ],
    ["a token of its own", "Deployment", deployment(pod({ automountServiceAccountToken: true })), "automountServiceAccountToken: "],
    ["a node by name", "Deployment", deployment(pod({ nodeName: "node-1" })), "nodeName: the scheduler says"],
    ["every node", "Deployment", deployment(pod({ tolerations: [{ operator: "Exists" }] })), "tolerations[].key: it is missing"],
    [
      "the priority of the system",
      "Deployment",
      deployment(pod({ priorityClassName: "system-node-critical" })),
      "priorityClassName: the only class of applications is `priorityClass: product` of the chart",
    ],
    ["the priority of databases", "Job", job(pod({ priorityClassName: "database" })), "priorityClassName: the only class of applications"],
    ["a memory without limit", "Deployment", deployment(pod({}, { resources: {} })), "resources.limits: it is missing"],
    [
      "a probe of another host",
      "Deployment",
      deployment(pod({}, { livenessProbe: { httpGet: { host: "10.0.0.1", path: "/", port: 80 } } })),
      "livenessProbe.httpGet.host: the node would ask somebody else",
    ],
    ["another product's name", "Service", service({ type: "ExternalName", externalName: "acme-tide-api.acme-tide-stg.svc" }), "`calls`"],
    [
      "headers of proxies",
      "HTTPRoute",
      route({ filters: setting("X-Forwarded-For") }),
      "what a request says of its caller is the gateway's",
    ],
    [
      "a copy of all requests",
      "HTTPRoute",
      route({ filters: [{ type: "RequestMirror", requestMirror: { backendRef: { name: "other", port: 80 } } }] }),
      "filters[].requestMirror: requests, with their tokens, go to one application",
    ],
    [
      "another product's Service",
      "HTTPRoute",
      route({ backendRefs: [{ name: "acme-shop-api", namespace: "acme-tide-stg", port: 80 }] }),
      "backendRefs[].namespace: another product is reached through `calls`",
    ],
    ["Prometheus' token", "ServiceMonitor", monitor({ bearerTokenFile: "/var/run/secrets/token" }), "endpoints[].bearerTokenFile: "],
    [
      "Prometheus' requests",
      "ServiceMonitor",
      monitor({ relabelings: [{ targetLabel: "__address__", replacement: "10.0.0.1:80" }] }),
      "endpoints[].relabelings: they would send Prometheus to another address",
    ],
    [
      "metrics of all",
      "ServiceMonitor",
      monitor({}, { namespaceSelector: { any: true } }),
      "namespaceSelector: a monitor is about its own release",
    ],
    ["a stop of every drain", "PodDisruptionBudget", budget({ maxUnavailable: 0 }), "maxUnavailable: the charts write 1"],
    ["so by a minimum", "PodDisruptionBudget", budget({ minAvailable: "100%" }), "minAvailable: the charts write maxUnavailable 1"],
    [
      "900 kB of text",
      "ConfigMap",
      { ...OBJECT, data: { text: "x".repeat(900_000) } },
      "data: 900000 characters, and at most 32768 are admitted",
    ],
    [
      "900 kB as a release",
      "ConfigMap",
      { metadata: { name: "sh.helm.release.v1.acme-shop-api.v99" }, data: { release: "x".repeat(900_000) } },
      "data: 900000 characters, and at most 131072 are admitted",
    ],
    [
      "binary data",
      "ConfigMap",
      { ...OBJECT, binaryData: { code: "eHh4" } },
      "binaryData: the charts write text; put what is binary into the image",
    ],
  ])("%s, in a %s", async (_, kind, body, reason) => {
    const refused = await shop.tried(kind, body);
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status: 403,
      message: expect.stringContaining(reason) as string,
    });
  });

  it("the header that says who calls, in an HTTPRoute", async () => {
    // Two rules refuse it, and the API server says one of them.
    const { status, body } = await shop.tried("HTTPRoute", route({ filters: setting("X-Actor") }));
    expect({ status, message: body.message }).toEqual({
      status: 403,
      message: expect.stringMatching(/'product-(http)?routes'/) as string,
    });
  });

  it("what turns an admitted object into another, but no note on an object that was there before", async () => {
    const deployer = shop.cluster.api.as(API);
    const body = { apiVersion: "v1", kind: "Service", ...service({}) };
    expect((await deployer.tryPost(shop.collection("Service"), body)).status).toBe(201);
    const path = `${shop.collection("Service")}/${OBJECT.metadata.name}`;
    const refused = await deployer.tryPatch(path, { spec: { publishNotReadyAddresses: true } });
    expect(refused.body.message).toContain("Service.spec.publishNotReadyAddresses: ");
    expect((await deployer.tryPatch(path, { metadata: { annotations: { note: "1" } } })).status).toBe(200);
  });
});
