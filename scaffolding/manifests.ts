import { createHash } from "node:crypto";
import { posix } from "node:path";
import { MIGRATION_FILE } from "../contract/patterns";
import type { Rendered } from "./rendered";

/** `manifest.sha256` of every folder with migrations that brings none along: the digest of each file, as `sha256sum -c` reads it. */
export function manifests(files: Rendered): Rendered {
  const lines = new Map<string, string[]>();
  for (const [path, { text }] of files) {
    const name = posix.basename(path);
    const folder = path.slice(0, -name.length);
    if (!MIGRATION_FILE.test(name) || files.has(`${folder}manifest.sha256`)) continue;
    lines.set(folder, [...(lines.get(folder) ?? []), `${createHash("sha256").update(text).digest("hex")}  ${name}\n`]);
  }
  return new Map([...lines].map(([folder, all]) => [`${folder}manifest.sha256`, { text: all.join(""), executable: false, once: true }]));
}
