import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import type { Change } from "./changed-catalog";

/** Writes all of the changes or none: when a file cannot be written, those before it are again as they were, and the error is thrown. */
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
