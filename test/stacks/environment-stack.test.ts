import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { Testing } from "cdktf";
import type { Family } from "../../model/family";
import { EnvironmentStack } from "../../stacks/environment-stack";
import { synthStack, type Resource, type Synthesized } from "../synth";
import { editedAcme, type Edit } from "./edited-acme";

const chartsDirectory = join(__dirname, "../../charts");

const define = (family: Family, name: string): Synthesized => {
  const environment = family.environments[name]!;
  return synthStack(new EnvironmentStack(Testing.app({ outdir: tmpdir() }), name, { family, environment, chartsDirectory }));
};
const live = (...edits: readonly Edit[]) => define(editedAcme(...edits), "live");
const trial = (...edits: readonly Edit[]) => define(editedAcme(...edits), "trial");

const LIVE = live();
const TRIAL = trial();

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}
const metadataOf = (resource: Resource) => (resource.metadata ?? {}) as Partial<Metadata>;
const namespaces = (stack: Synthesized) => stack.all("kubernetes_namespace_v1").map((namespace) => metadataOf(namespace).name ?? "");
const inNamespace = (stack: Synthesized, type: string, namespace: string) =>
  stack.all(type).filter((resource) => metadataOf(resource).namespace === namespace);
const policy = (stack: Synthesized, namespace: string, name: string) =>
  inNamespace(stack, "kubernetes_network_policy_v1", namespace).find((resource) => metadataOf(resource).name === name);
const release = (stack: Synthesized, name: string) => stack.all("helm_release").find((each) => each.name === name);
const valuesOf = (stack: Synthesized, name: string) =>
  JSON.parse((release(stack, name)?.values as readonly [string])[0]) as Readonly<Record<string, unknown>>;
const without = (before: readonly unknown[], after: readonly unknown[]) => before.filter((each) => !after.includes(each));

