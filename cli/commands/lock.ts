import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { requireFamily } from "../catalog";
import { explainFailure } from "../terraform/explain-failure";
import { synthesizedStacks } from "../terraform/stacks";
import { terraform } from "../terraform/terraform";
import { UserError } from "../user-error";
import { writeChanges } from "../catalog-edits/write-changes";

/** Where the family's people and its workflows run Terraform. */
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

/** `sigma lock`: the providers' checksums for every platform, into `locks/`, from where each synth copies them. */
export function lockCommand(): Command {
  return new Command("lock")
    .description("Writes the providers' lock files for every platform to locks/; commit them")
    .action(async (_options, command: Command) => {
      const locks = join(PROJECT_FOLDER, "locks");
      const stacks = await synthesizedStacks(requireFamily(command), []);
      for (const { name, directory } of stacks) {
        const { status, stderr } = await terraform(directory, [
          "providers",
          "lock",
          "-no-color",
          ...PLATFORMS.map((platform) => `-platform=${platform}`),
        ]);
        if (status !== 0)
          throw new UserError(
            `${name}: the providers could not be locked; locks/ is unchanged\n${stderr.trim()}\n${explainFailure(name, stderr)}`.trimEnd(),
          );
      }
      // All or nothing: the stacks' providers are locked together.
      const changes = stacks.map(({ name, directory }) => ({
        file: `${name}.terraform.lock.hcl`,
        text: readFileSync(join(directory, ".terraform.lock.hcl"), "utf8"),
      }));
      writeChanges(locks, changes);
      process.stdout.write(changes.map(({ file }) => `locks/${file}\n`).join(""));
    });
}
