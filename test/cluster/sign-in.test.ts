import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request, type RequestOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { template, type Rendered } from "./charts-render/helm-template";
import { selfSigned } from "./support/certificate-authority";
import { freePort } from "./support/free-port";
import { SignInProvider } from "./support/sign-in-provider";
import { StandaloneGateway } from "./support/standalone-gateway";

/** Of the chart's example `gateway`, in which shop has a user interface. */
const UI = "acme-shop.acme.test";
const API = `api.${UI}`;
const SHARED = "api.acme.acme.test";
const GATEWAY = "acme-test";

interface Answer {
  readonly status: number;
  readonly location: string;
  /** `name=value` of every cookie that was set. */
  readonly cookies: readonly string[];
  /** What arrived behind the gateway; null when nothing did. */
  readonly arrived: { readonly path: string; readonly headers: (name: string) => readonly string[] } | null;
  readonly allowedOrigin: string | undefined;
}

const gateway = new StandaloneGateway();
let provider: SignInProvider;
let port = 0;

beforeAll(async () => {
  provider = await SignInProvider.start({
    iss: "https://identity.acme.test",
    aud: "acme-prod",
    sub: "ada",
    groups: ["shop-writers", "all"],
  });
  port = await freePort();
  await gateway.start(objects(), GATEWAY, port);
  // The proxy listens before it has the provider's keys.
  for (let tries = 0; (await ask(API, "/", bearer())).status !== 200; tries++) {
    if (tries > 100) throw new Error("the gateway accepts no token");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

afterAll(async () => {
  await gateway.stop();
  provider.stop();
});

/** The chart's objects, with an application, keys and a provider on this machine; ListenerSets as listeners of the Gateway, which this mode can read. */
function objects(): readonly object[] {
  const values = { identity: { roleClaim: "groups" } };
  const rendered = template({ chart: "gateway", example: "gateway", values }).filter(
    ({ kind }) => kind !== "EnvoyProxy" && kind !== "Certificate" && kind !== "ListenerSet" && kind !== "Gateway",
  );
  const all = template({ chart: "gateway", example: "gateway", values });
  const sets = all.filter(({ kind }) => kind === "ListenerSet");
  const listeners = sets.flatMap((set) =>
    listenersOf(set).map((listener) => ({
      ...listener,
      name: `${set.metadata.name}-${listener.name}`,
      tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "hosts" }] },
      allowedRoutes: { namespaces: { from: "All" } },
    })),
  );
  const made = all.find(({ kind }) => kind === "Gateway")!;
  const own = listenersOf(made).map((listener) => ({
    ...listener,
    allowedRoutes: { namespaces: { from: "All" } },
    ...(listener.name === "gateway" && { tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "hosts" }] } }),
  }));
  const onPort = [...own, ...listeners].filter(({ name }) => name !== "http").map((listener) => ({ ...listener, port }));
  const folder = mkdtempSync(join(tmpdir(), "sigma-hosts-"));
  const { certificate, key } = selfSigned(folder, { commonName: "hosts", servesAs: ["DNS:*.acme.test"] });
  const base64 = (file: string) => readFileSync(file).toString("base64");
  const secrets = [
    secret("hosts", GATEWAY, { "tls.crt": base64(certificate), "tls.key": base64(key) }, "kubernetes.io/tls"),
    secret("sign-in", GATEWAY, { "client-secret": Buffer.from("secret").toString("base64") }),
    secret("envoy-oidc-hmac", "envoy-gateway-system", { "hmac-secret": gateway.sessionKey }),
  ];
  rmSync(folder, { recursive: true });
  const namespaces = ["acme-shop-prod", "acme-tide-prod"].map((name) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "acme.test/kind": "product" } },
  }));
  const applications = sets.flatMap((set) => listenersOf(set).flatMap((listener) => application(set, listener.name, listener.hostname!)));
  return [
    ...rendered.filter(({ metadata }) => metadata.name !== "gateway-redirect").map(onThisMachine),
    { ...made, spec: { ...made.spec, listeners: onPort } },
    ...namespaces,
    ...secrets,
    ...applications,
  ];
}

interface Listener {
  readonly name: string;
  readonly hostname?: string;
}
const listenersOf = ({ spec }: Rendered) => (spec as { listeners: readonly Listener[] }).listeners;

const secret = (name: string, namespace: string, data: object, type = "Opaque") => ({
  apiVersion: "v1",
  kind: "Secret",
  type,
  metadata: { name, namespace },
  data,
});

