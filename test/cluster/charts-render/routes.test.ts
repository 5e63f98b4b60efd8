import { z } from "zod";
import { NAMESPACE, ofKind, only, refusal, RELEASE, template, type Rendered } from "./helm-template";

const filter = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("URLRewrite"),
    urlRewrite: z.object({ path: z.object({ type: z.literal("ReplacePrefixMatch"), replacePrefixMatch: z.string() }) }),
  }),
  z.object({
    type: z.literal("RequestHeaderModifier"),
    requestHeaderModifier: z.object({
      set: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
      remove: z.array(z.string()).optional(),
    }),
  }),
  z.object({
    type: z.literal("CORS"),
    cors: z.object({ allowOrigins: z.array(z.string()), allowCredentials: z.literal(false).optional() }),
  }),
]);
const routeSpec = z.object({
  parentRefs: z.tuple([z.record(z.string(), z.string())]),
  hostnames: z.tuple([z.string()]),
  rules: z.tuple([
    z.object({
      matches: z.tuple([z.object({ path: z.object({ type: z.literal("PathPrefix"), value: z.string() }) })]),
      filters: z.array(filter).default([]),
      timeouts: z.object({ request: z.string() }).optional(),
      backendRefs: z.tuple([z.object({ name: z.string(), port: z.number() })]),
    }),
  ]),
});
const route = (objects: readonly Rendered[], name: string) => routeSpec.parse(ofKind(objects, "HTTPRoute")[name]?.spec);

/**
 * The path that reaches the backend, or null when the route does not match: whole segments, as the specification says of PathPrefix and
 * ReplacePrefixMatch. https://gateway-api.sigs.k8s.io/reference/1.6/spec/#httppathmodifier
 */
function arrivingPath({ rules: [rule] }: z.infer<typeof routeSpec>, path: string): string | null {
  const prefix = rule.matches[0].path.value.replace(/\/$/, "");
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return null;
  const rewrite = rule.filters.find((one) => one.type === "URLRewrite")?.urlRewrite.path.replacePrefixMatch;
  return rewrite === undefined ? path : `${rewrite.replace(/\/$/, "")}/${path.slice(prefix.length).replace(/^\//, "")}`;
}

describe("An API on a host of its own", () => {
  const origins = (values: Readonly<Record<string, unknown>>) =>
    route(template({ chart: "service", example: "direct", values }), RELEASE).rules[0].filters.flatMap((one) =>
      one.type === "CORS" ? one.cors.allowOrigins : [],
    );

  it("lets only the pages of its user interface call it from a browser", () => {
    expect(origins({})).toEqual(["https://acme-shop.stg.acme.test"]);
    expect(origins({ allowOrigins: null })).toEqual([]);
  });
});

describe("An API behind the gateway host", () => {
  const objects = template({ chart: "service", example: "gateway" });
  const gateway = route(objects, `${RELEASE}-gateway`);

  it.each([
    ["/api/shop", "/"],
    ["/api/shop/", "/"],
    ["/api/shop/orders/7", "/orders/7"],
    ["/api/shops", null],
    ["/api/shops/1", null],
    ["/api/shop-admin", null],
    ["/api", null],
    ["/", null],
    ["/orders/api/shop", null],
  ])("is reached by %s as %s", (path, arriving) => {
    expect(arrivingPath(gateway, path)).toBe(arriving);
  });

  it("learns its prefix, for links and cookies", () => {
    const headers = gateway.rules[0].filters.flatMap((one) =>
      one.type === "RequestHeaderModifier" ? (one.requestHeaderModifier.set ?? []) : [],
    );
    expect(headers).toEqual([{ name: "X-Forwarded-Prefix", value: "/api/shop" }]);
  });

  it("attaches to the one listener of the gateway host, across namespaces, with a backend in its own", () => {
    expect(gateway.hostnames).toEqual(["api.acme.acme.test"]);
    expect(gateway.parentRefs[0]).toMatchObject({ kind: "Gateway", name: "gateway", namespace: "gateway-system", sectionName: "gateway" });
    expect(gateway.rules[0].backendRefs[0]).toEqual({ name: RELEASE, port: 80 });
  });
});

