import { z } from "zod";
import { TIME_OUTS } from "../../../contract/time-outs";
import { NAMESPACE, ofKind, only, refusal, RELEASE, template } from "./helm-template";

const direct = template({ chart: "service", example: "direct" });
const fixed = template({ chart: "service", example: "gateway" });
const containerOf = (spec: unknown) =>
  z
    .object({
      template: z.object({
        spec: z.object({
          containers: z.tuple([
            z
              .object({
                command: z.array(z.string()).optional(),
                envFrom: z.array(z.object({ secretRef: z.object({ name: z.string() }) })),
              })
              .loose(),
          ]),
        }),
      }),
    })
    .parse(spec).template.spec.containers[0];

describe("Migrations", () => {
  const job = only(direct, "Job");

  it("run before anything of the release, once, within a deadline, and go away by themselves", () => {
    expect(job.metadata.annotations).toEqual({
      "helm.sh/hook": "pre-install,pre-upgrade",
      "helm.sh/hook-delete-policy": "before-hook-creation",
    });
    expect(job.spec).toMatchObject({
      backoffLimit: 0,
      activeDeadlineSeconds: 900,
      ttlSecondsAfterFinished: 86400,
      template: { spec: { restartPolicy: "Never" } },
    });
  });

  it("know when they are ended, so that no file begins that may take longer", () => {
    const { env } = z.object({ env: z.array(z.object({ name: z.string(), value: z.string() })) }).parse(containerOf(job.spec));
    expect(env).toContainEqual({ name: "DB_MIGRATE_SECONDS", value: "900" });
    for (const { spec } of Object.values(ofKind(direct, "Deployment"))) expect(JSON.stringify(spec)).not.toContain("DB_MIGRATE_SECONDS");
  });

  it("have an hour unless the product says otherwise", () => {
    expect(only(fixed, "Job").spec).toMatchObject({ activeDeadlineSeconds: TIME_OUTS.migrations.unlessSaid });
  });

  it("use only what exists before the release", () => {
    const made = direct
      .filter(({ metadata }) => metadata.annotations?.["helm.sh/hook"] === undefined)
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const { envFrom } = containerOf(job.spec);
    expect(envFrom.map(({ secretRef }) => secretRef.name)).toEqual(["acme-shop-settings", "acme-shop-migrator"]);
    for (const { secretRef } of envFrom) expect(made).not.toContain(`Secret/${secretRef.name}`);
    expect(made).not.toContain("ServiceAccount/acme-shop-api");
    expect(JSON.stringify(job.spec)).not.toContain("configMap");
  });

  it("are alone with the migrator's password", () => {
    for (const { spec } of Object.values(ofKind(direct, "Deployment")))
      expect(containerOf(spec).envFrom.map(({ secretRef }) => secretRef.name)).toEqual(["acme-shop-settings", "acme-shop-rw"]);
  });
});

