import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const copies: string[] = [];

/** A copy of the invented family's catalog that a test may edit. */
export function copyAcme(): string {
  const directory = mkdtempSync(join(tmpdir(), "catalog-"));
  copies.push(directory);
  cpSync(join(__dirname, "../family/acme"), directory, { recursive: true });
  return directory;
}

/** For `afterAll`. */
export function removeCopies(): void {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true });
}
