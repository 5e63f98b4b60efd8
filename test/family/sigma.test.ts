import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../../model/load";
import type { Family } from "../../model/family";
import { SIGMA_CATALOG } from "./sigma";

const { family: loaded, problems, unconfirmed } = loadCatalog(SIGMA_CATALOG);

/** The final naming matrix, line by line. */
const MATRIX = {
  lab: {
    brand: "Sigma Lab",
    repositories: { api: "sigma-lab-api", ui: "sigma-lab-ui" },
    pythonPackage: "edge_lab_api",
    hosts: { ui: "sigma-lab.sigmatiq.ai", api: "api.sigma-lab.sigmatiq.ai" },
    gatewayPrefix: "/api/lab",
    image: "ghcr.io/sigmatiq/sigma-lab-api",
  },
  sim: {
    brand: "Sigma Sim",
    repositories: { api: "sigma-sim-api", ui: "sigma-sim-ui" },
    pythonPackage: "edge_sim_api",
    hosts: { ui: "sigma-sim.sigmatiq.ai", api: "api.sigma-sim.sigmatiq.ai" },
    gatewayPrefix: "/api/sim",
    image: "ghcr.io/sigmatiq/sigma-sim-api",
  },
  market: {
    brand: "Sigma Market",
    repositories: { api: "sigma-market-api", ui: "sigma-market-ui" },
    pythonPackage: "edge_market_api",
    hosts: { ui: "sigma-market.sigmatiq.ai", api: "api.sigma-market.sigmatiq.ai" },
    gatewayPrefix: "/api/market",
    image: "ghcr.io/sigmatiq/sigma-market-api",
  },
  pilot: {
    brand: "Sigma Pilot",
    repositories: { api: "sigma-pilot-api", ui: "sigma-pilot-ui" },
    pythonPackage: "edge_pilot_api",
    hosts: { ui: "sigma-pilot.sigmatiq.ai", api: "api.sigma-pilot.sigmatiq.ai" },
    gatewayPrefix: "/api/pilot",
    image: "ghcr.io/sigmatiq/sigma-pilot-api",
  },
};

describe("the Sigma family as it was agreed", () => {
  it("has no problems", () => {
    expect(problems).toEqual([]);
    expect(loaded).not.toBeNull();
  });

  const family = loaded as Family;
  const products = Object.values(family.products);
  const repositories = Object.values(family.repositories);
  const prod = family.environments.prod!;

  it("has 4 products and 14 repositories, of which the gateway's waits for its switch", () => {
    expect(Object.keys(family.products).sort()).toEqual(Object.keys(MATRIX).sort());
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

  it.each(Object.entries(MATRIX))("calls %s what the naming matrix calls it", (code, agreed) => {
    const { brand, repositories: named, pythonPackage, gatewayPrefix, environments } = family.products[code]!;
    const { image } = family.repositories[named.api]!;
    expect({ brand, repositories: named, pythonPackage, hosts: environments.prod!.hosts, gatewayPrefix, image }).toEqual(agreed);
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
        const [share, ...others] = Object.values(database.shares);
        expect(others).toEqual([]);
        expect(share).toMatchObject({
          schema: "app",
          roles: { rw: `${database.name}_rw`, ro: `${database.name}_ro`, migrator: `${database.name}_migrator` },
        });
      }
    }
    const { products: consolidated, ...others } = family.environments.dev!.databases;
    expect(others).toEqual({});
    expect(consolidated!.name).toBe("edge_products");
    expect(
      Object.values(consolidated!.shares)
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
    for (const { code } of products) expect(Object.keys(prod.databases[code]!.shares[code]!.partitions)).toContain("audit_logs");
    expect(Object.keys(prod.databases.lab!.shares.lab!.partitions)).toContain("signals");
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
    const marked = readdirSync(SIGMA_CATALOG, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".yaml"))
      .flatMap((file) => readFileSync(join(SIGMA_CATALOG, file), "utf8").match(/# .*to be confirmed/gi) ?? []);
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