describe("A service", () => {
  it("makes nothing that would open its isolation", () => {
    const kinds = [...direct, ...fixed, ...template({ chart: "web", example: "direct" })].map(({ kind }) => kind);
    for (const kind of ["ServiceAccount", "NetworkPolicy", "Role", "RoleBinding", "Secret", "ListenerSet"])
      expect(kinds).not.toContain(kind);
  });

  it("scales between its bounds, or stands still when they are equal", () => {
    expect(only(direct, "HorizontalPodAutoscaler").spec).toMatchObject({ minReplicas: 2, maxReplicas: 6 });
    expect(ofKind(direct, "Deployment")[RELEASE]?.spec).toHaveProperty("replicas", 2);
    expect(ofKind(fixed, "HorizontalPodAutoscaler")).toEqual({});
    expect(ofKind(fixed, "Deployment")[RELEASE]?.spec).toHaveProperty("replicas", 3);
  });

  it("survives a drain, and one replica does not block it", () => {
    expect(only(direct, "PodDisruptionBudget").spec).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" });
    expect(ofKind(template({ chart: "service", example: "laptop" }), "PodDisruptionBudget")).toEqual({});
  });

  it("finishes its requests: it pauses, then has its grace", () => {
    expect(ofKind(direct, "Deployment")[RELEASE]?.spec).toMatchObject({
      template: { spec: { terminationGracePeriodSeconds: 35, containers: [{ lifecycle: { preStop: { sleep: { seconds: 5 } } } }] } },
    });
  });

  it("sends requests to the API and none to its workers", () => {
    const selector = only(direct, "Service").spec?.["selector"];
    expect(selector).toEqual({
      "app.kubernetes.io/name": "service",
      "app.kubernetes.io/instance": RELEASE,
      "app.kubernetes.io/component": "api",
    });
    expect(ofKind(direct, "Deployment")[`${RELEASE}-scanner`]).toMatchObject({
      metadata: { namespace: NAMESPACE },
      spec: { replicas: 2, selector: { matchLabels: { "app.kubernetes.io/component": "scanner" } } },
    });
  });

  it("is watched where that is wanted", () => {
    expect(only(direct, "ServiceMonitor")).toMatchObject({
      metadata: { labels: { release: "prometheus", "app.kubernetes.io/component": "api" } },
      spec: { endpoints: [{ port: "http", path: "/metrics" }] },
    });
    expect(ofKind(fixed, "ServiceMonitor")).toEqual({});
  });

  it("refuses more replicas at least than at most, and a worker in the API's place", () => {
    const text = refusal({ chart: "service", example: "direct", values: { replicas: { min: 9 }, workers: { api: { command: ["x"] } } } });
    expect(text).toContain("replicas: min 9 is above max 6; raise max");
    expect(text).toContain("workers.api: this name is taken by the chart; choose another");
  });

  it("knows who calls from the platform alone: by the header that it names, and by no Secret", () => {
    const env = (example: string) => {
      const { template: pod } = ofKind(template({ chart: "service", example }), "Deployment")[RELEASE]?.spec as {
        template: { spec: { containers: readonly [{ env: readonly { name: string; value: string }[] }] } };
      };
      return Object.fromEntries(pod.spec.containers[0].env.map(({ name, value }) => [name, value]));
    };
    // A variable that is named beats one of the same name in a Secret, so each is named, also where it is empty.
    const { ACTOR_ROLES: roles = "", ...others } = env("direct");
    expect(JSON.parse(roles)).toEqual({ reader: ["staff"], admin: ["shop-leads", "Leads & Co"] });
    const laptop = { ACTOR_DEFAULT: "", ACTOR_LAPTOP: "" };
    expect(others).toEqual({ ...laptop, ACTOR_HEADER: "X-Actor", ACTOR_ROLES_HEADER: "X-Roles", LOG_LEVEL: "info" });
    expect(env("gateway")).toEqual({ ...laptop, ACTOR_HEADER: "X-Actor", ACTOR_ROLES_HEADER: "X-Roles", ACTOR_ROLES: "" });
    expect(env("laptop")).toEqual({ ...laptop, ACTOR_HEADER: "", ACTOR_ROLES_HEADER: "", ACTOR_ROLES: "" });
  });

  it.each(["ACTOR_HEADER", "ACTOR_DEFAULT", "ACTOR_LAPTOP", "ACTOR_ANYTHING"])("refuses %s among a product's variables", (name) => {
    expect(refusal({ chart: "service", example: "direct", values: { env: { [name]: "X-Actor" } } })).toContain(
      `env.${name}: remove this line; the platform says who calls (the catalog's actorHeader and identity), and no environment has a default caller`,
    );
  });

  it("refuses more workers than the platform has counted connections for", () => {
    const workers = (values: Readonly<Record<string, unknown>>) => refusal({ chart: "service", example: "direct", values });
    const more = "workers: 3 replicas in all, but only 2 are allowed; remove some, or raise workers in the product's entry of the catalog";
    expect(workers({ workers: { scanner: { replicas: 3 } } })).toContain(more);
    expect(workers({ workers: { mailer: { command: ["mail"] } } })).toContain(more);
    expect(workers({ maxWorkers: 0 })).toContain("workers: 2 replicas in all, but only 0 are allowed");
  });
});

describe("A user interface", () => {
  const configuration = (example: string) => only(template({ chart: "web", example }), "ConfigMap").data?.["nginx.conf"] ?? "";

  it("learns its API when it is loaded, so that one image serves every environment", () => {
    expect(configuration("direct")).toContain('"VITE_API_BASE_URL": "https://api.acme-shop.stg.acme.test"');
    expect(configuration("gateway")).toContain('"VITE_API_BASE_URL": "https://api.acme.acme.test/api/shop"');
  });

  it("may connect to its API and to nothing else", () => {
    expect(configuration("gateway")).toMatch(/connect-src 'self' https:\/\/api\.acme\.acme\.test;/);
    expect(configuration("direct")).toMatch(/script-src 'self';/);
    expect(configuration("gateway")).toMatch(/style-src 'self' 'unsafe-inline'"/);
  });

  it("sets its headers in one place: nginx drops them all where a location adds one", () => {
    const locations = configuration("direct")
      .split(/^ *location /m)
      .slice(1);
    expect(locations.length).toBe(4);
    expect(locations.filter((location) => location.includes("add_header"))).toEqual([]);
  });

  it("replaces its Pods when its configuration changes", () => {
    const checksum = (values: Readonly<Record<string, string>>) =>
      z
        .object({ template: z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()) }) }) })
        .parse(only(template({ chart: "web", example: "direct", values }), "Deployment").spec).template.metadata.annotations[
        "nginx.conf/sha256"
      ];
    expect(checksum({})).toBe(checksum({}));
    expect(checksum({ apiBaseUrl: "https://api.other.acme.test" })).not.toBe(checksum({}));
  });
});
