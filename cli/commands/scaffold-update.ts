import { Command } from "commander";
import { currentScaffold, updateCheckout, type Updated } from "../../scaffolding/update";
import { requireFamily } from "../catalog";
import { requireLibrary, withScaffoldRefusals, unreleased } from "../scaffold-library";

/** `sigma scaffold update <checkout>`: what changed in the scaffold since, as one commit on a branch. */
export function scaffoldUpdateCommand(): Command {
  return new Command("update")
    .description("Merges what changed in the scaffold since into a checkout, as one commit on a branch")
    .argument("<checkout>", "folder of a clone with nothing uncommitted")
    .option("--decline", "records the scaffold as applied without its changes, so that they are not proposed again", false)
    .action((checkout: string, { decline }: { decline: boolean }, command: Command) => {
      withScaffoldRefusals(() => {
        const family = requireFamily(command);
        const library = requireLibrary(family);
        const updated = updateCheckout({ scaffold: currentScaffold(family, library), checkout, decline });
        process.stdout.write(report(updated));
        if (updated.result === "merged") process.stdout.write(unreleased(family, library));
        if (updated.result === "conflicts") process.exitCode = 1;
      });
    });
}

function report({ repository, result, branch, paths, back }: Updated): string {
  const files = paths.map((path) => `  ${path}\n`).join("");
  const push = `next: git push --set-upstream origin ${branch ?? ""} && gh pr create --fill\n`;
  const says: Readonly<Record<Updated["result"], string>> = {
    "up to date": `${repository} is up to date\n`,
    merged: `${repository}: one commit on the branch ${branch ?? ""}${paths.length === 0 ? ", all of it was there already" : ""}\n${files}${push}`,
    declined: `${repository}: declined on the branch ${branch ?? ""}; these changes will not be proposed again\n${files}${push}`,
    conflicts: `${repository}: conflicts on the branch ${branch ?? ""}\n${files}resolve them, then: git add <files> && git cherry-pick --continue; or leave it: git cherry-pick --abort && git switch ${back.join(" ")} && git branch -D ${branch ?? ""}\n`,
  };
  return says[result];
}
