import { realpathSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../contract/project-folder";
import type { Family } from "../model/family";
import { filesOf, staleFiles, type StaleFile } from "../workflows/emit";

/** Emitted files of this repository that its catalog would write otherwise; null for a catalog elsewhere, of which nothing is emitted here. */
export const staleEmitted = (family: Family, catalog: string): readonly StaleFile[] | null =>
  realpathSync(catalog) === realpathSync(join(PROJECT_FOLDER, "catalog")) ? staleFiles(PROJECT_FOLDER, filesOf(family)) : null;
