import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HOLD_FILE, holdDirectory } from "./hold-directory";

/** Deletes everything below a directory of the stand-in providers. @throws SandboxError when a process holds it; nothing is deleted then. */
export function emptyDirectory(directory: string): void {
  if (!existsSync(directory)) return;
  const release = holdDirectory(directory);
  try {
    for (const name of readdirSync(directory)) if (name !== HOLD_FILE) rmSync(join(directory, name), { recursive: true, force: true });
  } finally {
    release();
  }
}
