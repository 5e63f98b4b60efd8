/** The `sigma` command with all that can be asked of it: one file per subcommand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../contract/project-folder";
import { checkCommand } from "./commands/check";
import { completeCommand, completionCommand } from "./commands/completion";
import { deployCommand } from "./commands/deploy";
import { doctorCommand } from "./commands/doctor";
import { initCommand } from "./commands/init";
import { lockCommand } from "./commands/lock";
import { newCommand } from "./commands/new";
import { pageCommand } from "./commands/page";
import { planCommand } from "./commands/plan";
import { rehearseCommand } from "./commands/rehearse";
import { restoreCommand } from "./commands/restore";
import { reviewCommand } from "./commands/review";
import { sandboxCommand } from "./commands/sandbox";
import { scaffoldCommand } from "./commands/scaffold";
import { secretCommand } from "./commands/secret";
import { showCommand } from "./commands/show";
import { terraformCommand } from "./commands/terraform-command";
import { asPeopleExpect } from "./usage";

export const sigmaProgram = (): Command =>
  asPeopleExpect(
    new Command("sigma")
      .description("Plans and deploys a product family from one catalog")
      .option("--catalog <folder>", "the folder of the catalog", process.env.SIGMA_CATALOG ?? "catalog")
      .version(version(), "--version", "print the version of this tool")
      .enablePositionalOptions()
      .showHelpAfterError()
      .addCommand(initCommand())
      .addCommand(checkCommand())
      .addCommand(showCommand())
      .addCommand(newCommand())
      .addCommand(scaffoldCommand())
      .addCommand(pageCommand())
      .addCommand(planCommand())
      .addCommand(deployCommand())
      .addCommand(reviewCommand())
      .addCommand(restoreCommand())
      .addCommand(lockCommand())
      .addCommand(terraformCommand())
      .addCommand(sandboxCommand())
      .addCommand(rehearseCommand())
      .addCommand(secretCommand())
      .addCommand(doctorCommand())
      .addCommand(completionCommand())
      .addCommand(completeCommand(), { hidden: true }),
  );

const version = (): string => (JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string }).version;
