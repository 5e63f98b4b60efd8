import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateFamily } from "../family/generate";

/** A catalog of the invented family with so many products, in a temporary folder that is removed after use. */
export async function withFamilyOf<T>(products: number, use: (catalog: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), `family-of-${products}-`));
  try {
    const catalog = join(directory, "catalog");
    generateFamily(catalog, products);
    return await use(catalog);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
