import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadFamily } from "../../../model/load";
import type { Family } from "../../../model/family";
import { copyAcme, removeCopies, type Edit } from "../copy-acme";

afterAll(removeCopies);

const acme = (...edits: readonly Edit[]): Family => loadFamily(copyAcme(...edits));
const managed = ({ repositories }: Family) =>
  Object.values(repositories)
    .filter((repository) => repository.managed)
    .map(({ name }) => name);

describe("the switch of the gateway", () => {
  it("on: one host for all products, and the repository of the gateway", () => {
    const family = acme();
    expect(family.environments.live!.gatewayHost).toBe("api.acme.acme.example");
    expect(family.products.shop!.environments.live!.apiBaseUrl).toBe("https://api.acme-shop.acme.example");
    expect(managed(family)).toContain("acme-gateway");
    expect(family.repositories["acme-shop-api"]!.environments.live!.deployment).toMatchObject({
      host: "api.acme-shop.acme.example",
      gateway: { host: "api.acme.acme.example" },
      uiHost: "acme-shop.acme.example",
    });
  });

  it("off: a host per product, and no repository of the gateway", () => {
    const family = acme(["family.yaml", "gateway: gateway", "gateway: direct"]);
    expect(family.environments.live!.gatewayHost).toBeNull();
    expect(family.products.shop!.environments.live!.apiBaseUrl).toBe("https://api.acme-shop.acme.example");
    expect(managed(family)).not.toContain("acme-gateway");
    expect(family.repositories["acme-gateway"]!.managed).toBe(false);
    expect(family.repositories["acme-shop-api"]!.environments.live!.deployment).toMatchObject({
      host: "api.acme-shop.acme.example",
      gateway: null,
      uiHost: "acme-shop.acme.example",
    });
  });
});

describe("a repository inside another one", () => {
  it("has no resources, but its imports, checks and owner stay", () => {
    const { repositories } = acme();
    const base = repositories["acme-base"]!;
    expect(repositories["acme-helpers"]!.managed).toBe(false);
    expect(base.imports).toEqual(["acme_base", "acme_helpers"]);
    expect(base.codeOwners).toEqual([
      { path: "*", teams: ["base"] },
      { path: "/acme_helpers/", teams: ["sales"] },
    ]);
    expect(base.access).toEqual({ base: "maintain", sales: "push" });
  });

  it("brings its checks along, and is owned by the folder of its kind when nothing imports it", () => {
    const { repositories } = acme(["repositories.yaml", "summary: Content, state: planned", "summary: Content, inside: acme-base"]);
    expect(repositories["acme-base"]!.requiredChecks).toEqual(["build / result", "validate / result"]);
    expect(repositories["acme-base"]!.codeOwners).toContainEqual({ path: "/packs/", teams: ["sales"] });
  });

  it("stands on its own again when the line is taken away", () => {
    const family = acme(["repositories.yaml", ", inside: acme-base", ""]);
    expect(managed(family)).toContain("acme-helpers");
    expect(family.repositories["acme-base"]!.imports).toEqual(["acme_base"]);
    expect(family.repositories["acme-base"]!.access).toEqual({ base: "maintain" });
  });
});

describe("states", () => {
  it("planned: neither repositories nor a database, nor a variable that speaks of one", () => {
    const { repositories, environments } = acme();
    expect(repositories["acme-dream-api"]).toMatchObject({ managed: false, state: "planned" });
    expect(environments.live!.databases.dream).toBeUndefined();
    expect(environments.trial!.databases.products!.shares.dream).toBeUndefined();
    expect(repositories["acme-dream-api"]!.environments.live!.deployment!.database).toBeNull();
  });

  it("archived: the repositories and the database stay", () => {
    const { repositories, environments } = acme();
    expect(repositories["acme-relic-api"]).toMatchObject({ managed: true, state: "archived" });
    expect(environments.live!.databases.relic!.name).toBe("acme_relic");
  });

  it("may differ for one repository of an active product, and not for one of another", () => {
    const { repositories } = acme(["products/relic.yaml", "owners:", "repositories: { ui: { state: active } }\nowners:"]);
    expect(repositories["acme-tide-ui"]).toMatchObject({ managed: false, state: "planned" });
    expect(repositories["acme-tide-api"]).toMatchObject({ managed: true, state: "active" });
    expect(repositories["acme-relic-ui"]!.state).toBe("archived");
  });
});

