import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CatalogError, loadCatalog, loadFamily } from "../../model/load";
import { printed, TODAY } from "./bad-catalog";
import { acmeWithConstructor } from "./acme-with-constructor";
import { copyAcme, removeCopies } from "./copy-acme";

afterAll(removeCopies);

/** Paths of everything inside a value that could still be changed. */
function changeable(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return [
    ...(Object.isFrozen(value) ? [] : [path]),
    ...Object.entries(value).flatMap(([key, inner]) => changeable(inner, `${path}.${key}`)),
  ];
}

describe("a loaded family", () => {
  it("cannot be changed anywhere", () => {
    expect(changeable(loadFamily(copyAcme()), "family")).toEqual([]);
  });

  it("has every default, so that nothing is left open", () => {
    const { products, environments, registry, gateway } = loadFamily(
      copyAcme(["family.yaml", "gateway: gateway\n", ""], ["family.yaml", "registry: registry.acme.example\n", ""]),
    );
    expect({ registry, gateway }).toEqual({ registry: "ghcr.io", gateway: "direct" });
    expect(products.tide).toMatchObject({ state: "active", calls: [], egress: [], exceptions: {} });
    expect(products.tide!.environments.live!.replicas).toEqual(environments.live!.replicas);
    expect(environments.live).toMatchObject({
      cluster: { access: { kind: "oidc", command: [] }, operators: "managed", imagePullSecret: null },
      archive: { credentials: "iam", endpoint: null },
    });
    expect(environments.trial).toMatchObject({ approvers: [], waitMinutes: 0, refs: { branches: ["main"], tags: [] } });
    expect(JSON.stringify(environments)).not.toContain("undefined");
  });

  it("knows where each of its values stands, and for a default where it would stand", () => {
    const { products, environments, teams } = loadFamily(copyAcme());
    const place = ({ line, column, path }: { line: number; column: number; path: readonly unknown[] }) => [line, column, path.join(".")];
    expect(place(products.shop!.at("database", "live", "backups"))).toEqual([11, 25, "database.live.backups"]);
    expect(place(products.shop!.at("calls", 0))).toEqual([4, 9, "calls.0"]);
    expect(place(products.tide!.at("calls"))).toEqual([1, 1, "calls"]);
    expect(place(environments.live!.at("cluster", "access"))).toEqual([34, 3, "live.cluster.access"]);
    expect(place(teams["sales-ui"]!.at("parent"))).toEqual([4, 43, "sales-ui.parent"]);
  });

  it("holds Terraform's template marks as they are written", () => {
    const text = '${file("/etc/passwd")} %{ for x in y } $${z}';
    const family = loadFamily(
      copyAcme(["products/tide.yaml", "Tells the tide", `'${text}'`], ["teams.yaml", "Approves what goes live", `'${text}'`]),
    );
    expect(family.products.tide!.summary).toBe(text);
    expect(family.repositories["acme-tide-api"]!.summary).toBe(`Acme Tide, API: ${text}`);
    expect(family.teams.release!.description).toBe(text);
  });

  it("keeps the order of the environments, which is that of the promotion", () => {
    const renamed = copyAcme(
      ["environments.yaml", "trial:\n", "zz9:\n"],
      ["environments.yaml", "live:\n", "a1:\n"],
      ["products/shop.yaml", "live:", "a1:"],
    );
    expect(Object.values(loadFamily(renamed).environments).map(({ name, order }) => [name, order])).toEqual([
      ["zz9", 0],
      ["a1", 1],
    ]);
  });

  it("takes names that every JavaScript object has for names like any other", () => {
    const { products, teams, repositories, environments } = acmeWithConstructor();
    const name: string = "constructor";
    expect(products[name]!.repositories.api).toBe("acme-constructor-api");
    expect(teams[name]!.description).toBe("Shop and tide");
    expect(repositories["acme-constructor-api"]!.access).toEqual({ base: "push", constructor: "maintain", release: "pull" });
    expect(environments.live!.databases[name]!.name).toBe("acme_constructor");
    expect("toString" in teams).toBe(false);
  });
});

describe("what a comment marks to be confirmed", () => {
  it("is told by its place, wherever the comment stands", () => {
    const directory = copyAcme(
      ["family.yaml", "organization: acme-corp", "organization: acme-corp # to be confirmed"],
      ["environments.yaml", "    server: https://kubernetes.live", "    # To be confirmed\n    server: https://kubernetes.live"],
      ["environments.yaml", "role/acme-archive }", "role/acme-archive } # to be confirmed with the cloud's owner"],
      ["products/tide.yaml", "Tells the tide", '"Tells the tide # to be confirmed"'],
    );
    const places = loadCatalog(directory, { today: TODAY }).unconfirmed.map(({ line, path }) => [line, path.join(".")]);
    expect(places).toEqual([
      [2, "organization"],
      [36, "live.cluster.server"],
      [47, "live.archive"],
    ]);
  });
});

