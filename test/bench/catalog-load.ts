import { loadCatalog } from "../../model/load";
import { withFamilyOf } from "./family-of";
import { seconds, type Section } from "./report";

interface Load {
  readonly products: number;
  /** Seconds of the first time, and the least CPU time of those that follow. */
  readonly first: number;
  readonly again: number;
}

/** Reading, resolving and checking a catalog, in this process, and how that grows with the products. */
export async function catalogLoad(small: number, large: number): Promise<Section> {
  // The large one first, so that its first time is that of a command.
  const largest = await load(large);
  const smallest = await load(small);
  return {
    title: "Loading and checking the catalog",
    head: ["products", "first", "CPU, again"],
    rows: [smallest, largest].map(({ products, first, again }) => [products, seconds(first), seconds(again)]),
    results: [
      { what: `${large} products`, value: largest.first, unit: "s", limit: { most: 1 } },
      {
        what: `CPU per product, ${large} products against ${small}`,
        value: largest.again / large / (smallest.again / small),
        unit: "x",
        limit: { most: 2 },
      },
    ],
  };
}

function load(products: number): Promise<Load> {
  return withFamilyOf(products, (catalog) => {
    const first = timed(catalog);
    const later = Array.from({ length: 5 }, () => timed(catalog).cpu);
    return Promise.resolve({ products, first: first.seconds, again: Math.min(...later) });
  });
}

function timed(catalog: string): { readonly seconds: number; readonly cpu: number } {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { family, problems } = loadCatalog(catalog);
  if (!family) throw new Error(problems.map(({ at, message }) => `${at.file}:${at.line} ${message}`).join("\n"));
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 };
}
