import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Checkout } from "./checkout";
import { ScaffoldError } from "./scaffold-error";

/** Git looks for a NUL in this many bytes to tell a binary file. */
const LOOKED_AT = 8000;

/**
 * Refuses what git would overwrite, write elsewhere, or cannot merge line by line.
 * @param paths what the update changes
 * @throws ScaffoldError with every obstacle
 */
export function refuseObstacles({ directory, git, head }: Checkout, paths: readonly string[]): void {
  const problems = paths.flatMap((path) => {
    const link = above(path).find((folder) => isLink(join(directory, folder)) || head.has(folder));
    if (link !== undefined)
      return [`${path}: ${link} is ${isLink(join(directory, link)) ? "a link" : "a file"}; make it a folder, or decline the update`];
    const own = head.get(path);
    if (!own) {
      // It is ignored (the checkout is clean), so git would overwrite it without a warning.
      const present = lstatSync(join(directory, path), { throwIfNoEntry: false });
      return present?.isFile() === true ? [`${path}: an ignored file is in its place; move it away`] : [];
    }
    if (own.mode === "120000" || own.mode === "160000")
      return [
        `${path}: is a ${own.mode === "120000" ? "link" : "submodule"}, which cannot be merged; make it a file, or decline the update`,
      ];
    return git(["cat-file", "blob", own.object]).slice(0, LOOKED_AT).includes("\0")
      ? [`${path}: is a binary file, which cannot be merged; rename it, or decline the update`]
      : [];
  });
  if (problems.length > 0) throw new ScaffoldError(problems);
}

/** The folders above a path, from the top. */
function above(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [...above(folder), folder];
}

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
