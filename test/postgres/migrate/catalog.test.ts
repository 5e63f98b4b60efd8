import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { SIGMA_CATALOG } from "../../family/sigma";
import { contract, ownDatabase, type ProductDatabase, sharedDatabase, value } from "../support/product-database";
import { removeRepositories, type ServiceRepository, serviceRepository } from "../support/service-repository";

afterAll(removeRepositories);

const PRODUCTS = join(SIGMA_CATALOG, "products");
const codes = readdirSync(PRODUCTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

interface Entry {
  readonly database?: { readonly partitions?: Readonly<Record<string, unknown>> };
}

/** A service with the first migrations of this product. */
async function repository(code: string): Promise<ServiceRepository> {
  const service = serviceRepository();
  const folder = join(PRODUCTS, code);
  await service.migrations(Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])));
  return service;
}

const scratch = (database: ProductDatabase): ProductDatabase => ({ ...database, name: `${database.name}_scratch` });

it("has first migrations for every product", () => {
  const entries = readdirSync(PRODUCTS).filter((name) => name.endsWith(".yaml"));
  expect(codes.map((code) => `${code}.yaml`).sort()).toEqual(entries.sort());
});

describe.each(codes)("%s", (code) => {
  it.each(["own", "shared"])("goes up, down and up again in its %s database, squawk content", async (mode) => {
    const service = await repository(code);
    const database = scratch(mode === "own" ? ownDatabase(code) : sharedDatabase(code)[0]!);
    const { code: exit, stdout, stderr } = await service.migrate(["dry-run"], contract(database));
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(stdout).toContain("applied and took back migrations/0001_init.sql");
  });

  it("partitions by date what the catalog says", async () => {
    const service = await repository(code);
    const database = ownDatabase(code);
    await service.migrate(["prepare"], contract(database));
    await service.migrate(["apply"], contract(database));
    const entry = parse(readFileSync(join(PRODUCTS, `${code}.yaml`), "utf8")) as Entry;
    for (const table of Object.keys(entry.database?.partitions ?? {})) {
      expect(await value(database.name, `SELECT pg_get_partkeydef('app.${table}'::regclass)`)).toBe("RANGE (occurred_at)");
      expect(
        await value(database.name, `SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = 'app.${table}_default'::regclass`),
      ).toBe("DEFAULT");
    }
  });
});
