import { relative, join } from "node:path";
import { Command } from "commander";
import { IMPORTS_FILE } from "../../contract/stacks";
import { counted } from "../../model/counted";
import { adoptionOf } from "../adoption/adoption";
import { adoptionText } from "../adoption/adoption-text";
import { GithubReader } from "../adoption/github-reader";
import { importsFile } from "../adoption/imports-file";
import { readOrganization } from "../adoption/read-organization";
import { catalogDirectory, requireFamily } from "../catalog";
import { familyWithChanges } from "../catalog-edits/changed-catalog";
import { writeChanges } from "../catalog-edits/write-changes";
import { githubAccess, refusedByGitHub } from "../github-access";
import { synthesizedResources } from "../terraform/synthesized";
import { UserError } from "../user-error";

/** `sigma import <organization>`: what GitHub has against what the catalog wants, and the import blocks for what exists. Only reads on GitHub. */
export const importCommand = (): Command =>
  new Command("import")
    .description(
      "Reads an organization that exists, says what the first apply would change, and writes what it takes over into the catalog",
    )
    .argument("<organization>", "its login on GitHub, as family.yaml has it")
    .option("--json", "for programs: everything that was found", false)
    .action(async (organization: string, { json }: { json: boolean }, command: Command) => {
      const family = requireFamily(command);
      if (organization.toLowerCase() !== family.organization.toLowerCase())
        throw new UserError(
          `got ${organization}; the catalog is of ${family.organization}: name that, or change organization at ${family.at("organization").file}:${family.at("organization").line}`,
        );
      const access = githubAccess("the organization is on GitHub");
      try {
        const reader = await GithubReader.connect(access, family.organization);
        const wanted = Object.values(family.repositories).filter(({ managed }) => managed);
        const found = await readOrganization(
          reader,
          wanted.map(({ name }) => name),
        );
        if (found.id !== String(family.github.organizationId))
          throw new UserError(
            `nothing was written: GitHub's number of ${found.login} is ${found.id}, and the catalog has ${family.github.organizationId}; write github.organizationId: ${found.id} at ${family.at("github", "organizationId").file}:${family.at("github", "organizationId").line}`,
          );
        const adoption = adoptionOf(family, synthesizedResources(family), found);
        const directory = catalogDirectory(command);
        const changes = [{ file: IMPORTS_FILE, text: importsFile(adoption.imports) }];
        familyWithChanges(directory, changes);
        writeChanges(directory, changes);
        const shown = relative(process.cwd(), join(directory, IMPORTS_FILE));
        process.stdout.write(
          json
            ? `${JSON.stringify(adoption, null, 2)}\n`
            : `${adoptionText(adoption, process.stdout.isTTY ? process.stdout.columns : 100)}\nwrote ${counted(Object.keys(adoption.imports).length, "import")} to ${shown}; nothing on GitHub was changed\nnext: npx sigma plan github shows the same as Terraform's plan; docs/migration.md says the rest\n`,
        );
      } catch (error) {
        throw refusedByGitHub(error, access);
      }
    });
