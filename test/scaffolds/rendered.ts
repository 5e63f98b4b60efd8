import { join } from "node:path";
import { loadFamily } from "../../model/load";
import { callersLibrary, renderRepository } from "../../scaffolding/render";
import { writeRendered } from "../../scaffolding/write";
import { SIGMA_CATALOG } from "../family/sigma";

const ROOT = join(__dirname, "../..");

/** Catalogs of which repositories are rendered: the Sigma family's, and the invented one's. */
export const CATALOGS = { sigma: SIGMA_CATALOG, acme: join(ROOT, "test/family/acme") } as const;

/** Writes a repository as it is born into a folder that is not there yet. */
export function writeRepository(catalog: keyof typeof CATALOGS, name: string, target: string): void {
  const family = loadFamily(CATALOGS[catalog]);
  writeRendered(renderRepository(family, name, callersLibrary(family, "0".repeat(40))), target);
}
