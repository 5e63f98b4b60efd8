import { join, relative } from "node:path";
import { Command, Option } from "commander";
import type { Family, Repository } from "../../model/family";
import { CONTENTS } from "../../model/schema/repositories";
import { CODE, NAME, type Word } from "../../contract/patterns";
import { catalogDirectory, requireFamily } from "../catalog";
import { chartAccess } from "../terraform/chart-access";
import { familyWithChanges, type Change } from "../catalog-edits/changed-catalog";
import { newProduct, type ProductOptions } from "../catalog-edits/new-product";
import { newRepository, type RepositoryOptions } from "../catalog-edits/new-repository";
import { synthesizedResources } from "../terraform/synthesized";
import { UserError } from "../user-error";
import { writeChanges } from "../catalog-edits/write-changes";

/** `sigma new product|repository`: writes the entry, when the catalog with it has no problems. */
export function newCommand(): Command {
  const product = new Command("product")
    .description("Adds a product: two repositories, namespaces, a database")
    .argument("<code>", "short name: lower-case letters and digits")
    .requiredOption("--owner <team>", "team of the API; added to teams.yaml when it is not there")
    .option("--ui-owner <team>", "team of the UI; the API's when left out")
    .option("--brand <name>", "the product's name as people read it")
    .option("--summary <sentence>", "what it does")
    .action((code: string, options: ProductOptions, command: Command) => {
      add(command, code, CODE, (family, directory) => newProduct(family, directory, code, options));
    });
  const repository = new Command("repository")
    .description("Adds a shared repository")
    .argument("<name>")
    .requiredOption("--kind <kind>", "a kind of repositories.yaml")
    .requiredOption("--owner <team>", "the team that owns it")
    .addOption(new Option("--summary <sentence>", "GitHub's description").makeOptionMandatory())
    .addOption(new Option("--contents <contents>", "which library a python-library is").choices(CONTENTS))
    .option("--imports <name>", "the Python name that it is imported by")
    .action((name: string, options: RepositoryOptions, command: Command) => {
      add(command, name, NAME, (family, directory) => newRepository(family, directory, name, options));
    });
  return new Command("new").description("Adds a product or a repository to the catalog").addCommand(product).addCommand(repository);
}

function add(command: Command, name: string, word: Word, change: (family: Family, directory: string) => readonly Change[]): void {
  if (!word.pattern.test(name)) throw new UserError(`got the name "${name}"; ${word.advice}`);
  const before = requireFamily(command);
  const directory = catalogDirectory(command);
  const changes = change(before, directory);
  const family = familyWithChanges(directory, changes);
  const added = newResources(before, family);
  writeChanges(directory, changes);
  process.stdout.write(`wrote ${changes.map(({ file }) => relative(process.cwd(), join(directory, file))).join(", ")}\n`);
  process.stdout.write(
    `new resources: ${Object.values(added).flat().length}\n${Object.entries(added)
      .map(([stack, resources]) => `  ${stack}: ${resources.length}\n${resources.map((address) => `    ${address}\n`).join("")}`)
      .join("")}`,
  );
  const access = chartAccess(family, newRepositories(before, family));
  // With GitHub Enterprise this is done once, at the first release.
  if (access !== null && family.plan !== "enterprise") process.stdout.write(`once it exists, so that it may pull the charts: ${access}\n`);
  process.stdout.write(`next: open a pull request, or try it with npx sigma sandbox sigma plan\n`);
}

const newRepositories = (before: Family, after: Family): readonly Repository[] =>
  Object.values(after.repositories).filter(({ name }) => !Object.hasOwn(before.repositories, name));

/** Addresses that only the second family has, by stack. */
function newResources(before: Family, after: Family): Readonly<Record<string, readonly string[]>> {
  const known = new Set(synthesizedResources(before).map(({ stack, address }) => `${stack} ${address}`));
  const added: Record<string, string[]> = {};
  for (const { stack, address, path } of synthesizedResources(after)) {
    if (!known.has(`${stack} ${address}`)) (added[stack] ??= []).push(path.slice(1).join("/"));
  }
  return added;
}
