import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { WAIVABLE } from "../../model/exceptions";
import { formatProblem } from "../../model/problem";
import { jsonSchemas } from "../../model/schema/json-schema";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { filesOf, writeEmitted } from "../../workflows/emit";
import { newCatalog, type Change } from "../catalog-edits/changed-catalog";
import { firstCatalog } from "../catalog-edits/first-catalog";
import { firstFacts, initOptions } from "../catalog-edits/first-facts";
import { writeChanges } from "../catalog-edits/write-changes";
import { counted } from "../../model/counted";
import { catalogDirectory } from "../catalog";
import { UserError } from "../user-error";

/** `sigma init`: the catalog of a new family from ten answers, and what this repository emits from it. */
export function initCommand(): Command {
  const command = new Command("init")
    .description("Writes the catalog of a new family; asks at a terminal for what the options leave open")
    .option("--replace <family>", "the family whose catalog is replaced: its name, so that none is lost by accident");
  for (const [flag, description] of initOptions()) command.option(flag, description);
  return command.action(async (options: Readonly<Record<string, string | undefined>>) => {
    const directory = catalogDirectory(command);
    const present = requireReplaceable(directory, options["replace"]);
    const facts = await firstFacts(options);
    const changes = [...firstCatalog(facts), ...schemaFiles()];
    const { family, problems, unconfirmed } = newCatalog(directory, changes);
    const wrong = problems.filter(({ check }) => !WAIVABLE.includes(check));
    if (wrong.length > 0)
      throw new UserError(
        `nothing was written, because the catalog would have ${counted(wrong.length, "problem")}:\n${wrong.map(formatProblem).join("\n")}`,
      );
    replaceCatalog(directory, changes);
    const shown = relative(process.cwd(), directory) || ".";
    process.stdout.write(`wrote the catalog of ${facts.family} to ${shown}${present === null ? "" : `, in place of that of ${present}`}\n`);
    if (family && isOfThisProject(directory)) {
      writeEmitted(PROJECT_FOLDER, filesOf(family));
      process.stdout.write("wrote the files that this repository emits from it: npm run emit does it after each later edit\n");
    }
    if (problems.length > 0) process.stdout.write(`to decide before sigma check is green:\n${problems.map(formatProblem).join("\n")}\n`);
    else
      process.stdout.write(
        `${counted(unconfirmed.length, "fact")} to be confirmed before the first real deploy: npx sigma check lists them\n`,
      );
    process.stdout.write("next: npm start rehearses it on this machine; docs/onboarding.md takes it to GitHub and the clusters\n");
  });
}

/** The name of the family that is there now; null where there is none. @throws UserError unless `--replace` names it */
function requireReplaceable(directory: string, replace: string | undefined): string | null {
  const file = join(directory, "family.yaml");
  const shown = relative(process.cwd(), directory) || ".";
  if (!existsSync(file)) {
    if (existsSync(directory) && readdirSync(directory).length > 0)
      throw new UserError(`${shown} holds files and no family.yaml; name an empty folder with --catalog, or move the files`);
    if (replace !== undefined) throw new UserError(`got --replace ${replace}; ${shown} holds no catalog, so leave --replace out`);
    return null;
  }
  const present = nameIn(file);
  if (replace === present) return present;
  const got = replace === undefined ? "" : `got --replace ${replace}; `;
  throw new UserError(
    `${got}${shown} holds the catalog of ${present}. Pass --replace ${present} to replace it with all its products and sealed secrets, or --catalog <folder> to write elsewhere`,
  );
}

function nameIn(file: string): string {
  const content: unknown = parse(readFileSync(file, "utf8"));
  return typeof content === "object" && content !== null && "family" in content ? String(content.family) : "a family without a name";
}

/** Editors complete and check the catalog by these. */
const schemaFiles = (): readonly Change[] => Object.entries(jsonSchemas()).map(([file, text]) => ({ file: join("schemas", file), text }));

const isOfThisProject = (directory: string): boolean => realpathSync(directory) === join(realpathSync(PROJECT_FOLDER), "catalog");

/** The new catalog is written beside the old one and takes its place in one step, so that a failure leaves the old one. */
function replaceCatalog(directory: string, changes: readonly Change[]): void {
  mkdirSync(dirname(directory), { recursive: true });
  const aside = mkdtempSync(`${directory}.`);
  try {
    writeChanges(join(aside, "new"), changes);
    if (existsSync(directory)) renameSync(directory, join(aside, "old"));
    renameSync(join(aside, "new"), directory);
  } catch (error) {
    if (!existsSync(directory) && existsSync(join(aside, "old"))) renameSync(join(aside, "old"), directory);
    throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
