import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Rendered } from "./rendered";
import { ScaffoldError } from "./scaffold-error";

/**
 * Writes a repository's files into a folder that is not there yet, or is empty. When anything fails, nothing is written.
 * @throws ScaffoldError when the target is not empty, or is not a folder
 */
export function writeRendered(files: Rendered, target: string): void {
  refuseTarget(target);
  const parent = dirname(target);
  const created = mkdirSync(parent, { recursive: true });
  const temporary = mkdtempSync(join(parent, `.${basename(target)}-`));
  try {
    for (const [path, { text, executable }] of files) {
      const file = join(temporary, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { mode: executable ? 0o755 : 0o644 });
    }
    // mkdtemp makes a folder that only its owner may read.
    chmodSync(temporary, 0o755);
    if (existsSync(target)) rmdirSync(target);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (created !== undefined) rmSync(created, { recursive: true, force: true });
    throw error;
  }
}

/** @throws ScaffoldError when a repository cannot be written there */
export function refuseTarget(target: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) throw new ScaffoldError(`${target} is no folder; name one that is not there yet, or an empty one`);
  if (readdirSync(target).length > 0)
    throw new ScaffoldError(
      `${target} is not empty; name another folder with --out, or bring a repository up to date with: sigma scaffold update ${target}`,
    );
}
