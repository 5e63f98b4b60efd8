import { existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fields, gitIn, gitOrNull, type Git } from "./git";
import { RECORD, readRecord, type ScaffoldRecord } from "./record";
import { ScaffoldError } from "./scaffold-error";

/** A file of a commit. */
export interface CommittedFile {
  /** `100644`, `100755`, `120000` (link), `160000` (submodule). */
  readonly mode: string;
  readonly object: string;
}

/** A clone of a repository without uncommitted changes. */
export interface Checkout {
  readonly directory: string;
  readonly git: Git;
  /** The branch, or the commit where no branch is checked out. */
  readonly branch: { readonly name: string; readonly detached: boolean };
  readonly head: ReadonlyMap<string, CommittedFile>;
  readonly record: ScaffoldRecord;
}

/** Files of `.git` that exist while a merge, rebase or the like is not finished. */
const UNFINISHED = {
  MERGE_HEAD: "merge",
  CHERRY_PICK_HEAD: "cherry-pick",
  REVERT_HEAD: "revert",
  "rebase-merge": "rebase",
  "rebase-apply": "rebase",
};

/** @throws ScaffoldError unless the folder is a clean checkout of a repository that has a scaffold */
export function openCheckout(path: string): Checkout {
  const directory = resolve(path);
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    throw new ScaffoldError(`${path} is no folder; name the checkout of a repository`);
  const git = gitIn(directory);
  const top = gitOrNull(git, ["rev-parse", "--show-toplevel"])?.trimEnd();
  if (top === undefined || top === "") throw new ScaffoldError(`${path} is no git checkout; clone the repository and name its folder`);
  if (realpathSync(top) !== realpathSync(directory)) throw new ScaffoldError(`${path} lies inside the checkout ${top}; name that folder`);
  if (gitOrNull(git, ["rev-parse", "--verify", "--quiet", "HEAD"]) === null)
    throw new ScaffoldError(`${path} has no commit yet; commit the scaffold first`);
  const files = git(["rev-parse", ...Object.keys(UNFINISHED).flatMap((file) => ["--git-path", file])]).split("\n");
  for (const [index, what] of Object.values(UNFINISHED).entries()) {
    if (existsSync(resolve(directory, files[index] ?? "")))
      throw new ScaffoldError(`${path} is in the middle of a ${what}; end it with git ${what} --continue or --abort`);
  }
  if (git(["status", "--porcelain", "--untracked-files=normal"]) !== "")
    throw new ScaffoldError(`${path} has changes that are not committed; commit them, or put them aside with git stash -u`);
  const head = committedFiles(git);
  const name = gitOrNull(git, ["symbolic-ref", "--quiet", "--short", "HEAD"])?.trimEnd();
  const branch = name === undefined ? { name: git(["rev-parse", "HEAD"]).trimEnd(), detached: true } : { name, detached: false };
  return { directory, git, branch, head, record: recordOf(path, git, head) };
}

const committedFiles = (git: Git): ReadonlyMap<string, CommittedFile> =>
  new Map(
    fields(git(["ls-tree", "-r", "-z", "--full-tree", "HEAD"])).map((entry) => {
      const [meta = "", path = ""] = entry.split("\t");
      const [mode = "", , object = ""] = meta.split(" ");
      return [path, { mode, object }];
    }),
  );

function recordOf(path: string, git: Git, head: ReadonlyMap<string, CommittedFile>): ScaffoldRecord {
  const file = head.get(RECORD);
  if (!file)
    throw new ScaffoldError(
      `${path} has no ${RECORD}, so nobody knows which scaffold was applied to it; only repositories that sigma scaffold wrote can be updated`,
    );
  if (!file.mode.startsWith("100")) throw new ScaffoldError(`${path}: ${RECORD} is a link; take the file itself back from the history`);
  return readRecord(git(["cat-file", "blob", file.object]));
}