const mapped = <Value>(record: Readonly<Record<string, Value>>, change: (value: Value) => Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** The stack for reviewers: values readable; CDKTF's notes, the copies' digests, and labels that only repeat those of the namespace left away. */
function readable({ json }: Synthesized): string {
  const shown = JSON.parse(JSON.stringify(json), (key, value: unknown) => {
    if (key === "//") return undefined;
    if (key === "values" && Array.isArray(value))
      return value.map((each) => (String(each).startsWith("{") ? (JSON.parse(String(each)) as unknown) : (each as unknown)));
    if (key === "metadata" && "namespace" in (value as Metadata)) return { ...(value as Metadata), labels: undefined };
    return value;
  }) as Record<string, unknown>;
  const { provider, resource } = JSON.parse(JSON.stringify(shown)) as Record<string, unknown>;
  const everything = { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true };
  return inspect({ provider, resource }, { ...everything, breakLength: 180, compact: 20 }).replace(
    /(charts_\w+)\/[0-9a-f]{16}/g,
    "$1/<digest>",
  );
}

it("defines an environment with a database per product", () => {
  expect(readable(LIVE)).toMatchSnapshot();
});

it("defines an environment with one database for all products", () => {
  expect(readable(TRIAL)).toMatchSnapshot();
});

describe("a product", () => {
  it("is planned: it has nothing here", () => {
    expect(JSON.stringify([LIVE.json, TRIAL.json])).not.toContain("dream");
  });

  it("is archived: its database stays, with backups and namespace", () => {
    expect(namespaces(LIVE)).toContain("acme-relic-live-db");
    expect(release(LIVE, "acme-relic")).toMatchObject({ namespace: "acme-relic-live-db", lifecycle: { prevent_destroy: true } });
  });

  it("is archived: its applications' namespace is gone, with everything in it", () => {
    expect(namespaces(LIVE)).not.toContain("acme-relic-live");
    expect(LIVE.addresses().filter((address) => address.includes("products_relic"))).toEqual([]);
  });

  it("is archived: nobody reaches its database, and its Secrets go nowhere", () => {
    expect(policy(LIVE, "acme-relic-live-db", "from-applications")).toBeUndefined();
    expect(valuesOf(LIVE, "acme-relic")).not.toHaveProperty("products.relic.namespace");
  });

  it("is archived in a shared database: its schema and roles stay", () => {
    expect(valuesOf(TRIAL, "acme-products")).toHaveProperty("products.relic.schema", "relic");
    expect(valuesOf(TRIAL, "acme-products")).not.toHaveProperty("products.relic.namespace");
  });

  it("loses only what belongs to its applications when it is archived", () => {
    const archived = live(["products/tide.yaml", "owners:", "state: archived\nowners:"], ["products/shop.yaml", "calls: [tide]\n", ""]);
    const gone = without(LIVE.addresses(), archived.addresses());
    // Shop loses its way to the product that it called, and the archive its way in.
    const expected = [
      /\.products_tide_/,
      /_policy_v1\.products_shop_network_to-products_/,
      /_policy_v1\.databases_tide_network_from-applications_/,
    ];
    expect(gone.filter((address) => !expected.some((pattern) => pattern.test(String(address))))).toEqual([]);
    expect(without(archived.addresses(), LIVE.addresses())).toEqual([]);
  });

  it("adds only what is its own", () => {
    const roomy: Edit = ["family.yaml", "maxConnections: 250", "maxConnections: 400"];
    const added = without(live(roomy, ["products/dream.yaml", "state: planned\n", ""]).addresses(), LIVE.addresses());
    expect(added.filter((address) => !/dream/.test(String(address)))).toEqual([]);
    expect(added).toEqual(expect.arrayContaining([expect.stringMatching(/^helm_release\.databases_dream_release_/)]));
  });

  it("lets only its own repositories of this environment release", () => {
    expect(inNamespace(LIVE, "kubernetes_role_binding_v1", "acme-shop-live")).toMatchObject([
      { subject: [{ name: "github:acme-corp/acme-shop-api:live" }, { name: "github:acme-corp/acme-shop-ui:live" }] },
    ]);
  });

  it("has nothing for a repository that is only planned", () => {
    expect(inNamespace(LIVE, "kubernetes_role_binding_v1", "acme-tide-live")).toMatchObject([
      { subject: [{ name: "github:acme-corp/acme-tide-api:live" }] },
    ]);
    expect(inNamespace(LIVE, "kubernetes_service_account_v1", "acme-tide-live").map((account) => metadataOf(account).name)).toEqual([
      "acme-tide-api",
    ]);
    expect(valuesOf(LIVE, "gateway")).toHaveProperty("products.tide.hosts", { api: "api.acme-tide.acme.example" });
  });

  const annotations = (name: string) =>
    LIVE.all("kubernetes_namespace_v1")
      .map((resource) => metadataOf(resource) as { name?: string; annotations?: object })
      .find((metadata) => metadata.name === name)?.annotations;

  it("has one release of each part that is there, by its own repository", () => {
    expect(annotations("acme-shop-live")).toMatchObject({
      "deployer/acme-shop-api": "github:acme-corp/acme-shop-api:live",
      "chart/acme-shop-api": "service",
      "host/acme-shop-api": "api.acme-shop.acme.example",
      "deployer/acme-shop-ui": "github:acme-corp/acme-shop-ui:live",
      "chart/acme-shop-ui": "web",
      "host/acme-shop-ui": "acme-shop.acme.example",
    });
    expect(Object.keys(annotations("acme-tide-live") ?? {}).filter((key) => key.startsWith("deployer/"))).toEqual([
      "deployer/acme-tide-api",
    ]);
  });

  it("may route its own hosts, of the parts that are there, and its prefix on the host of all products", () => {
    const gateway = (code: string) => ({ "routes/gateway-host": "api.acme.acme.example", "routes/gateway-path": `/api/${code}` });
    expect(annotations("acme-shop-live")).toMatchObject({
      "routes/hosts": "api.acme-shop.acme.example acme-shop.acme.example",
      ...gateway("shop"),
    });
    expect(annotations("acme-tide-live")).toMatchObject({ "routes/hosts": "api.acme-tide.acme.example", ...gateway("tide") });
    expect(annotations("acme-shop-live-db")).toBeUndefined();
  });

  it("has room for its most replicas in the environment", () => {
    expect(inNamespace(LIVE, "kubernetes_resource_quota_v1", "acme-shop-live")).toMatchObject([{ spec: { hard: { pods: "35" } } }]);
  });
});

describe("isolation", () => {
  const peersOf = (resource: Resource | undefined) => JSON.stringify(resource?.spec);

  it("denies everything first, in every namespace of the family", () => {
    for (const stack of [LIVE, TRIAL]) {
      for (const namespace of namespaces(stack)) expect(policy(stack, namespace, "default-deny")).toBeDefined();
    }
  });

  it("opens each product's database to that product alone", () => {
    expect(peersOf(policy(LIVE, "acme-shop-live-db", "from-applications"))).toContain('"acme-shop-live"');
    expect(peersOf(policy(LIVE, "acme-shop-live-db", "from-applications"))).not.toContain("tide");
    expect(peersOf(policy(LIVE, "acme-shop-live", "to-database"))).toContain('"acme-shop-live-db"');
  });

  it("opens the shared database to every active product", () => {
    expect(policy(TRIAL, "acme-trial-db", "from-applications")?.spec).toMatchObject({
      ingress: [
        {
          from: ["acme-shop-trial", "acme-tide-trial"].map((name) => ({
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": name } },
          })),
        },
      ],
    });
  });

  it("opens a product's API to exactly those that call it, on both sides", () => {
    expect(peersOf(policy(LIVE, "acme-shop-live", "to-products"))).toContain('"acme-tide-live"');
    expect(peersOf(policy(LIVE, "acme-tide-live", "from-products"))).toContain('"acme-shop-live"');
    expect(policy(LIVE, "acme-tide-live", "to-products")).toBeUndefined();
    expect(policy(LIVE, "acme-shop-live", "from-products")).toBeUndefined();
  });

  it("lets nobody use the platform's database by itself", () => {
    expect(policy(LIVE, "acme-platform-live-db", "from-applications")).toBeUndefined();
  });

  it("reaches the object store on the port of its address", () => {
    const elsewhere = trial([
      "environments.yaml",
      "endpoint: https://objects.acme.example,",
      "endpoint: https://objects.acme.example:9443,",
    ]);
    expect(peersOf(policy(elsewhere, "acme-trial-db", "to-archive"))).toContain('"9443"');
    expect(peersOf(policy(TRIAL, "acme-trial-db", "to-archive"))).toContain('"443"');
  });
});

describe("databases", () => {
  it("are one per product, and the platform's", () => {
    const names = LIVE.all("helm_release").flatMap(({ chart, name }) => (String(chart).includes("postgres") ? [name] : []));
    expect(names).toEqual(["acme-shared", "acme-relic", "acme-shop", "acme-tide"]);
  });

  it("are one for all products where the environment says so, in a namespace of its own", () => {
    expect(TRIAL.all("helm_release").filter(({ chart }) => String(chart).includes("postgres"))).toMatchObject([
      { name: "acme-products", namespace: "acme-trial-db" },
    ]);
    expect(Object.keys(valuesOf(TRIAL, "acme-products").products as object)).toEqual(["relic", "shop", "tide", "platform"]);
  });

  it("are not the platform's when the catalog has none", () => {
    const none = live(["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""]);
    expect(without(LIVE.addresses(), none.addresses()).every((address) => String(address).includes("platform"))).toBe(true);
    expect(release(none, "acme-shared")).toBeUndefined();
  });

  it("are restored beside the active generation, which stays in use", () => {
    expect(valuesOf(LIVE, "acme-shop")).toMatchObject({ generation: 1, restore: { generation: 2, from: 1, at: "2026-05-22T09:45:52Z" } });
  });

  it("keep the version of an environment that waits for an upgrade", () => {
    const old = `registry.acme.example/postgres:16@sha256:${"3".repeat(64)}`;
    const edit: Edit = [
      "environments.yaml",
      "  database: per-product",
      `  database: per-product\n  postgres: { major: 16, image: "${old}" }`,
    ];
    expect(valuesOf(live(edit), "acme-shop")).toMatchObject({ pgMajor: 16, image: old });
    expect(valuesOf(trial(edit), "acme-products")).toMatchObject({ pgMajor: 17 });
  });

  it("back up at different minutes, and spread over what the cluster has", () => {
    const schedules = ["acme-shop", "acme-tide", "acme-relic", "acme-shared"].map((name) => valuesOf(LIVE, name)["backupSchedule"]);
    expect(new Set(schedules).size).toBe(4);
    expect(valuesOf(LIVE, "acme-shop")).toMatchObject({ spread: "zone" });
    const nodes = live(["environments.yaml", "    issuer: letsencrypt", "    spread: node\n    issuer: letsencrypt"]);
    expect(valuesOf(nodes, "acme-shop")).toMatchObject({ spread: "node" });
  });

  it("outside of products come from an archive too, where the environment says so", () => {
    const edit: Edit = [
      "environments.yaml",
      "  backups:",
      "  sharedDatabase: { generation: 3, restore: { generation: 3, from: 1, at: 2026-05-22T09:45:52Z } }\n  backups:",
    ];
    const restored = { generation: 3, restore: { generation: 3, from: 1, at: "2026-05-22T09:45:52Z" } };
    expect(valuesOf(trial(edit), "acme-products")).toMatchObject(restored);
    expect(valuesOf(live(edit), "acme-shared")).toMatchObject(restored);
    expect(valuesOf(live(edit), "acme-tide")).toMatchObject({ generation: 1 });
  });

  it("change nothing but their own release when a restore is written", () => {
    const restored = live([
      "products/tide.yaml",
      "owners:",
      "database: { live: { restore: { generation: 2, at: 2026-05-22T10:00:00Z } } }\nowners:",
    ]);
    const changed = Object.entries(restored.json.resource!).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, resource]) =>
        JSON.stringify(resource) === JSON.stringify(LIVE.json.resource?.[type]?.[name]) ? [] : [`${type}.${name}`],
      ),
    );
    expect(changed).toEqual([expect.stringMatching(/^helm_release\.databases_tide_release_/)]);
  });

  it("pull their image with the registry's Secret when it comes from the family's registry", () => {
    expect(valuesOf(TRIAL, "acme-products")).toMatchObject({ imagePullSecret: "registry" });
    const elsewhere = trial(["family.yaml", "image: registry.acme.example/postgres", "image: images.example/postgres"]);
    expect(valuesOf(elsewhere, "acme-products")).not.toHaveProperty("imagePullSecret");
  });
});

