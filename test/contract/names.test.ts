import { readFileSync } from "node:fs";
import { join } from "node:path";
import { archiveGeneration, databaseClusterName, generationOf } from "../../contract/generations";
import * as names from "../../contract/names";
import { planEnvironment } from "../../contract/stacks";
import { loadFamily } from "../../model/load";
import { copyAcme, removeCopies } from "../model/copy-acme";
import { projectFiles } from "../project-files";

afterAll(removeCopies);

/** The rules of names, each with what it makes of a family `acme` with the product `shop`. */
describe("names", () => {
  it.each([
    ["repository of an API", names.repositoryName("acme", "shop", "api"), "acme-shop-api"],
    ["repository of a UI", names.repositoryName("acme", "shop", "ui"), "acme-shop-ui"],
    ["Python package", names.pythonPackage("wave", "shop"), "wave_shop_api"],
    [
      "image, in lower case whatever the login",
      names.imageName("ghcr.io", "Acme-Corp", "acme-shop-api"),
      "ghcr.io/acme-corp/acme-shop-api",
    ],
    ["host of a UI", names.uiHost("acme", "shop", "acme.example"), "acme-shop.acme.example"],
    ["host of an API", names.apiHost("acme", "shop", "acme.example"), "api.acme-shop.acme.example"],
    ["host of the gateway", names.gatewayHost("acme", "acme.example"), "api.acme.acme.example"],
    ["prefix at the gateway", names.gatewayPrefix("shop"), "/api/shop"],
    ["database", names.databaseName("wave", "shop"), "wave_shop"],
    ["owner of a consolidated database", names.databaseOwner("wave_products"), "wave_products_owner"],
    ["Service and ObjectStore", names.databaseObjectName("wave_shop"), "wave-shop"],
    ["database cluster", databaseClusterName("wave-shop", 1), "wave-shop-g1"],
    ["archive generation", archiveGeneration("wave-shop", 18, 2), "wave-shop-pg18-g2"],
    ["namespace of the applications", names.productNamespace("acme", "shop", "live"), "acme-shop-live"],
    ["namespace of the database", names.databaseNamespace("acme", "shop", "live"), "acme-shop-live-db"],
    ["namespace of the consolidated database", names.databaseNamespace("acme", null, "live"), "acme-live-db"],
    ["namespace of the platform's database", names.databaseNamespace("acme", "platform", "live"), "acme-platform-live-db"],
    ["host of a Service", names.serviceHost("wave-shop", "acme-shop-live-db"), "wave-shop.acme-shop-live-db.svc"],
    ["environment of a plan", planEnvironment("live"), "live-plan"],
    ["identity in a cluster", names.githubIdentity("acme-corp", "acme-shop-api", "live"), "github:acme-corp/acme-shop-api:live"],
  ])("%s", (_thing, name, expected) => {
    expect(name).toBe(expected);
  });

  it.each([
    ["a Cluster", "wave-shop-g12", 12],
    ["an archive", "wave-shop-pg18-g2", 2],
    ["a Cluster of another database", "wave-shop-two-g2", null],
    ["a Service", "wave-shop", null],
  ])("tell the generation of %s", (_thing, name, generation) => {
    expect(generationOf("wave-shop", name)).toBe(generation);
  });

  it("makes three roles per database", () => {
    expect(names.databaseRoles("wave_shop")).toEqual({ rw: "wave_shop_rw", ro: "wave_shop_ro", migrator: "wave_shop_migrator" });
  });

  it("are those that the family has", () => {
    const { products, environments, repositories } = loadFamily(copyAcme(["family.yaml", "prefix: acme", "prefix: wave"]));
    const shop = products.shop!;
    const database = environments.live!.databases.shop!;
    expect(shop.repositories).toEqual({ api: "acme-shop-api", ui: "acme-shop-ui" });
    expect(shop.pythonPackage).toBe("acme_shop_api");
    expect(shop.environments.live!.hosts).toEqual({ ui: "acme-shop.acme.example", api: "api.acme-shop.acme.example" });
    expect(repositories["acme-shop-api"]!.image).toBe("registry.acme.example/acme-corp/acme-shop-api");
    expect(database).toMatchObject({
      name: "wave_shop",
      objectName: "wave-shop",
      namespace: "acme-shop-live-db",
      owner: "wave_shop_migrator",
    });
    expect(environments.trial!.databases.products!.shares.shop!.roles).toEqual(names.databaseRoles("wave_shop"));
  });
});

it("the names of generations are put together in contract/, and in one place of the chart", () => {
  const files = projectFiles("charts", "cli", "constructs", "model", "stacks", "test/live");
  const spelled = files.filter((file) => /%s-g"|-g(\$\{|\{\{|\$[A-Z])/.test(readFileSync(join(__dirname, "../..", file), "utf8")));
  expect(spelled).toEqual(["charts/postgres/templates/_helpers.tpl"]);
});
