import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedVersions } from "../scaffolding/pins";
import { readRecord, RECORD } from "../scaffolding/record";
import { fields } from "../scaffolding/git";
import type { Rendered } from "../scaffolding/rendered";
import { updateCheckout, type CurrentScaffold } from "../scaffolding/update";
import type { Clone } from "./clone";
import type { Scaffolded } from "./standing";

/** What an update would change in a repository; the clone's HEAD is its commit. */
export interface Proposal {
  /** Paths that it changes, beside the record; empty when there is nothing to propose. */
  readonly paths: readonly string[];
  /** Of these, those that hold conflicts of git. */
  readonly conflicts: readonly string[];
}

/** Scaffold and pins of the default branch; null where there is no record. @throws ScaffoldError when the record is none */
export function scaffolded({ directory }: Clone, library: string): Scaffolded | null {
  const record = join(directory, RECORD);
  if (lstatSync(record, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const { tool } = readRecord(readFileSync(record, "utf8"));
  const pins = workflows(join(directory, ".github/workflows")).flatMap((text) => pinnedVersions(text, library));
  return { version: tool, pins: [...new Set(pins)].sort() };
}

const workflows = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, name), "utf8"))
    : [];

/**
 * Merges the scaffold as it is now into a clone, as `sigma scaffold update` does. Conflicts are committed with git's marks, so that a person can resolve them on the
 * branch; where one side deleted a file, it stays.
 * @param rendered the files of this repository, whatever name its record has
 * @throws ScaffoldError when the update cannot begin
 */
export function propose(clone: Clone, rendered: Rendered, scaffold: CurrentScaffold): Proposal {
  const { result, paths } = updateCheckout({
    scaffold: { ...scaffold, render: () => rendered },
    checkout: clone.directory,
    decline: false,
  });
  if (result !== "conflicts") return { paths, conflicts: [] };
  clone.git(["add", "--all"]);
  clone.git(["cherry-pick", "--continue"], { env: { GIT_EDITOR: "true" } });
  const changed = fields(clone.git(["diff-tree", "-r", "-z", "--name-only", "--no-renames", "HEAD^", "HEAD"])).filter(
    (path) => path !== RECORD,
  );
  return { paths: [...new Set([...changed, ...paths])].sort(), conflicts: paths };
}
