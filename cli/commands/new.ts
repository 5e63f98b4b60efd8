import { join, relative } from "node:path";
import { Command, Option } from "commander";
import type { Family } from "../../model/family";
import { loadCatalog } from "../../model/load";
import { CONTENTS } from "../../model/schema/repositories";
import { CODE, NAME, type Word } from "../../contract/patterns";
import { agreeToTeams } from "../catalog-edits/agree-to-teams";
import { catalogDirectory, requireFamily } from "../catalog";
import { familyWithChanges, type Change } from "../catalog-edits/changed-catalog";
import { newProduct, type ProductOptions } from "../catalog-edits/new-product";
import { newRepository, type RepositoryOptions } from "../catalog-edits/new-repository";
import { whatIsNew } from "../catalog-edits/what-is-new";
import { UserError } from "../user-error";
import { writeChanges } from "../catalog-edits/write-changes";

/** `sigma new product|repository`: writes the entry, when the catalog with it has no problems. */
export function newCommand(): Command {
  const product = new Command("product")
    .description("Adds a product: two repositories, namespaces, a database")
    .argument("<code>", "short name: lower-case letters and digits")
    .requiredOption("--owner <team>", "team of the API")
    .option("--ui-owner <team>", "team of the UI; the API's when left out")
    .option("--new-team", "an owner that teams.yaml does not have is a new team; asked for at a terminal", false)
    .option("--brand <name>", "the product's name as people read it")
    .option("--summary <sentence>", "what it does")
    .action(async (code: string, options: ProductOptions & { readonly newTeam: boolean }, command: Command) => {
      requireName(code, CODE);
      await agreeToTeams(requireFamily(command), options);
      add(command, (family, directory) => newProduct(family, directory, code, options));
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
      requireName(name, NAME);
      add(command, (family, directory) => newRepository(family, directory, name, options));
    });
  return new Command("new").description("Adds a product or a repository to the catalog").addCommand(product).addCommand(repository);
}

function requireName(name: string, word: Word): void {
  if (!word.pattern.test(name)) throw new UserError(`got the name "${name}"; ${word.advice}`);
}

function add(command: Command, change: (family: Family, directory: string) => readonly Change[]): void {
  const before = requireFamily(command);
  const directory = catalogDirectory(command);
  const changes = change(before, directory);
  const family = familyWithChanges(directory, changes);
  const text = whatIsNew(before, family);
  const known = factsToConfirm(directory);
  writeChanges(directory, changes);
  const toConfirm = [...factsToConfirm(directory)].filter(([fact]) => !known.has(fact));
  process.stdout.write(`wrote ${changes.map(({ file }) => relative(process.cwd(), join(directory, file))).join(", ")}\n`);
  if (toConfirm.length > 0)
    process.stdout.write(`to be confirmed before the first real deploy:\n${toConfirm.map(([, line]) => `  ${line}\n`).join("")}`);
  process.stdout.write(text);
}

/** Facts that the catalog marks as unconfirmed: a key that an edit elsewhere does not move, and the line for people. */
const factsToConfirm = (directory: string): ReadonlyMap<string, string> =>
  new Map(
    loadCatalog(directory).unconfirmed.map(({ file, line, path }) => [[file, ...path].join(" "), `${file}:${line} ${path.join(".")}`]),
  );
