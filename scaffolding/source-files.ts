import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../model/problem";
import { ScaffoldError } from "./scaffold-error";

export interface SourceFile {
  /** Path below the folder that was read, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** Caches and build results that tools leave beside the sources. */
const LEFT_BY_TOOLS = new Set(["__pycache__", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache"]);

/** npm leaves `.gitignore` and `.npmrc` out of the packages that it makes of this project, so a scaffold calls them `[dot]gitignore` and `[dot]npmrc`. */
const placed = (name: string): string => name.replace(/^\[dot\]/, ".");

/**
 * Every file of a folder, sorted by path. A scaffold holds text only: what cannot be merged line by line cannot be brought up to date.
 * @param shown the folder's name in messages
 */
export function sourceFiles(folder: string, shown: string): readonly SourceFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !LEFT_BY_TOOLS.has(name))
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry): readonly SourceFile[] => {
      const path = join(folder, entry.name);
      const file = `${shown}/${entry.name}`;
      if (entry.isDirectory()) return sourceFiles(path, file).map((inner) => ({ ...inner, path: `${placed(entry.name)}/${inner.path}` }));
      if (!entry.isFile()) throw new ScaffoldError(`${file}: is a link or a device; put the file itself here`);
      const bytes = readFileSync(path);
      if (bytes.includes(0) || !isUtf8(bytes))
        throw new ScaffoldError(`${file}: is a binary file; a scaffold holds text, write it as text (SVG, base64) or leave it out`);
      return [{ path: placed(entry.name), text: bytes.toString("utf8"), executable: (statSync(path).mode & 0o100) !== 0 }];
    });
}
