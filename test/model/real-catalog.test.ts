import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../../model/load";
import type { Family } from "../../model/family";

const CATALOG = join(__dirname, "../../catalog");
const { family: loaded, problems, unconfirmed } = loadCatalog(CATALOG);

/** The catalog of this repository, by counts and by what was agreed for it; nothing here repeats its values one by one. */
describe("the catalog of this repository", () => {
  it("has no problems", () => {
    expect(problems).toEqual([]);
    expect(loaded).not.toBeNull();
  });

  const family = loaded as Family;
  const products = Object.values(family.products);
  const repositories = Object.values(family.repositories);
  const prod = family.environments.prod!;

  it("has 4 products and 14 repositories, of which the gateway's waits for its switch", () => {
    expect(Object.keys(family.products).sort()).toEqual(["lab", "market", "pilot", "sim"]);
    expect(repositories).toHaveLength(14);
    expect(family.gateway).toBe("direct");
    expect(repositories.filter(({ managed }) => !managed).map(({ name }) => name)).toEqual(["sigma-gateway"]);
  });

  it("has the shared repositories of the naming matrix, with the agreed imports", () => {
    const shared = repositories.filter(({ product }) => product === null);
    expect(shared.map(({ name }) => name).sort()).toEqual(
      ["core", "gateway", "infra", "packs", "platform", "sdk"].map((name) => `sigma-${name}`),
    );
    expect(Object.fromEntries(shared.filter(({ imports }) => imports.length > 0).map(({ name, imports }) => [name, imports]))).toEqual({
      "sigma-core": ["sigma_core"],
      "sigma-gateway": ["sigma_gateway"],
      "sigma-platform": ["sigma_platform"],
      "sigma-sdk": ["edge_sdk"],
    });
    expect(family.infraRepository).toBe("sigma-infra");
  });

  it.each(["lab", "sim", "market", "pilot"])("calls %s what the naming matrix calls it", (code) => {
    const product = family.products[code]!;
    expect(product.brand).toBe(`Sigma ${code.slice(0, 1).toUpperCase()}${code.slice(1)}`);
    expect(product.repositories).toEqual({ api: `sigma-${code}-api`, ui: `sigma-${code}-ui` });
    expect(product.pythonPackage).toBe(`edge_${code}_api`);
    expect(product.environments.prod!.hosts).toEqual({ ui: `sigma-${code}.sigmatiq.ai`, api: `api.sigma-${code}.sigmatiq.ai` });
    expect(product.gatewayPrefix).toBe(`/api/${code}`);
    expect(family.repositories[`sigma-${code}-api`]!.image).toBe(`ghcr.io/${family.organization}/sigma-${code}-api`);
  });

  it("promotes from dev over stg to prod, and has people approve the last two", () => {
    expect(Object.keys(family.environments)).toEqual(["dev", "stg", "prod"]);
    expect(Object.values(family.environments).map(({ approvers }) => approvers.length > 0)).toEqual([false, true, true]);
  });

  it("has a database per product in stg and prod, and one with a schema each in dev", () => {
    for (const name of ["stg", "prod"]) {
      const databases = Object.values(family.environments[name]!.databases);
      expect(databases.map((database) => database.name).sort()).toEqual(["edge_lab", "edge_market", "edge_pilot", "edge_sim"]);
      for (const database of databases) {
        const [tenant, ...others] = Object.values(database.tenants);
        expect(others).toEqual([]);
        expect(tenant).toMatchObject({
          schema: "app",
          roles: { rw: `${database.name}_rw`, ro: `${database.name}_ro`, migrator: `${database.name}_migrator` },
        });
      }
    }
    const { products: consolidated, ...others } = family.environments.dev!.databases;
    expect(others).toEqual({});
    expect(consolidated!.name).toBe("edge_products");
    expect(
      Object.values(consolidated!.tenants)
        .map(({ schema }) => schema)
        .sort(),
    ).toEqual(["lab", "market", "pilot", "sim"]);
  });

  it("keeps backups in dev shorter than in prod, and lets no product keep less than its environment", () => {
    const days = Object.values(family.environments).map(({ retentionDays }) => retentionDays);
    expect([...days].sort((a, b) => a - b)).toEqual(days);
    expect(days[0]).toBeLessThan(days[2]!);
    for (const database of Object.values(prod.databases)) expect(database.retentionDays).toBeGreaterThanOrEqual(prod.retentionDays);
  });

  it("partitions its large tables by date", () => {
    for (const { code } of products) expect(Object.keys(prod.databases[code]!.tenants[code]!.partitions)).toContain("audit_logs");
    expect(Object.keys(prod.databases.lab!.tenants.lab!.partitions)).toContain("signals");
  });

  it("leaves the optional shared database off", () => {
    expect(family.platformRepository).toBeNull();
    expect(prod.databases.platform).toBeUndefined();
  });

  it("owns every repository by a team that reviews it", () => {
    for (const repository of repositories) {
      expect(repository.codeOwners[0]).toEqual({ path: "*", teams: [repository.owner] });
      expect(repository.access[repository.owner]).toBe("maintain");
    }
  });

  it("lists every fact that a comment marks to be confirmed", () => {
    const marked = readdirSync(CATALOG, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".yaml"))
      .flatMap((file) => readFileSync(join(CATALOG, file), "utf8").match(/# .*to be confirmed/gi) ?? []);
    expect(unconfirmed).toHaveLength(marked.length);
    expect(new Set(unconfirmed.map(({ file, path }) => [file, ...path].join(" "))).size).toBe(marked.length);
    const paths = unconfirmed.map(({ path }) => path.join("."));
    expect(paths).toEqual(
      expect.arrayContaining([
        "organization",
        "plan",
        "github.organizationId",
        "github.appId",
        "github.releaseAppId",
        "database.image",
        "state",
        ...Object.keys(family.environments).flatMap((name) => [`${name}.cluster.server`, `${name}.cluster.ca`, `${name}.archive.bucket`]),
        ...Object.keys(family.teams).map((team) => `${team}.members`),
      ]),
    );
  });
});