describe("databases", () => {
  it("are one per product with PITR of its own", () => {
    const { live } = acme().environments;
    expect(Object.keys(live!.databases)).toEqual(["relic", "shop", "tide", "platform"]);
    expect(live!.databases.shop).toMatchObject({
      name: "acme_shop",
      consolidated: false,
      retentionDays: 60,
      generation: 1,
      restore: { generation: 2, from: 1, at: "2026-05-22T09:45:52Z", lsn: null },
      size: { name: "medium" },
    });
    expect(live!.databases.tide).toMatchObject({ retentionDays: 30, generation: 1, restore: null, size: { name: "small" } });
    expect(live!.databases.shop!.shares.shop).toMatchObject({ schema: "app", namespace: "acme-shop-live", readOnlySecret: true });
    expect(live!.databases.shop!.shares.shop!.partitions).toEqual({
      orders: { by: "month", keepDays: 7 * 365 },
      clicks: { by: "day", keepDays: 90 },
    });
  });

  it("are one for all products where the environment is consolidated, a schema each, owned by a role without login", () => {
    const { trial } = acme().environments;
    const { products, ...others } = trial!.databases;
    expect(others).toEqual({});
    expect(products).toMatchObject({ name: "acme_products", owner: "acme_products_owner", namespace: "acme-trial-db", retentionDays: 3 });
    expect(Object.values(products!.shares).map(({ code, schema }) => [code, schema])).toEqual([
      ["relic", "relic"],
      ["shop", "shop"],
      ["tide", "tide"],
      ["platform", "platform"],
    ]);
  });

  it("have the platform's among them only when the catalog says so", () => {
    const without = acme(["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""]);
    expect(acme().environments.live!.databases.platform).toMatchObject({
      name: "acme_shared",
      namespace: "acme-platform-live-db",
      owner: "acme_shared_migrator",
    });
    expect(without.environments.live!.databases.platform).toBeUndefined();
    expect(without.environments.trial!.databases.products!.shares.platform).toBeUndefined();
    expect(without.platformRepository).toBeNull();
    expect(acme().platformRepository).toBe("acme-base");
  });
});

describe("repositories", () => {
  it("have environments by their kind", () => {
    const { repositories } = acme();
    const environments = (name: string) => Object.keys(repositories[name]!.environments);
    expect(environments("acme-shop-api")).toEqual(["trial", "live"]);
    expect(environments("acme-shop-ui")).toEqual(["trial", "live", "release"]);
    expect(environments("acme-base")).toEqual(["release"]);
    expect(environments("acme-infra")).toEqual(
      expect.arrayContaining(["github", "github-plan", "trial", "trial-plan", "live", "live-plan"]),
    );
  });

  it("give the key of the release App to main of a user interface alone, and to no environment of the application", () => {
    const { environments } = acme().repositories["acme-shop-ui"]!;
    expect(environments.release).toMatchObject({ refs: { branches: ["main"], tags: [] }, approvers: [], secretNames: ["RELEASE_APP_KEY"] });
    for (const name of ["trial", "live"]) expect(environments[name]!.secretNames).not.toContain("RELEASE_APP_KEY");
  });

  it("publish with the consent of their owner and from a tag, and change the organization with that of the last environment", () => {
    const { repositories } = acme();
    expect(repositories["acme-base"]!.environments.release).toMatchObject({ approvers: ["base"], refs: { branches: [], tags: ["v*"] } });
    expect(repositories["acme-infra"]!.environments.github).toMatchObject({
      approvers: ["base", "release"],
      refs: { branches: ["main"], tags: [] },
    });
    expect(repositories["acme-shop-api"]!.environments.live).toMatchObject({
      approvers: ["base", "release"],
      waitMinutes: 10,
      refs: { branches: [], tags: ["v*"] },
    });
  });

  it("let owners write and approvers read, and give no team less than the catalog says", () => {
    const { repositories } = acme([
      "repositories.yaml",
      "summary: This catalog",
      "summary: This catalog, access: { base: admin, release: triage, sales: pull }",
    ]);
    expect(repositories["acme-shop-api"]!.access).toEqual({ base: "push", release: "pull", sales: "maintain" });
    expect(repositories["acme-infra"]!.access).toMatchObject({ base: "admin", release: "triage", sales: "pull" });
  });

  it("name owners from the general to the particular: everything, the kind's paths, their own", () => {
    const { repositories } = acme(["repositories.yaml", "summary: Retired", "summary: Retired, paths: { /docs/: [sales] }"]);
    expect(repositories["acme-shop-api"]!.codeOwners).toEqual([
      { path: "*", teams: ["sales"] },
      { path: "/migrations/", teams: ["base"] },
    ]);
    expect(repositories["acme-old"]!.codeOwners).toEqual([
      { path: "*", teams: ["base"] },
      { path: "/docs/", teams: ["sales"] },
    ]);
  });

  it("hold sealed values of declared names only", () => {
    const { repositories, sealed } = acme();
    expect(repositories["acme-base"]!.environments.release).toMatchObject({
      secretNames: ["INDEX_TOKEN"],
      secrets: { INDEX_TOKEN: { keyId: "568250167242549743", value: "c2VhbGVk" } },
    });
    expect(repositories["acme-shop-api"]!.environments.live).toMatchObject({ secretNames: ["PAYMENT_KEY"], secrets: {} });
    expect(sealed.map(({ repository, environment, secret }) => [repository, environment, secret])).toEqual([
      ["acme-base", "release", "INDEX_TOKEN"],
    ]);
  });

  it("say to the deploy workflow what it must know, without a password", () => {
    const { deployment } = acme().repositories["acme-shop-api"]!.environments.live!;
    expect(deployment).toMatchObject({
      environment: "live",
      product: "shop",
      namespace: "acme-shop-live",
      image: "registry.acme.example/acme-corp/acme-shop-api",
      database: {
        DB_HOST: "acme-shop.acme-shop-live-db.svc",
        DB_PORT: "5432",
        DB_NAME: "acme_shop",
        DB_USER: "acme_shop_rw",
        DB_SCHEMA: "app",
        DB_CONN_MAX: "5",
      },
    });
    expect(JSON.stringify(deployment)).not.toMatch(/password/i);
    expect(acme().repositories["acme-shop-ui"]!.environments.live!.deployment!.database).toBeNull();
    expect(acme().repositories["acme-shop-api"]!.environments.trial!.deployment!.database).toMatchObject({
      DB_NAME: "acme_products",
      DB_SCHEMA: "shop",
    });
  });
});

describe("what a scaffold needs of a product and a library", () => {
  const family = acme(["products/tide.yaml", "summary: Tells the tide\n", 'summary: Tells the tide\naccent: "#7c2d12"\n']);

  it("is the brand's color, with a default that can be read on white", () => {
    expect(family.products.tide!.accent).toBe("#7c2d12");
    expect(family.products.relic!.accent).toBe("#1f4fd8");
  });

  it("is the database of its own, also while it is planned", () => {
    expect(family.products.dream!.database).toEqual({ name: "acme_dream", partitions: {} });
    expect(family.products.shop!.database).toEqual({
      name: "acme_shop",
      partitions: { orders: { by: "month", keepDays: 2555 }, clicks: { by: "day", keepDays: 90 } },
    });
  });

  it("is which library of the family it is", () => {
    expect(family.repositories["acme-base"]!.contents).toBe("platform");
    expect(family.repositories["acme-shop-api"]!.contents).toBeNull();
  });

  it("is the migrations that lie beside the product's file", () => {
    const directory = copyAcme();
    mkdirSync(join(directory, "products/tide"));
    writeFileSync(join(directory, "products/tide/0001_init.sql"), "CREATE TABLE tides (id bigint);\n");
    expect(loadFamily(directory).products.tide!.migrations).toEqual({ "0001_init.sql": "CREATE TABLE tides (id bigint);\n" });
    expect(family.products.tide!.migrations).toEqual({});
  });
});