describe("order", () => {
  const named = (stack: Synthesized, address: string) => stack.addresses().find((each) => each.startsWith(address))!;
  const before = (stack: Synthesized, name: string) => release(stack, name)?.depends_on as readonly string[];

  it("is operators, baseline, databases, gateway", () => {
    expect(before(LIVE, "baseline")).toContain(named(LIVE, "helm_release.operators_plugin-barman-cloud_"));
    expect(before(LIVE, "acme-shop")).toContain(named(LIVE, "helm_release.baseline_"));
    for (const database of ["shop", "tide", "relic", "platform"]) {
      expect(before(LIVE, "gateway")).toContain(named(LIVE, `helm_release.databases_${database}_release_`));
    }
  });

  it("begins with the baseline where the operators are preinstalled", () => {
    expect(TRIAL.addresses().filter((address) => address.includes("operators"))).toEqual([]);
    expect(before(TRIAL, "baseline")).toEqual([named(TRIAL, "kubernetes_namespace_v1.platform_")]);
  });

  it("has everything in a namespace go before the namespace", () => {
    for (const stack of [LIVE, TRIAL]) {
      const addressOf = new Map(
        Object.entries(stack.json.resource!.kubernetes_namespace_v1!).map(([id, each]) => [
          metadataOf(each).name,
          `kubernetes_namespace_v1.${id}`,
        ]),
      );
      const inside = Object.values(stack.json.resource!).flatMap((each) => Object.values(each));
      for (const resource of inside) {
        const address = addressOf.get((resource.namespace as string | undefined) ?? metadataOf(resource).namespace);
        if (address !== undefined) expect(resource.depends_on).toContain(address);
      }
    }
  });
});

