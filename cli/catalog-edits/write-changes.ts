import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { Change } from "./changed-catalog";

/** Writes all changes or none: when a file cannot be written, the earlier ones are rolled back and the error is rethrown. */
export function writeChanges(directory: string, changes: readonly Change[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const { file, text } of changes) {
      const path = join(directory, file);
      const before = existsSync(path) ? readFileSync(path) : null;
      mkdirSync(dirname(path), { recursive: true });
      writeFileAtomic(path, text);
      undo.unshift(() => {
        if (before === null) rmSync(path);
        else writeFileAtomic(path, before);
      });
    }
  } catch (error) {
    for (const step of undo) step();
    throw error;
  }
}
