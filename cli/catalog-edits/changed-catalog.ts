import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import type { Family } from "../../model/family";
import { loadCatalog, type Loaded } from "../../model/load";
import { formatProblem } from "../../model/problem";
import { counted } from "../../model/counted";
import { UserError } from "../user-error";

/** A file of the catalog and its new content. */
export interface Change {
  /** Relative to the catalog's folder. */
  readonly file: string;
  readonly text: string;
}

/** Loads the family with the changes applied to a copy. @throws UserError with every problem that the catalog would have */
export function familyWithChanges(directory: string, changes: readonly Change[]): Family {
  const { family, problems } = changedCatalog(directory, changes);
  if (family) return family;
  throw new UserError(
    `nothing was written, because the catalog would have ${counted(problems.length, "problem")}:\n${problems.map(formatProblem).join("\n")}`,
  );
}

/** The catalog that the changes alone would make in `directory`; what is there now does not count. Problems name its files. */
export const newCatalog = (directory: string, changes: readonly Change[]): Loaded => loadedCopy(directory, changes, () => undefined);

/** The catalog as it would be with the changes; the real one is not touched. Problems name its files. */
const changedCatalog = (directory: string, changes: readonly Change[]): Loaded =>
  loadedCopy(directory, changes, (copy) => {
    cpSync(directory, copy, { recursive: true });
  });

function loadedCopy(directory: string, changes: readonly Change[], fill: (copy: string) => void): Loaded {
  const temporary = mkdtempSync(join(tmpdir(), "sigma-catalog-"));
  try {
    const copy = join(temporary, basename(directory));
    fill(copy);
    for (const { file, text } of changes) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    const loaded = loadCatalog(copy);
    const shown = (file: string) => relative(process.cwd(), join(directory, relative(copy, join(process.cwd(), file))));
    return { ...loaded, problems: loaded.problems.map((found) => ({ ...found, at: { ...found.at, file: shown(found.at.file) } })) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
