import { NOT_IN_CODEOWNERS } from "../../contract/patterns";

export interface CodeOwner {
  /** A pattern of CODEOWNERS: `*`, `/migrations/`. https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax */
  readonly path: string;
  /** Slugs of the teams; each needs write access to the repository, else GitHub ignores it. */
  readonly teams: readonly string[];
}

export interface CodeOwnersTextProps {
  readonly organization: string;
  /** Where a person changes this: named in the header. */
  readonly source: string;
  /** From the general to the particular: the last match decides. */
  readonly owners: readonly CodeOwner[];
}

/**
 * The text of CODEOWNERS.
 * @throws when a pattern holds what CODEOWNERS cannot express: GitHub would skip the line without a word.
 */
export function codeOwnersText({ organization, source, owners }: CodeOwnersTextProps): string {
  const wrong = owners.filter(({ path }) => path === "" || NOT_IN_CODEOWNERS.test(path)).map(({ path }) => JSON.stringify(path));
  if (wrong.length > 0) throw new Error(`code owners: got ${wrong.join(", ")}; a path holds no blank and none of ! # [ ] \\`);
  const width = Math.max(0, ...owners.map(({ path }) => path.length));
  const lines = owners.map(({ path, teams }) =>
    [path.padEnd(width), ...teams.map((team) => `@${organization}/${team}`)].join(" ").trimEnd(),
  );
  return [`# Written from ${source}. Change it there: an edit here is reverted.`, "", ...lines, ""].join("\n");
}
