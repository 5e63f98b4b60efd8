import type { Proposal } from "./propose";
import type { Update } from "./standing";

/** Files that a pull request lists; a description holds 65536 characters. */
const LISTED = 100;

export const updateTitle = (version: string): string => `Update the scaffold to ${version}`;

/** The description of an update: what it changes, what to do with conflicts, how to decline. */
export function updateText(
  { paths, conflicts }: Proposal,
  origin: string,
  { branch, older }: { readonly branch: string; readonly older: readonly Update[] },
): string {
  const parts = [
    `What changed in the scaffold of ${origin} since it was last applied here, merged with what this repository made of it.`,
    ...(older.length > 0 ? [`Takes the place of ${older.map(({ number }) => `#${number}`).join(", ")}.`] : []),
    ...(conflicts.length > 0 ? [conflictText(conflicts, branch)] : []),
    `**It changes**\n\n${listed(paths)}`,
    "**Not wanted?** A part: take it out with a commit on this branch before you merge. All of it: close this pull request, and this update is not proposed again. " +
      "Either way you hear of what the scaffold changes after that.",
  ];
  return `${parts.join("\n\n")}\n`;
}

const conflictText = (conflicts: readonly string[], branch: string): string =>
  [
    `**Conflicts.** Both sides changed the same lines of these files, so this is a draft:\n\n${listed(conflicts)}\n`,
    "What to do:\n",
    "```sh",
    `git fetch origin ${branch} && git switch ${branch}`,
    "git grep -l '^<<<<<<< '   # edit these; a file that the scaffold deleted: git rm it, or leave it",
    "git commit --all --message 'Resolve the conflicts with the scaffold' && git push",
    "gh pr ready",
    "```",
  ].join("\n");

const listed = (paths: readonly string[]): string =>
  [
    ...paths.slice(0, LISTED).map((path) => `- \`${path}\``),
    ...(paths.length > LISTED ? [`- and ${paths.length - LISTED} more`] : []),
  ].join("\n");
