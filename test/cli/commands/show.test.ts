import { resourcesOfProduct } from "../../../cli/terraform/own-resources";
import { synthesizedResources } from "../../../cli/terraform/synthesized";
import { editedAcme } from "../../stacks/edited-acme";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma show`: every name that something is called by. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

it("shows the family: products, shared repositories and how many resources they are", async () => {
  const { code, stdout } = await work.sigma(["show"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/shop \(Acme Shop\) +│ active +│ acme-shop-api +│ \d\d+ /);
  expect(stdout).toMatch(/dream \(Acme Dream\) +│ planned +│ acme-dream-api +│ 0 /);
  expect(stdout).toMatch(/acme-helpers +│ python-library +│ sales +│ inside acme-base /);
  expect(stdout).toMatch(/resources: github \d+, trial \d+, live \d+\n$/);
});

it("shows a product with its hosts, namespaces, databases, roles and variables in each environment", async () => {
  const { code, stdout } = await work.sigma(["show", "shop"]);
  expect(code).toBe(0);
  for (const name of [
    "registry.acme.example/acme-corp/acme-shop-api",
    "acme_shop_api",
    "/api/shop",
    "203.0.113.0/24:443",
    "acme-shop-trial",
    "acme-shop.trial.acme.example",
    "api.acme-shop.acme.example",
    "acme_products in acme-trial-db",
    "acme_shop in acme-shop-live-db",
    "medium, 3 × 50Gi, 60d, generation 1",
    "acme_shop_migrator",
    "DB_SCHEMA=shop",
    "base, release",
  ])
    expect(stdout).toContain(name);
  // A text of the catalog arrives as it is written.
  expect(stdout).toContain("Sells ${things} and %{more}");
});

it("gives programs the same as JSON", async () => {
  const { stdout } = await work.sigma(["show", "shop", "--json"]);
  const { product, databases, resources } = JSON.parse(stdout) as {
    product: { code: string };
    databases: Record<string, { name: string; shares: object }>;
    resources: Record<string, number>;
  };
  expect(product.code).toBe("shop");
  expect(databases).toMatchObject({ trial: { name: "acme_products" }, live: { name: "acme_shop" } });
  expect(Object.keys(resources).sort()).toEqual(["github", "live", "trial"]);
  const family = JSON.parse((await work.sigma(["show", "--json"])).stdout) as { products: object };
  expect(Object.keys(family.products)).toEqual(["dream", "relic", "shop", "tide"]);
});

describe("the number of a product's resources", () => {
  const family = editedAcme();
  const resources = synthesizedResources(family);
  const of = (code: string) =>
    resourcesOfProduct({ ...family.products.shop!, code, repositories: { api: `acme-${code}-api`, ui: `acme-${code}-ui` } }, resources);

  // Ids of constructs in every stack, and of entries that are no product.
  it.each(["release", "repository", "access", "network", "namespace", "base", "apply"])(
    "is 0 of a code that others are called by: %s",
    (code) => {
      expect(of(code)).toEqual([]);
    },
  );

  it("is what stands under its repositories, its code and its databases", () => {
    expect(new Set(of("shop").map(({ stack, path }) => `${stack}/${path[1]!}/${path[2]!}`))).toEqual(
      new Set([
        "github/repositories/acme-shop-api",
        "github/repositories/acme-shop-ui",
        "trial/products/shop",
        "live/products/shop",
        "live/databases/shop",
        "live/identities/releases-shop",
        "live/identities/releases-role-shop",
      ]),
    );
  });
});

it("names the products there are when it does not know one", async () => {
  const { code, stderr } = await work.sigma(["show", "shoop"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'sigma: no product "shoop"; products: "dream", "relic", "shop", "tide"\n' });
});

it("shows nothing of a catalog with problems but the problems", async () => {
  work.edit("catalog/products/tide.yaml", "api: sales", "api: sails");
  const { code, stdout, stderr } = await work.sigma(["show", "tide"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^sigma: \d problems? in catalog\ncatalog\/products\/tide\.yaml:3:/);
  expect(stderr).not.toMatch(STACK_TRACE);
});
