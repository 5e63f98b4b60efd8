import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCatalog } from "../../model/load";
import { generateFamily } from "./generate";

describe("a generated family", () => {
  const directory = mkdtempSync(join(tmpdir(), "families-"));
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it.each([1, 2, 40, 400])("of %d products has no problems, two repositories each and a database each", (products) => {
    const catalog = join(directory, String(products));
    generateFamily(catalog, products);
    const { family, problems } = loadCatalog(catalog);
    expect(problems).toEqual([]);
    expect(Object.keys(family!.products)).toHaveLength(products);
    expect(Object.values(family!.repositories).filter(({ product }) => product !== null)).toHaveLength(2 * products);
    expect(Object.keys(family!.environments.live!.databases)).toHaveLength(products + 1);
  });

  it("has at least one product", () => {
    expect(() => {
      generateFamily(join(directory, "none"), 0);
    }).toThrow("write at least 1");
  });
});
