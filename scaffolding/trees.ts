import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Git } from "./git";
import type { Rendered } from "./rendered";

/**
 * Writes files into a repository's object store, as they are, and gives their tree. Neither index nor working tree are touched.
 * @param onto a tree or commit whose other files stay
 */
export function writeTree(git: Git, files: Rendered, onto?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "scaffold-"));
  try {
    const paths = [...files.values()].map(({ text }, index) => {
      const path = join(folder, String(index));
      writeFileSync(path, text);
      return path;
    });
    const objects = git(["hash-object", "-w", "--no-filters", "--stdin-paths"], { input: paths.map((path) => `${path}\n`).join("") }).split(
      "\n",
    );
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    if (onto !== undefined) git(["read-tree", onto], { env });
    const entries = [...files].map(
      ([path, { executable }], index) => `${executable ? "100755" : "100644"} ${objects[index] ?? ""}\t${path}\0`,
    );
    git(["update-index", "-z", "--index-info"], { input: entries.join(""), env });
    return git(["write-tree"], { env }).trimEnd();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A commit that no branch holds. */
export function writeCommit(git: Git, tree: string, parents: readonly string[], message: string): string {
  return git(["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], { input: message }).trimEnd();
}