/** A product's own release: a Backend in the place of its Service, and its routes, one of which an attacker might add. */
function application({ metadata }: Rendered, part: string, host: string) {
  const { name: code, namespace } = metadata;
  const backend = { group: "gateway.envoyproxy.io", kind: "Backend", name: `acme-${code}-${part}` };
  const route = (name: string, parent: string, hostname: string, value: string) => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name, namespace },
    spec: {
      parentRefs: [{ name: "gateway", namespace: GATEWAY, sectionName: parent }],
      hostnames: [hostname],
      rules: [{ matches: [{ path: { type: "PathPrefix", value } }], backendRefs: [backend] }],
    },
  });
  return [
    {
      apiVersion: "gateway.envoyproxy.io/v1alpha1",
      kind: "Backend",
      metadata: { name: backend.name, namespace },
      spec: { endpoints: [{ ip: { address: "127.0.0.1", port: provider.applicationPort } }] },
    },
    route(backend.name, `${code}-${part}`, host, "/"),
    ...(part === "api"
      ? [
          route(`${backend.name}-gateway`, "gateway", SHARED, `/api/${code}`),
          route(`${backend.name}-second`, `${code}-api`, host, "/open"),
          route(`${backend.name}-shared`, "gateway", SHARED, `/api/${code}/open`),
        ]
      : []),
  ];
}

/** What names other machines names this one. */
function onThisMachine(object: Rendered): object {
  const text = JSON.stringify(object)
    .replaceAll("https://identity.acme.test/keys", `http://localhost:${provider.port}/keys`)
    .replaceAll(
      '"provider":{"issuer":"https://identity.acme.test"}',
      `"provider":{"issuer":"https://identity.acme.test","authorizationEndpoint":"https://identity.acme.test/authorize","tokenEndpoint":"http://localhost:${provider.port}/token"}`,
    )
    .replaceAll(
      /"backendRefs":\[\{"name":"([a-z-]+)","port":80\}\]/g,
      '"backendRefs":[{"group":"gateway.envoyproxy.io","kind":"Backend","name":"$1"}]',
    );
  const changed = JSON.parse(text) as Rendered;
  const spec = changed.spec as { parentRefs?: object[]; targetRefs?: { kind: string; name: string }[] };
  const parents = (spec.parentRefs ?? []).map((parent) => {
    const { name, sectionName } = parent as { name: string; sectionName: string };
    return { name: "gateway", namespace: GATEWAY, sectionName: `${name}-${sectionName}` };
  });
  if (changed.kind === "HTTPRoute") return { ...changed, spec: { ...spec, parentRefs: parents } };
  const [target] = spec.targetRefs ?? [];
  if (changed.kind !== "SecurityPolicy" || target?.kind !== "ListenerSet") return changed;
  const parts = target.name === "shop" ? ["ui", "api"] : ["api"];
  const targetRefs = parts.map((part) => ({
    group: "gateway.networking.k8s.io",
    kind: "Gateway",
    name: "gateway",
    sectionName: `${target.name}-${part}`,
  }));
  return {
    ...changed,
    metadata: { ...changed.metadata, name: `identity-${target.name}`, namespace: GATEWAY },
    spec: { ...spec, targetRefs },
  };
}

function ask(host: string, path: string, headers: Readonly<Record<string, string | string[]>> = {}, method = "GET"): Promise<Answer> {
  const options: RequestOptions = { host: "127.0.0.1", port, path, method, servername: host, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, headers: { Host: host, ...headers } }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location ?? "",
          cookies: (response.headers["set-cookie"] ?? [])
            .map((cookie) => cookie.split(";")[0]!)
            .filter((cookie) => !cookie.endsWith("=deleted")),
          arrived: arrived(text),
          allowedOrigin: response.headers["access-control-allow-origin"],
        });
      });
    });
    asked.on("error", reject).end();
  });
}

function arrived(text: string): Answer["arrived"] {
  if (!text.startsWith("{")) return null;
  const { path, raw } = JSON.parse(text) as { path: string; raw: readonly string[] };
  const headers = (name: string) => raw.filter((_, index) => index % 2 === 1 && raw[index - 1]!.toLowerCase() === name);
  return { path, headers };
}

const bearer = (claims: Readonly<Record<string, unknown>> = {}) => ({ Authorization: `Bearer ${provider.token(claims)}` });

/** Signs in as a browser does, and gives the session's cookies. */
async function signIn(): Promise<string> {
  const sent = await ask(UI, "/page?x=1", { "Sec-Fetch-Mode": "navigate" });
  const state = new URL(sent.location).searchParams.get("state")!;
  const back = await ask(UI, `/oauth2/callback?code=abc&state=${encodeURIComponent(state)}`, { Cookie: sent.cookies.join("; ") });
  expect(back.status).toBe(302);
  expect(new URL(back.location).pathname).toBe("/page");
  return back.cookies.join("; ");
}

describe("Whoever has no token", () => {
  it("is sent to the provider from a page, and told so in the background and by the API", async () => {
    const page = await ask(UI, "/", { "Sec-Fetch-Mode": "navigate" });
    expect({ status: page.status, where: new URL(page.location).origin }).toEqual({ status: 302, where: "https://identity.acme.test" });
    expect(new URL(page.location).searchParams.get("redirect_uri")).toBe(`https://${UI}/oauth2/callback`);
    expect((await ask(UI, "/config.json", { "Sec-Fetch-Mode": "cors" })).status).toBe(401);
    expect((await ask(API, "/orders", { "Sec-Fetch-Mode": "navigate" })).status).toBe(401);
    expect((await ask(API.toUpperCase(), "/orders")).status).toBe(401);
    expect((await ask(SHARED, "/api/shop/orders")).status).toBe(401);
  });

  it("reaches /healthz of each host without a token, and no other path", async () => {
    for (const host of [UI, API]) {
      const { status, arrived: got } = await ask(host, "/healthz", { "X-Actor": "root", "X-Roles": "root" });
      expect([status, got?.path, got?.headers("x-actor"), got?.headers("x-roles")]).toEqual([200, "/healthz", [], []]);
    }
    for (const path of ["/healthz/x", "/healthzz", "/HEALTHZ", "/open/healthz"]) expect((await ask(API, path)).status).toBe(401);
    expect((await ask(API, "/healthz", {}, "POST")).status).toBe(401);
  });

  it("finds no way in by a second route of a product, on its own host or the shared one", async () => {
    expect((await ask(API, "/open")).status).toBe(401);
    expect((await ask(SHARED, "/api/shop/open")).status).toBe(401);
  });
});

