import type { Checkout } from "./checkout";
import { fields } from "./git";
import type { Rendered, RenderedFile } from "./rendered";
import { pinnedCommits, withPinsOf } from "./pins";
import { writeTree } from "./trees";

/** The two sides of the merge, base and target, without what the owners decide. */
export interface Sides {
  readonly base: Rendered;
  readonly target: Rendered;
}

export interface Pins {
  /** `organization/repository` of the library, as callers name it. */
  readonly library: string;
  /** Released commits, as the catalog lists them. */
  readonly released: readonly string[];
}

/**
 * Takes out of both sides what an update leaves alone: files that belong to the team after birth, files that the owners deleted, pins that somebody
 * (Renovate) has moved already.
 * @param target what the scaffold renders now
 */
export function sides(checkout: Checkout, target: Rendered, pins: Pins): Sides {
  const { head, record } = checkout;
  const owned = (path: string): boolean => (record.files.get(path)?.once ?? false) || (target.get(path)?.once ?? false);
  const base = only(record.files, (path) => !owned(path));
  // A file that the team owns after birth and that is new in the scaffold is added once, where no file is in its place.
  const next = only(target, (path) => !owned(path) || (!record.files.has(path) && !head.has(path)));
  const deleted = deletedByOwners(checkout, base, next);
  return withKeptPins(checkout, { base: only(base, (path) => !deleted.has(path)), target: only(next, (path) => !deleted.has(path)) }, pins);
}

const only = (files: Rendered, keep: (path: string) => boolean): Rendered => new Map([...files].filter(([path]) => keep(path)));

/** Paths that the owners deleted, each also under the name that the scaffold gives it now. */
function deletedByOwners({ git }: Checkout, base: Rendered, next: Rendered): ReadonlySet<string> {
  const [from, to] = [writeTree(git, base), writeTree(git, next)];
  const changes = (tree: string, filter: string) =>
    fields(
      git([
        "-c",
        "diff.renameLimit=0",
        "diff-tree",
        "-r",
        "-z",
        "-M",
        "--no-rename-empty",
        "--name-status",
        `--diff-filter=${filter}`,
        from,
        tree,
      ]),
    );
  const gone = new Set(changes("HEAD^{tree}", "D").filter((_, index) => index % 2 === 1));
  const renamed = changes(to, "R");
  for (let index = 0; index < renamed.length; index += 3) {
    const [, old = "", now = ""] = renamed.slice(index, index + 3);
    if (gone.has(old)) gone.add(now);
  }
  return gone;
}

/**
 * Renovate moves callers' pins between two updates. A pin that only the scaffold moved is updated. Where the checkout moved it, the base takes the
 * checkout's pin, so that two moves are no conflict and a commit that this catalog does not list yet stays.
 */
function withKeptPins({ git, head }: Checkout, { base, target }: Sides, { library, released }: Pins): Sides {
  const bases = new Map(base);
  const targets = new Map(target);
  for (const [path, file] of base) {
    const next = target.get(path);
    const own = head.get(path);
    if (!path.startsWith(".github/workflows/") || !next || !own || next.text === file.text) continue;
    const present = git(["cat-file", "blob", own.object]);
    const known = [...released, ...pinnedCommits(file.text, library)];
    bases.set(path, { ...file, text: withPinsOf(file.text, present, library) });
    if (!pinnedCommits(present, library).every((commit) => known.includes(commit)))
      targets.set(path, { ...next, text: withPinsOf(next.text, present, library) });
  }
  return { base: bases, target: targets };
}

const same = (a: RenderedFile | undefined, b: RenderedFile | undefined): boolean => a?.text === b?.text && a?.executable === b?.executable;

/** Paths whose contents differ between the two sides. */
export const changedPaths = ({ base, target }: Sides): readonly string[] =>
  [...new Set([...base.keys(), ...target.keys()])].filter((path) => !same(base.get(path), target.get(path))).sort();
