import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ACME = join(__dirname, "..", "family", "acme");

/** Two environments with a database per product, so that a product costs the same however many there are; and room for its connections. */
const perProduct = (environments: string): string => environments.replace("database: consolidated", "database: per-product");

/** A catalog of the invented family with so many products, in a temporary folder that is removed after use. */
export async function withFamilyOf<T>(products: number, use: (catalog: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), `family-of-${products}-`));
  try {
    const catalog = join(directory, "catalog");
    mkdirSync(join(catalog, "products"), { recursive: true });
    for (const file of ["family.yaml", "teams.yaml", "repositories.yaml"]) cpSync(join(ACME, file), join(catalog, file));
    writeFileSync(join(catalog, "environments.yaml"), perProduct(readFileSync(join(ACME, "environments.yaml"), "utf8")));
    for (let index = 0; index < products; index++) {
      const code = `p${String(index).padStart(4, "0")}`;
      writeFileSync(join(catalog, "products", `${code}.yaml`), entry(code));
    }
    return await use(catalog);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const entry = (code: string): string => `brand: Acme ${code}
summary: One of many
owners: { api: sales, ui: sales-ui }
database: { partitions: { orders: { by: month, keep: 7y } } }
`;
