import { createHash } from "node:crypto";
import type { Rendered } from "./layers";

const MIGRATION = /^(.*\/)?(\d{4}_[a-z0-9_]+(?:\.undo)?\.sql)$/;

/** `manifest.sha256` of every folder with migrations that brings none along: the digest of each file, as `sha256sum -c` reads it. */
export function manifests(files: Rendered): Rendered {
  const lines = new Map<string, string[]>();
  for (const [path, { text }] of files) {
    const [, folder = "", name] = MIGRATION.exec(path) ?? [];
    if (name === undefined || files.has(`${folder}manifest.sha256`)) continue;
    lines.set(folder, [...(lines.get(folder) ?? []), `${createHash("sha256").update(text).digest("hex")}  ${name}\n`]);
  }
  return new Map([...lines].map(([folder, all]) => [`${folder}manifest.sha256`, { text: all.join(""), executable: false, once: true }]));
}
