import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Git } from "./git";
import type { Rendered } from "./rendered";

/**
 * Writes files unchanged into a repository's object store and returns the id of their tree. It touches neither index nor working tree.
 * @param onto a tree or commit whose other files the new tree keeps
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

/** Makes a commit that is on no branch. */
export function writeCommit(git: Git, tree: string, parents: readonly string[], message: string): string {
  return git(["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], { input: message }).trimEnd();
}
