import type { Family } from "../model/family";

/**
 * The commands that make a new scaffold the first pull request of its repository, which Terraform has made with an initial commit and CODEOWNERS.
 * @param folder where the scaffold was written
 */
export function firstPullRequest({ organization }: Family, repository: string, folder: string): string {
  const commands = [
    `cd ${folder}`,
    "git init --initial-branch scaffold/first",
    `git remote add origin https://github.com/${organization}/${repository}.git`,
    "git fetch origin main && git reset --quiet origin/main",
    // Restores files that only the repository has; git would show them as deleted.
    "git ls-files --deleted -z | git checkout-index -z --stdin",
    'git add --all && git commit --message "Add the scaffold"',
    "git push --set-upstream origin scaffold/first && gh pr create --fill",
  ];
  return `next, its first pull request (the repository is made by sigma deploy github):\n${commands.map((command) => `  ${command}\n`).join("")}`;
}
