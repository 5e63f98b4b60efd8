import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFamily } from "../../model/load";
import type { Family } from "../../model/family";

/** One edit of a file of the catalog: the text that is there, and what replaces it. */
export type Edit = readonly [file: string, from: string, to: string];

/** The invented family after a person edited its catalog; an edit that finds nothing to replace fails. */
export function editedAcme(...edits: readonly Edit[]): Family {
  const directory = mkdtempSync(join(tmpdir(), "acme-"));
  try {
    cpSync(join(__dirname, "../family/acme"), directory, { recursive: true });
    for (const [file, from, to] of edits) {
      const path = join(directory, file);
      const text = readFileSync(path, "utf8");
      if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    }
    return loadFamily(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