describe("An API on its own host", () => {
  const direct = route(template({ chart: "service", example: "direct" }), RELEASE);

  it("gets every path unchanged, through the product's own listener", () => {
    expect(arrivingPath(direct, "/api/shop/orders")).toBe("/api/shop/orders");
    expect(direct.hostnames).toEqual(["api.acme-shop.stg.acme.test"]);
    expect(direct.parentRefs[0]).toEqual({ group: "gateway.networking.k8s.io", kind: "ListenerSet", name: "shop", sectionName: "api" });
    expect(direct.rules[0].timeouts).toEqual({ request: "30s" });
  });

  it("believes no prefix that a client claims", () => {
    const removed = direct.rules[0].filters.flatMap((one) =>
      one.type === "RequestHeaderModifier" ? (one.requestHeaderModifier.remove ?? []) : [],
    );
    expect(removed).toEqual(["X-Forwarded-Prefix"]);
  });

  it("has no route when it has no host", () => {
    expect(ofKind(template({ chart: "service", example: "laptop" }), "HTTPRoute")).toEqual({});
  });
});

describe("The gateway", () => {
  const direct = template({ chart: "gateway", example: "direct" });
  const gateway = template({ chart: "gateway", example: "gateway" });
  const listenersOf = (object: Rendered) =>
    z
      .object({
        listeners: z.array(
          z.object({
            name: z.string(),
            protocol: z.string(),
            hostname: z.string().optional(),
            tls: z.object({ certificateRefs: z.tuple([z.object({ name: z.string() })]) }).optional(),
            allowedRoutes: z.object({ namespaces: z.object({ from: z.string(), selector: z.unknown().optional() }) }),
          }),
        ),
      })
      .parse(object.spec).listeners;

  it("serves nothing over plain http but a redirect", () => {
    const [http, ...others] = listenersOf(only(direct, "Gateway"));
    expect(http).toMatchObject({ protocol: "HTTP", allowedRoutes: { namespaces: { from: "Same" } } });
    expect(others).toEqual([]);
    expect(ofKind(direct, "HTTPRoute")["gateway-redirect"]?.spec).toMatchObject({
      parentRefs: [{ sectionName: "http" }],
      rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] }],
    });
  });

  it("has a listener and a certificate for each host, in the product's namespace, open to that namespace only", () => {
    const set = ofKind(direct, "ListenerSet")["shop"]!;
    expect(set.metadata.namespace).toBe("acme-shop-stg");
    expect(listenersOf(set).map(({ name, hostname, allowedRoutes }) => [name, hostname, allowedRoutes.namespaces.from])).toEqual([
      ["api", "api.acme-shop.stg.acme.test", "Same"],
      ["ui", "acme-shop.stg.acme.test", "Same"],
    ]);
    for (const { hostname, tls } of listenersOf(set)) {
      const certificate = ofKind(direct, "Certificate")[tls!.certificateRefs[0].name]!;
      expect(certificate.metadata.namespace).toBe("acme-shop-stg");
      expect(certificate.spec).toMatchObject({
        dnsNames: [hostname],
        secretName: certificate.metadata.name,
        issuerRef: { name: "acme-issuer" },
      });
    }
  });

  it("lets only product namespaces bring listeners, and routes to the gateway host", () => {
    const productNamespaces = { from: "Selector", selector: { matchLabels: { "acme.test/kind": "product" } } };
    expect(only(gateway, "Gateway").spec).toMatchObject({ allowedListeners: { namespaces: productNamespaces } });
    expect(listenersOf(only(gateway, "Gateway"))[1]).toMatchObject({
      name: "gateway",
      hostname: "api.acme.acme.test",
      allowedRoutes: { namespaces: productNamespaces },
    });
  });

  it("needs a ReferenceGrant for the sign-in client's Secret alone, which only the products' policies may read", () => {
    expect(only(direct, "ReferenceGrant").spec).toEqual({
      from: ["acme-shop-stg", "acme-tide-stg"].map((namespace) => ({ group: "gateway.envoyproxy.io", kind: "SecurityPolicy", namespace })),
      to: [{ group: "", kind: "Secret", name: "sign-in" }],
    });
    expect(ofKind(template({ chart: "gateway", example: "direct", values: { identity: null } }), "ReferenceGrant")).toEqual({});
  });

  it("has a TLS minimum and time limits", () => {
    expect(only(gateway, "ClientTrafficPolicy").spec).toMatchObject({
      targetRefs: [{ kind: "Gateway", name: "gateway" }],
      tls: { minVersion: "1.3" },
      timeout: { http: { requestReceivedTimeout: "30s", idleTimeout: "300s" } },
    });
    expect(only(gateway, "BackendTrafficPolicy").spec).toMatchObject({ timeout: { http: { requestTimeout: "60s" } } });
  });

  const removed = (spec: unknown) =>
    z.object({ headers: z.object({ earlyRequestHeaders: z.object({ remove: z.array(z.string()) }) }) }).parse(spec).headers
      .earlyRequestHeaders.remove;

  it("removes from every request the header in which APIs read who calls, before a route or a policy sees it", () => {
    const remove = (header?: string) =>
      only(
        template({ chart: "gateway", example: "direct", values: header === undefined ? {} : { actorHeader: header } }),
        "ClientTrafficPolicy",
      ).spec;
    // `X_Actor` would become the same variable behind some servers.
    expect(remove()).toMatchObject({ headers: { withUnderscoresAction: "RejectRequest" } });
    expect(removed(remove())).toContain("X-Actor");
    expect(removed(remove("X-Caller"))).toContain("X-Caller");
    expect(removed(remove())).toContain("X-Roles");
  });

  it("removes what clients say of where a request came from, and keeps their request id", () => {
    const { spec } = only(direct, "ClientTrafficPolicy");
    expect(removed(spec)).toEqual(expect.arrayContaining(["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"]));
    expect(spec).toMatchObject({ headers: { requestID: "PreserveOrGenerate" } });
  });

  it("gives its proxies no file system to write to but a small folder, which both containers need", () => {
    const { envoyDeployment } = (only(gateway, "EnvoyProxy").spec?.["provider"] as { kubernetes: { envoyDeployment: object } }).kubernetes;
    const mounts = [{ name: "tmp", mountPath: "/tmp" }];
    expect(envoyDeployment).toMatchObject({
      container: { securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 65532 }, volumeMounts: mounts },
      pod: { volumes: [{ name: "tmp", emptyDir: { sizeLimit: "16Mi" } }] },
      patch: { value: { spec: { template: { spec: { containers: [{ name: "shutdown-manager", volumeMounts: mounts }] } } } } },
    });
  });

  it.each(["direct", "gateway"])(
    "asks on every listener who calls, in mode %s, so that a route that somebody adds is covered",
    (example) => {
      const objects = template({ chart: "gateway", example });
      const targets = objects.flatMap(({ kind, metadata, spec }) => {
        const { targetRefs, jwt } = (spec ?? {}) as { targetRefs?: { kind: string; name: string; sectionName?: string }[]; jwt?: object };
        return kind === "SecurityPolicy" && jwt
          ? (targetRefs ?? []).map((to) => [metadata.namespace, to.kind, to.name, to.sectionName ?? "all"].join(" "))
          : [];
      });
      const sets = objects.filter(({ kind }) => kind === "ListenerSet");
      expect(targets.sort()).toEqual(
        [
          ...sets.map(({ metadata }) => `${metadata.namespace} ListenerSet ${metadata.name} all`),
          ...(example === "gateway" ? [`${NAMESPACE} Gateway gateway gateway`] : []),
        ].sort(),
      );
    },
  );

  it("asks nobody where the environment wants no identity", () => {
    const objects = template({ chart: "gateway", example: "gateway", values: { identity: null } });
    expect(ofKind(objects, "SecurityPolicy")).toEqual({});
    expect(Object.keys(ofKind(objects, "HTTPRoute"))).toEqual(["gateway-redirect"]);
  });

  it("lets nobody sign in on the host of all products, where a session would be one of all products", () => {
    const policy = ofKind(gateway, "SecurityPolicy")["gateway"]?.spec;
    expect(policy).toHaveProperty("jwt");
    expect(policy).not.toHaveProperty("oidc");
  });

  it("refuses a user interface without sign-in, a host without its Service, and one header for two meanings", () => {
    const values = {
      rolesHeader: "x-actor",
      identity: { signIn: null },
      products: { shop: { services: { api: null } } },
    };
    const refused = refusal({ chart: "gateway", example: "direct", values });
    expect(refused).toContain("products.shop.hosts.ui: nobody could sign in on acme-shop.stg.acme.test; write identity.signIn");
    expect(refused).toContain("products.shop.services.api is missing: the Service behind api.acme-shop.stg.acme.test");
    expect(refused).toContain("rolesHeader: x-actor is the actorHeader already; write another");
  });

  it("refuses one host for two", () => {
    const values = { products: { tide: { hosts: { ui: "acme-shop.stg.acme.test" } } } };
    expect(refusal({ chart: "gateway", example: "direct", values })).toContain(
      "products.tide.hosts.ui: acme-shop.stg.acme.test is the host of products.shop.hosts.ui already; give each its own",
    );
  });
});
