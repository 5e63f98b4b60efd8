import { gitIn, gitOrNull } from "../scaffolding/git";

const WORKFLOWS = ".github/workflows/";

/** Text of the workflows of the library as of a commit, by id; null where the checkout in `directory` does not hold that commit. */
export function libraryAt(directory: string, commit: string): Readonly<Record<string, string>> | null {
  const git = gitIn(directory);
  const listed = gitOrNull(git, ["ls-tree", "--name-only", commit, WORKFLOWS]);
  if (listed === null) return null;
  const paths = listed.split("\n").filter((path) => path.endsWith(".yml"));
  return Object.fromEntries(paths.map((path) => [path.slice(WORKFLOWS.length, -".yml".length), git(["show", `${commit}:${path}`])]));
}
