/** The `sigma` command: one file per subcommand. */
import { Command } from "commander";
import { checkCommand } from "./check";
import { newCommand } from "./new";
import { secretCommand } from "./secret";
import { showCommand } from "./show";
import { UserError } from "./user-error";

const program = new Command("sigma")
  .description("Plans and deploys a product family from one catalog")
  .option("--catalog <folder>", "the folder of the catalog", "catalog")
  .showHelpAfterError()
  .addCommand(checkCommand())
  .addCommand(showCommand())
  .addCommand(newCommand())
  .addCommand(secretCommand());

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`sigma: ${error.message}\n`);
  process.exitCode = 1;
});
