import { loadCatalog } from "../../model/load";
import { withFamilyOf } from "./family-of";
import { seconds, type Section } from "./report";

/** Reading, resolving and checking a catalog, in this process. */
export async function catalogLoad(products: number): Promise<Section> {
  const times = await withFamilyOf(products, (catalog) => {
    const runs = Array.from({ length: 3 }, () => {
      const start = performance.now();
      const { family, problems } = loadCatalog(catalog);
      if (!family) throw new Error(problems.map(({ at, message }) => `${at.file}:${at.line} ${message}`).join("\n"));
      return (performance.now() - start) / 1000;
    });
    return Promise.resolve(runs);
  });
  const [first = 0, ...later] = times;
  return {
    title: "Loading and checking the catalog",
    head: ["products", "first", "again"],
    rows: [[products, seconds(first), seconds(Math.min(...later))]],
    results: [{ what: `${products} products`, value: first, unit: "s", limit: { most: 1 } }],
  };
}