describe("values that a chart refuses", () => {
  const errors = (family: Family): readonly string[] => {
    const app = Testing.app({ outdir: tmpdir() });
    return Object.values(family.environments)
      .map((environment) => new EnvironmentStack(app, environment.name, { family, environment, chartsDirectory }))
      .flatMap((stack) => stack.node.findAll())
      .flatMap(({ node }) => node.metadata)
      .flatMap(({ type, data }) => (type === "@cdktf/error" ? [String(data)] : []));
  };

  /** The family with a value that slipped through the catalog's own schema. */
  const slipped = (family: Family, issuer: string): Family => ({
    ...family,
    environments: mapped(family.environments, (environment) => ({ ...environment, cluster: { ...environment.cluster, issuer } })),
  });

  it("are none in a right catalog", () => {
    expect(errors(editedAcme())).toEqual([]);
  });

  it("are told for all stacks at once, at their place in the catalog", () => {
    const family = editedAcme();
    const expected = Object.values(family.environments).map(({ name, at }) => {
      const { file, line, column } = at("cluster", "issuer");
      return `${file}:${line}:${column} ${name}.cluster.issuer: got "Acme CA"; value issuer of the chart gateway must match pattern`;
    });
    const found = errors(slipped(family, "Acme CA"));
    expect(found).toEqual(expected.map((start) => expect.stringContaining(start) as string));
  });
});