describe("A token", () => {
  it.each([
    ["the API's own host", API, "/orders"],
    ["the shared host", SHARED, "/api/shop/orders"],
    ["a second route", API, "/open"],
  ])("becomes the caller and their groups on %s, whatever the client claims", async (_, host, path) => {
    const { status, arrived: got } = await ask(host, path, { ...bearer(), "X-Actor": "root", "X-Roles": "cm9vdA==" });
    expect([status, got?.headers("x-actor")]).toEqual([200, ["ada"]]);
    const [roles = ""] = got!.headers("x-roles");
    expect(JSON.parse(Buffer.from(roles, "base64").toString())).toEqual(["shop-writers", "all"]);
  });

  it.each([
    ["never expires", { exp: undefined }, 403],
    ["has expired", { exp: 1 }, 401],
    ["names nobody", { sub: undefined }, 403],
    ["names two", { sub: "ada, bob" }, 403],
    ["names a list", { sub: ["ada", "bob"] }, 401],
    ["names the empty text", { sub: "" }, 403],
    ["is for somebody else", { aud: "acme-stg" }, 403],
    ["is another provider's", { iss: "https://other.acme.test" }, 401],
  ])("that %s is refused on every host", async (_, claims, status) => {
    expect((await ask(API, "/orders", bearer(claims))).status).toBe(status);
    expect((await ask(SHARED, "/api/shop/orders", bearer(claims))).status).toBe(status);
  });

  it("counts in the header Authorization alone", async () => {
    expect((await ask(API, `/orders?access_token=${provider.token()}`)).status).toBe(401);
    const beside = await ask(API, `/orders?access_token=${provider.token({ sub: "bob" })}`, bearer());
    expect(beside.arrived?.headers("x-actor")).toEqual(["ada"]);
    const twice = [bearer().Authorization, bearer({ sub: "bob" }).Authorization];
    expect((await ask(API, "/orders", { Authorization: twice })).arrived).toBeNull();
  });
});

describe("A session", () => {
  it("is the person's on the user interface and on the API, and of no other product", async () => {
    const cookie = await signIn();
    for (const [host, path] of [
      [UI, "/page"],
      [API, "/orders"],
    ] as const) {
      const { status, arrived: got } = await ask(host, path, { Cookie: cookie, "X-Actor": "root" });
      expect([status, got?.headers("x-actor")]).toEqual([200, ["ada"]]);
    }
    expect((await ask("api.acme-tide.acme.test", "/orders", { Cookie: cookie })).status).toBe(401);
    expect((await ask(SHARED, "/api/shop/orders", { Cookie: cookie })).status).toBe(401);
  });

  it("counts for the product's own pages, and for no page elsewhere on the same site", async () => {
    const cookie = await signIn();
    const from = (origin: string, method = "POST") => ask(API, "/orders", { Cookie: cookie, Origin: origin }, method);
    expect(await from(`https://${UI}`)).toMatchObject({ status: 200, allowedOrigin: `https://${UI}` });
    for (const origin of ["https://acme-tide.acme.test", "https://acme.test", `http://${UI}`, "null", `https://${UI}.evil.test`]) {
      const refused = await from(origin);
      expect([origin, refused.status, refused.allowedOrigin]).toEqual([origin, 403, undefined]);
    }
    // A socket is opened with GET.
    expect((await from("https://acme-tide.acme.test", "GET")).status).toBe(403);
  });

  it("is not believed when somebody else wrote it", async () => {
    const cookie = (await signIn()).replace(/OauthHMAC-([^=]+)=./, "OauthHMAC-$1=_");
    expect((await ask(API, "/orders", { Cookie: cookie })).status).toBe(401);
  });

  it("ends with /oauth2/sign-out", async () => {
    const left = await ask(UI, "/oauth2/sign-out", { Cookie: await signIn() });
    expect([left.status, left.cookies]).toEqual([302, []]);
  });
});

it("lets a page of the product ask first whether it may call, and no other page", async () => {
  const preflight = (origin: string) => ask(API, "/orders", { Origin: origin, "Access-Control-Request-Method": "POST" }, "OPTIONS");
  expect(await preflight(`https://${UI}`)).toMatchObject({ status: 200, allowedOrigin: `https://${UI}` });
  expect((await preflight("https://acme-tide.acme.test")).allowedOrigin).toBeUndefined();
});
