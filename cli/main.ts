/** The `sigma` command: one file per subcommand. */
import { Command } from "commander";
import { checkCommand } from "./check";
import { deployCommand } from "./deploy";
import { newCommand } from "./new";
import { planCommand } from "./plan";
import { secretCommand } from "./secret";
import { showCommand } from "./show";
import { terraformCommand } from "./terraform-command";
import { UserError } from "./user-error";

const program = new Command("sigma")
  .description("Plans and deploys a product family from one catalog")
  .option("--catalog <folder>", "the folder of the catalog", process.env.SIGMA_CATALOG ?? "catalog")
  .enablePositionalOptions()
  .showHelpAfterError()
  .addCommand(checkCommand())
  .addCommand(showCommand())
  .addCommand(newCommand())
  .addCommand(planCommand())
  .addCommand(deployCommand())
  .addCommand(terraformCommand())
  .addCommand(secretCommand());

program.parseAsync().catch((error: unknown) => {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  for (const each of errors) {
    if (!(each instanceof UserError)) throw each;
    process.stderr.write(`sigma: ${each.message}\n`);
  }
  process.exitCode = 1;
});
