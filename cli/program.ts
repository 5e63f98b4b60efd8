/** The `sigma` command with all that can be asked of it: one file per subcommand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../contract/project-folder";
import { asPeopleExpect } from "./usage";

/* eslint-disable @typescript-eslint/no-require-imports -- tsx hooks require() alone, so import() would not find a .ts file. */
/** In the order of the help. A command is loaded when it is called: to load what only a plan needs takes longer than all of `sigma check`. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  init: () => (require("./commands/init") as typeof import("./commands/init")).initCommand(),
  check: () => (require("./commands/check") as typeof import("./commands/check")).checkCommand(),
  show: () => (require("./commands/show") as typeof import("./commands/show")).showCommand(),
  new: () => (require("./commands/new") as typeof import("./commands/new")).newCommand(),
  import: () => (require("./commands/import") as typeof import("./commands/import")).importCommand(),
  scaffold: () => (require("./commands/scaffold") as typeof import("./commands/scaffold")).scaffoldCommand(),
  fleet: () => (require("./commands/fleet") as typeof import("./commands/fleet")).fleetCommand(),
  page: () => (require("./commands/page") as typeof import("./commands/page")).pageCommand(),
  plan: () => (require("./commands/plan") as typeof import("./commands/plan")).planCommand(),
  deploy: () => (require("./commands/deploy") as typeof import("./commands/deploy")).deployCommand(),
  review: () => (require("./commands/review") as typeof import("./commands/review")).reviewCommand(),
  restore: () => (require("./commands/restore") as typeof import("./commands/restore")).restoreCommand(),
  lock: () => (require("./commands/lock") as typeof import("./commands/lock")).lockCommand(),
  terraform: () => (require("./commands/terraform-command") as typeof import("./commands/terraform-command")).terraformCommand(),
  sandbox: () => (require("./commands/sandbox") as typeof import("./commands/sandbox")).sandboxCommand(),
  rehearse: () => (require("./commands/rehearse") as typeof import("./commands/rehearse")).rehearseCommand(),
  secret: () => (require("./commands/secret") as typeof import("./commands/secret")).secretCommand(),
  doctor: () => (require("./commands/doctor") as typeof import("./commands/doctor")).doctorCommand(),
  completion: () => (require("./commands/completion") as typeof import("./commands/completion")).completionCommand(),
  complete: () => (require("./commands/completion") as typeof import("./commands/completion")).completeCommand(),
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** Called by shells, so the help does not list it. It completes all the others and needs them loaded. */
const HIDDEN = "complete";

/**
 * The program with the command that is called, or with all of them where none of them alone is.
 * @param args what is typed after `sigma`; nothing for all commands
 */
export function sigmaProgram(args: readonly string[] = []): Command {
  const program = new Command("sigma")
    .description("Plans and deploys a product family from one catalog")
    .option("--catalog <folder>", "the folder of the catalog", process.env.SIGMA_CATALOG ?? "catalog")
    .version(version(), "--version", "print the version of this tool")
    .enablePositionalOptions()
    .showHelpAfterError();
  const [called = ""] = program.parseOptions([...args]).operands;
  const needed = Object.entries(COMMANDS).filter(([name]) => name === called && name !== HIDDEN);
  for (const [name, load] of needed.length > 0 ? needed : Object.entries(COMMANDS)) program.addCommand(load(), { hidden: name === HIDDEN });
  return asPeopleExpect(program);
}

const version = (): string => (JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string }).version;
