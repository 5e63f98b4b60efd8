import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { parse } from "yaml";
import { born, commit } from "./born";
import { failed, pythonGates, said, type Gate } from "./python-gates";
import { CATALOGS } from "./rendered";

const gatesOf = (repository: string, ...jobs: readonly string[]): Promise<readonly Gate[]> => pythonGates(repository, "build", jobs);

function edit(file: string, text: string, by: string): void {
  const content = readFileSync(file, "utf8");
  expect(content).toContain(text);
  writeFileSync(file, content.replace(text, by));
}

it("passes its own CI the minute it exists", async () => {
  const gates = await gatesOf(born("acme", "acme-gateway"), "quality", "test");
  const names = ["Check the inputs", "Install", "Lint", "Types", "Bandit", "Licences", "Advisories", "Version", "Tests", "Coverage"];
  expect(gates.map(({ name }) => name)).toEqual(names);
  expect(failed(gates)).toEqual([]);
});

it("has every active product of the catalog, in every environment", () => {
  const { environments, products } = loadFamily(CATALOGS.acme);
  const active = Object.values(products).filter(({ state }) => state === "active");
  const routes: unknown = parse(readFileSync(join(born("acme", "acme-gateway"), "routes.yaml"), "utf8"));
  expect(routes).toEqual({
    environments: Object.fromEntries(
      Object.values(environments).map(({ name, gatewayHost }) => [
        name,
        {
          host: gatewayHost,
          products: Object.fromEntries(
            active.map(({ code, gatewayPrefix, repositories, environments: own }) => [
              code,
              { prefix: gatewayPrefix, release: repositories.api, namespace: own[name]?.namespace, ui: own[name]?.hosts.ui },
            ]),
          ),
        },
      ]),
    ),
  });
});

it("fails for wildcards, naming file, line and edit of both files at once", async () => {
  const repository = born("acme", "acme-gateway");
  edit(join(repository, "routes.yaml"), "ui: acme-shop.acme.example", 'ui: "*.acme.example"');
  edit(join(repository, "policy.yaml"), "methods: [GET,", 'methods: ["*",');
  commit(repository);
  const gates = await gatesOf(repository, "test");
  expect(failed(gates)).toEqual(["Tests"]);
  expect(said(gates, "Tests")).toMatch(
    /policy\.yaml:\d+: cors\.methods\.0 is "\*"; write a method \(GET, HEAD, POST, PUT, PATCH, DELETE\)/,
  );
  expect(said(gates, "Tests")).toMatch(
    /routes\.yaml:\d+: environments\.live\.products\.shop\.ui is "\*\.acme\.example"; write a host, without a wildcard/,
  );
  expect(existsSync(join(repository, "dist"))).toBe(false);
});