describe("a catalog that cannot be read as it should", () => {
  it("is refused as a whole by loadFamily, with every problem", () => {
    const directory = copyAcme(["products/tide.yaml", "api: sales", "api: 7"], ["family.yaml", "plan: enterprise", "plan: pro"]);
    expect(() => loadFamily(directory)).toThrow(CatalogError);
    expect(() => loadFamily(directory)).toThrow(/family\.yaml:3:1 plan: got "pro"[^]*tide\.yaml:3:11 owners\.api: got 7/);
  });

  it("is checked across its files once each of them fits its schema, and not before", () => {
    const unknownTeam = ["products/tide.yaml", "api: sales", "api: seals"] as const;
    expect(printed(copyAcme(unknownTeam, ["family.yaml", "plan: enterprise", "plan: pro"]))).toMatch(/^family\.yaml:3:1 plan: .*\n$/);
    expect(printed(copyAcme(unknownTeam))).toMatch(/^products\/tide\.yaml:3:11 owners\.api: no team "seals".*\n$/);
  });

  it.each(["family.yaml", "environments.yaml", "teams.yaml", "repositories.yaml"])(
    "lacks %s, whatever its schema comes to require: that is the one problem",
    (file) => {
      const directory = copyAcme();
      rmSync(join(directory, file));
      expect(printed(directory)).toBe(`${file}:1:1 is missing; write it (catalog/schemas lists its keys)\n`);
    },
  );

  it("lacks family.yaml while the schema requires a field that no test knows", () => {
    const directory = copyAcme();
    rmSync(join(directory, "family.yaml"));
    jest.isolateModules(() => {
      jest.doMock("../../model/schema/family", () => {
        const { familySchema } = jest.requireActual<typeof import("../../model/schema/family")>("../../model/schema/family");
        return { familySchema: familySchema.extend({ motto: z.string() }) };
      });
      // The schema is read when the module is, so the module is read again.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const again = require("../../model/load") as typeof import("../../model/load");
      expect(again.loadCatalog(directory).problems).toMatchObject([{ message: "is missing; write it (catalog/schemas lists its keys)" }]);
      expect(again.loadCatalog(copyAcme()).problems).toMatchObject([{ at: { path: ["motto"] } }]);
      jest.dontMock("../../model/schema/family");
    });
  });

  it("is not there", () => {
    const directory = join(copyAcme(), "nowhere");
    expect(loadCatalog(directory)).toMatchObject({
      family: null,
      problems: [{ message: expect.stringMatching(/^is not there; run/) as string }],
    });
    writeFileSync(directory, "a file");
    expect(loadCatalog(directory).problems).toHaveLength(1);
  });

  it("has a file of 100 MB, and does not read it", () => {
    const directory = copyAcme();
    const file = join(directory, "products/mist.yaml");
    writeFileSync(file, "");
    truncateSync(file, 100_000_000);
    expect(printed(directory)).toBe(
      "products/mist.yaml:1:1 has 100000000 bytes; at most 250000 are read: split it or remove what does not belong\n",
    );
  });

  it("has a pipe in place of a file, and does not wait for it", () => {
    const directory = copyAcme();
    execFileSync("mkfifo", [join(directory, "products/mist.yaml")]);
    expect(printed(directory)).toBe("products/mist.yaml:1:1 is not a file; remove it or give it another ending than .yaml\n");
  });

  it("has a file in place of a folder", () => {
    const directory = copyAcme(["products/shop.yaml", "calls: [tide]\n", ""]);
    renameSync(join(directory, "products"), join(directory, "old"));
    writeFileSync(join(directory, "products"), "shop, tide");
    expect(printed(directory)).toMatch(/^old:1:1 is no folder of the catalog; it has "products".*\nproducts:1:1 is not a folder/);
  });

  it("has nothing in it", () => {
    const directory = join(copyAcme(), "empty");
    mkdirSync(directory);
    expect(
      printed(directory)
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(["environments.yaml:1:1", "family.yaml:1:1", "repositories.yaml:1:1", "teams.yaml:1:1", ""]);
  });

  // Each of these took minutes, or the process, in one of the steps of reading.
  it.each<[string, string, RegExp]>([
    [
      "20,000 unknown keys",
      Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`).join(""),
      /tide\.yaml:20000:1 k19999: unknown key; keys here: brand/,
    ],
    ["a key 20,000 times", "brand: x\n".repeat(20_000), /tide\.yaml:20000:1 brand: this key stands twice/],
    ["200,000 open brackets", "[".repeat(200_000), /tide\.yaml:1:\d+ nests deeper than 40 levels/],
    ["100,000 nested lists in a line", "- ".repeat(100_000), /tide\.yaml:1:\d+ nests deeper than 40 levels/],
    [
      "600 levels of indentation",
      Array.from({ length: 600 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
      /nests deeper than 40 levels/,
    ],
    ["80,000 aliases", `a: &a x\nb: [${"*a,".repeat(80_000)}]\n`, /tide\.yaml:2:5 b\.0: \*a is an alias/],
    ["20,000 wrong items of a list", `calls: [${"A,".repeat(20_000)}]\n`, /calls\.19999: got "A"; use 2 to 20/],
    ["one line of 200,000 letters", `brand: ${"x".repeat(200_000)}\n`, /brand: got "x{76}…; write at most 60 characters/],
    ["one key of 200,000 letters", `${"x".repeat(200_000)}: 1\n`, /unknown key; keys here|is not YAML/],
  ])("has %s: refused with a sentence", (_what, text, sentence) => {
    const directory = copyAcme();
    writeFileSync(join(directory, "products/tide.yaml"), text);
    expect(printed(directory)).toMatch(sentence);
  });

  it("gets no new file", () => {
    const directory = copyAcme(["family.yaml", "plan: enterprise", "plan: pro"]);
    const before = readdirSync(directory, { recursive: true });
    loadCatalog(directory);
    expect(readdirSync(directory, { recursive: true })).toEqual(before);
  });
});
