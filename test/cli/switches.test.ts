import { synthesizedResources, type Resource } from "../../cli/terraform/synthesized";
import { editedAcme, type Edit } from "../stacks/edited-acme";

/** The decisions that a family leaves open are switches of its catalog; each is tested for what it brings and takes. */
interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Resources that are in both, with other arguments. */
  readonly changed: readonly string[];
}

/** What each resource is given, by its place; the order in which they are made is left out. */
const addressed = (resources: readonly Resource[]): ReadonlyMap<string, string> =>
  new Map(
    resources.map(({ stack, path, arguments: given }) => [
      `${stack}: ${path.slice(1).join("/")}`,
      JSON.stringify({ ...given, depends_on: undefined }),
    ]),
  );

function difference(...edits: readonly Edit[]): Difference {
  const before = addressed(synthesizedResources(editedAcme()));
  const after = addressed(synthesizedResources(editedAcme(...edits)));
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: [...after].filter(([name, given]) => before.has(name) && before.get(name) !== given).map(([name]) => name),
  };
}

/** The resources of one repository, and nothing else. */
function expectOnlyRepository(names: readonly string[], repository: string): void {
  expect(names.filter((name) => !name.startsWith(`github: repositories/${repository}/`))).toEqual([]);
  for (const part of [
    "repository/repository",
    "code-owners/file",
    "branch-protection/ruleset",
    "tag-protection/ruleset",
    "actions/actions",
  ])
    expect(names).toContain(`github: repositories/${repository}/${part}`);
}

describe("a library, standalone or inside another repository,", () => {
  it("has a repository of its own when it is standalone, and its owner leaves the other one", () => {
    const { added, removed, changed } = difference(["repositories.yaml", ", inside: acme-base", ""]);
    expectOnlyRepository(added, "acme-helpers");
    expect(removed).toEqual(["github: repositories/acme-base/access-sales/access"]);
    expect(changed).toEqual(["github: repositories/acme-base/code-owners/file"]);
  });
});

describe("content, separate or inside a product's repository,", () => {
  it("has a repository of its own when it is separate", () => {
    const { added, removed, changed } = difference(["repositories.yaml", "summary: Content, state: planned", "summary: Content"]);
    expectOnlyRepository(added, "acme-content");
    expect({ removed, changed }).toEqual({ removed: [], changed: [] });
  });

  it("brings its owners and its required checks along when it is inside", () => {
    const { added, removed, changed } = difference([
      "repositories.yaml",
      "summary: Content, state: planned",
      "summary: Content, inside: acme-shop-api",
    ]);
    expect({ added, removed }).toEqual({ added: [], removed: [] });
    expect(changed).toEqual([
      "github: repositories/acme-shop-api/code-owners/file",
      "github: repositories/acme-shop-api/branch-protection/ruleset",
    ]);
  });
});

describe("the gateway, on or off,", () => {
  it("takes its repository along when it is off; products are reached by hosts of their own", () => {
    const { added, removed, changed } = difference(["family.yaml", "gateway: gateway", "gateway: direct"]);
    expect(added).toEqual([]);
    expectOnlyRepository(removed, "acme-gateway");
    expect(changed.filter((name) => !/variable-DEPLOYMENT$/.test(name))).toEqual([
      "trial: gateway/release/release",
      // Which hosts and paths its routes may have.
      "trial: products/shop/namespace/namespace",
      "trial: products/tide/namespace/namespace",
      "live: gateway/release/release",
      "live: products/shop/namespace/namespace",
      "live: products/tide/namespace/namespace",
    ]);
  });

  it("leaves where a UI finds its API, which is where its session counts", () => {
    const urls = (...edits: readonly Edit[]) =>
      Object.values(editedAcme(...edits).products.shop!.environments).map(({ apiBaseUrl, hosts }) => [apiBaseUrl, hosts.api]);
    const own = [
      ["https://api.acme-shop.trial.acme.example", "api.acme-shop.trial.acme.example"],
      ["https://api.acme-shop.acme.example", "api.acme-shop.acme.example"],
    ];
    expect(urls()).toEqual(own);
    expect(urls(["family.yaml", "gateway: gateway", "gateway: direct"])).toEqual(own);
  });
});

describe("the database of the platform, with or without,", () => {
  it("goes with its namespace and the right to release there; where databases are one, its schema goes", () => {
    const { added, removed, changed } = difference(["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""]);
    expect(added).toEqual([]);
    expect(removed.filter((name) => !name.startsWith("live: databases/platform/"))).toEqual([
      "live: identities/releases-platform",
      "live: identities/releases-role-platform",
    ]);
    expect(removed).toContain("live: databases/platform/release/release/release");
    expect(changed).toEqual(expect.arrayContaining(["trial: databases/products/release/release/release"]));
    expect(changed.filter((name) => !name.startsWith("trial: databases/products/"))).toEqual([]);
  });
});
