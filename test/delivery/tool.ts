import { existsSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** Path of a pinned tool; says how to get it where it is missing. */
export function tool(name: string): string {
  const path = join(ROOT, ".tools/bin", name);
  if (!existsSync(path)) throw new Error(`${name} is not installed; run: .ci/tools ${name}`);
  return path;
}