describe("the stack", () => {
  it("asks for no other stack", () => {
    expect(JSON.stringify(LIVE.json)).not.toMatch(/terraform_remote_state|cross-stack/);
  });

  it("names no path of the machine that made it", () => {
    expect(JSON.stringify(LIVE.json)).not.toContain(join(__dirname, "../.."));
    expect(JSON.stringify(LIVE.json)).not.toContain(tmpdir());
  });

  it("refuses every plan that would replace a database or a namespace", () => {
    const guarded = [
      ...LIVE.all("kubernetes_namespace_v1"),
      ...LIVE.all("helm_release").filter(({ chart }) => String(chart).includes("postgres")),
    ];
    for (const resource of guarded) expect(resource).toMatchObject({ lifecycle: { prevent_destroy: true } });
  });

  it("is applied by the infra repository's environment, and planned by its read-only twins", () => {
    expect(LIVE.all("kubernetes_cluster_role_binding_v1")).toMatchObject([
      { role_ref: { name: "cluster-admin" }, subject: [{ name: "github:acme-corp/acme-infra:live" }] },
      {
        role_ref: { name: "plan-reader" },
        subject: [{ name: "github:acme-corp/acme-infra:live-plan" }, { name: "github:acme-corp/acme-infra:live-drift" }],
      },
    ]);
  });

  it("gives every object of an environment the labels of its owner", () => {
    for (const resource of Object.values(LIVE.json.resource!).flatMap((each) => Object.values(each))) {
      const labels = metadataOf(resource).labels;
      if (labels !== undefined)
        expect(labels).toMatchObject({ environment: "live", owner: expect.stringMatching(/^(base|sales)$/) as string });
    }
  });
});
