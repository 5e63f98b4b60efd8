import type { Family } from "../model/family";
import { openCheckout, type Checkout } from "./checkout";
import { fields, GitError, gitOrNull } from "./git";
import type { Rendered } from "./layers";
import { refuseObstacles } from "./obstacles";
import { RECORD } from "./record";
import { renderRepository, TOOL_VERSION, type Library } from "./render";
import { ScaffoldError } from "./scaffold-error";
import { changedPaths, sides, type Sides } from "./sides";
import { writeCommit, writeTree } from "./trees";

export interface UpdateProps {
  readonly family: Family;
  readonly library: Library;
  /** Folder of the checkout. */
  readonly checkout: string;
  /** Records the scaffold as applied and changes nothing else. */
  readonly decline: boolean;
}

export interface Updated {
  readonly repository: string;
  readonly result: "up to date" | "merged" | "conflicts" | "declined";
  /** The branch that is checked out now; null when up to date. */
  readonly branch: string | null;
  /** What the commit changes, or where the conflicts are, beside the record. */
  readonly paths: readonly string[];
}

/**
 * Merges what changed in the scaffold since it was last applied into a checkout: one branch with one commit, which a person pushes as a pull request.
 * Nothing of the checkout is changed unless the merge can begin; its conflicts are git's, to be resolved and continued, or aborted.
 * @throws ScaffoldError for every reason not to begin
 */
export function updateCheckout({ family, library, checkout: path, decline }: UpdateProps): Updated {
  const checkout = openCheckout(path);
  const { repository, tool } = checkout.record;
  if (isNewer(tool, TOOL_VERSION))
    throw new ScaffoldError(
      `${path}: its scaffold is of version ${tool}, this tool is ${TOOL_VERSION}; bring ${family.infraRepository} up to date first`,
    );
  const rendered = renderRepository(family, repository, library);
  const target = new Map([...rendered].filter(([file]) => file !== RECORD));
  const merge = sides(checkout, target, { library: library.repository, released: family.workflows.released.map(({ sha }) => sha) });
  const changed = changedPaths(merge);
  if (changed.length === 0) return { repository, result: "up to date", branch: null, paths: [] };
  const branch = `scaffold/update-${TOOL_VERSION}`;
  refuseBranch(checkout, branch);
  refuseNobody(checkout);
  const record: Rendered = new Map([...rendered].filter(([file]) => file === RECORD));
  if (decline) {
    declined(checkout, record, branch);
    return { repository, result: "declined", branch, paths: changed };
  }
  refuseObstacles(checkout, changed);
  return { repository, branch, ...merged(checkout, merge, record, branch, family.infraRepository) };
}

/** `1.10.0` is newer than `1.9.3`. */
function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const index = a?.findIndex((part, place) => part !== b?.[place]) ?? -1;
  return index >= 0 && (a?.[index] ?? 0) > (b?.[index] ?? 0);
}

function refuseBranch({ git }: Checkout, branch: string): void {
  if (gitOrNull(git, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]) !== null)
    throw new ScaffoldError(`the branch ${branch} is there already; merge it, or delete it with git branch -D ${branch}`);
}

/** Git makes no commit of nobody's. */
function refuseNobody({ git }: Checkout): void {
  if (gitOrNull(git, ["var", "GIT_AUTHOR_IDENT"]) === null || gitOrNull(git, ["var", "GIT_COMMITTER_IDENT"]) === null)
    throw new ScaffoldError('git does not know who you are; run git config user.name "…" and git config user.email "…"');
}

function declined({ git }: Checkout, record: Rendered, branch: string): void {
  const message = `Decline the scaffold ${TOOL_VERSION}\n\nIts changes since the last update are recorded as applied and will not be proposed again.\n`;
  const commit = writeCommit(git, writeTree(git, record, "HEAD"), ["HEAD"], message);
  git(["switch", "--quiet", "--create", branch, commit]);
}

/** The owners decide about their own folders; what the scaffold adds stays where it puts it. */
const MERGE = ["-c", "merge.renames=true", "-c", "merge.directoryRenames=false"];

function merged(
  checkout: Checkout,
  { base, target }: Sides,
  record: Rendered,
  branch: string,
  origin: string,
): Pick<Updated, "result" | "paths"> {
  const { git, head } = checkout;
  const present = head.get(RECORD)?.object ?? "";
  const old: Rendered = new Map([...record].map(([path, file]) => [path, { ...file, text: git(["cat-file", "blob", present]) }]));
  const from = writeCommit(git, writeTree(git, new Map([...base, ...old])), [], "The scaffold as it was last applied\n");
  const message = `Update the scaffold to ${TOOL_VERSION}\n\nFrom ${origin}. What is taken out of this change before it is merged is not proposed again.\n`;
  const to = writeCommit(git, writeTree(git, new Map([...target, ...record])), [from], message);
  git(["switch", "--quiet", "--create", branch]);
  try {
    git([...MERGE, "cherry-pick", "--strategy=ort", "--strategy-option=renormalize", to]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const conflicts = [...new Set(fields(git(["diff", "--name-only", "--diff-filter=U", "-z"])))];
    if (conflicts.length > 0) return { result: "conflicts", paths: conflicts };
    goBack(checkout, branch);
    throw new ScaffoldError(`git could not apply the update, and everything is as it was: ${error.said}`);
  }
  const paths = fields(git(["diff-tree", "-r", "-z", "--name-only", "--no-renames", "HEAD^", "HEAD"])).filter((path) => path !== RECORD);
  return { result: "merged", paths };
}

function goBack({ git, branch: { name, detached } }: Checkout, branch: string): void {
  gitOrNull(git, ["cherry-pick", "--abort"]);
  git(["switch", "--quiet", ...(detached ? ["--detach"] : []), name]);
  git(["branch", "--quiet", "-D", branch]);
}
