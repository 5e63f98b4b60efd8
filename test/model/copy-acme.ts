import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const copies: string[] = [];

/** An edit of one file: the text that is there, and what replaces it. */
export type Edit = readonly [file: string, from: string, to: string];

/** A copy of the invented family's catalog, with a person's edits; one that finds nothing to replace fails. */
export function copyAcme(...edits: readonly Edit[]): string {
  const directory = mkdtempSync(join(tmpdir(), "catalog-"));
  copies.push(directory);
  cpSync(join(__dirname, "../family/acme"), directory, { recursive: true });
  for (const [file, from, to] of edits) {
    const path = join(directory, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${JSON.stringify(from)}`);
    writeFileSync(
      path,
      text.replaceAll(from, () => to),
    );
  }
  return directory;
}

/** For `afterAll`. */
export function removeCopies(): void {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
}
