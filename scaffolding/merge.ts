import type { Checkout } from "./checkout";
import { fields, type Git, GitError, gitOrNull } from "./git";
import type { Rendered } from "./rendered";
import { refuseObstacles } from "./obstacles";
import { RECORD } from "./record";
import { ScaffoldError } from "./scaffold-error";
import { changedPaths, sides, type Pins, type Sides } from "./sides";
import { writeCommit, writeTree } from "./trees";

export interface MergeProps {
  readonly checkout: Checkout;
  /** The repository as the scaffold is now, with its record. */
  readonly rendered: Rendered;
  /** Version of the tool that rendered it. */
  readonly version: string;
  /** Its origin, for the commit message. */
  readonly origin: string;
  readonly pins: Pins;
  /** Declines the changes: records the scaffold as applied and changes no other file. */
  readonly decline: boolean;
}

export interface Merged {
  readonly result: "up to date" | "merged" | "conflicts" | "declined";
  /** The branch that is checked out now; null when up to date. */
  readonly branch: string | null;
  /** What the commit changes, or where the conflicts are, beside the record. */
  readonly paths: readonly string[];
}

/**
 * Merges what changed in a scaffold since it was last applied into a checkout: one branch with one commit. Nothing changes unless the merge can
 * begin. Conflicts are git's own: resolve and continue, or abort.
 * @throws ScaffoldError when the update cannot begin, with every reason
 */
export function mergeScaffold(props: MergeProps): Merged {
  const { checkout, rendered, version, pins, decline } = props;
  const merge = sides(
    checkout,
    part(rendered, (path) => path !== RECORD),
    pins,
  );
  const changed = changedPaths(merge);
  if (changed.length === 0) return { result: "up to date", branch: null, paths: [] };
  const branch = freeBranch(checkout, `scaffold/update-${version}`);
  refuseNobody(checkout);
  if (decline) {
    declined(props, branch);
    return { result: "declined", branch, paths: changed };
  }
  refuseObstacles(checkout, changed);
  return { branch, ...merged(props, merge, branch) };
}

const part = (files: Rendered, keep: (path: string) => boolean): Rendered => new Map([...files].filter(([path]) => keep(path)));

/** The branch's name with the next free number, because the branch of an earlier update may still exist here or on the remote. */
function freeBranch({ git }: Checkout, name: string): string {
  const taken = new Set(git(["for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"]).split("\n"));
  for (const pushed of git(["for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes"]).split("\n")) taken.add(pushed);
  let branch = name;
  for (let number = 2; taken.has(branch); number += 1) branch = `${name}-${number}`;
  return branch;
}

/** Git commits only when it knows a name and an address. */
function refuseNobody({ git }: Checkout): void {
  if (gitOrNull(git, ["var", "GIT_AUTHOR_IDENT"]) === null || gitOrNull(git, ["var", "GIT_COMMITTER_IDENT"]) === null)
    throw new ScaffoldError('git does not know who you are; run git config user.name "…" and git config user.email "…"');
}

function declined({ checkout, rendered, version }: MergeProps, branch: string): void {
  const { git } = checkout;
  const record = part(rendered, (path) => path === RECORD);
  const message = `Decline the scaffold ${version}\n\nIts changes since the last update are recorded as applied and will not be proposed again.\n`;
  const commit = writeCommit(git, writeTree(git, record, "HEAD"), ["HEAD"], message);
  orGoBack(checkout, branch, () => git(["switch", "--quiet", "--create", branch, commit]));
}

/** No detection of renamed folders: the owners arrange theirs, and the scaffold's new files stay where the scaffold puts them. */
const MERGE = ["-c", "merge.renames=true", "-c", "merge.directoryRenames=false"];

function merged(
  { checkout, rendered, version, origin }: MergeProps,
  { base, target }: Sides,
  branch: string,
): Pick<Merged, "result" | "paths"> {
  const { git, head } = checkout;
  const record = part(rendered, (path) => path === RECORD);
  const present = git(["cat-file", "blob", head.get(RECORD)?.object ?? ""]);
  const old = new Map([...record].map(([path, file]) => [path, { ...file, text: present }]));
  const from = writeCommit(git, writeTree(git, new Map([...base, ...old])), [], "The scaffold as it was last applied\n");
  const message = `Update the scaffold to ${version}\n\nFrom ${origin}. What is taken out of this change before it is merged is not proposed again.\n`;
  const to = writeCommit(git, writeTree(git, new Map([...target, ...record])), [from], message);
  const conflicts = orGoBack(checkout, branch, () => {
    git(["switch", "--quiet", "--create", branch]);
    return picked(git, to);
  });
  if (conflicts.length > 0) return { result: "conflicts", paths: conflicts };
  const paths = fields(git(["diff-tree", "-r", "-z", "--name-only", "--no-renames", "HEAD^", "HEAD"])).filter((path) => path !== RECORD);
  return { result: "merged", paths };
}

/** Paths with conflicts. */
function picked(git: Git, commit: string): readonly string[] {
  try {
    git([...MERGE, "cherry-pick", "--strategy=ort", "--strategy-option=ignore-cr-at-eol", commit]);
    return [];
  } catch (error) {
    const conflicts = [...new Set(fields(git(["diff", "--name-only", "--diff-filter=U", "-z"])))];
    if (conflicts.length > 0) return conflicts;
    throw error;
  }
}

function orGoBack<T>({ git, branch: before }: Checkout, branch: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    gitOrNull(git, ["cherry-pick", "--abort"]);
    // A failing hook does not undo the switch; if the switch did not happen, deleting the branch fails below.
    gitOrNull(git, ["switch", "--quiet", ...switchTo(before)]);
    git(["branch", "--quiet", "-D", branch]);
    throw new ScaffoldError(`git could not apply the update, and everything is as it was: ${error.said}`);
  }
}

/** The arguments of `git switch` that go back there. */
export const switchTo = ({ name, detached }: Checkout["branch"]): readonly string[] => (detached ? ["--detach", name] : [name]);
