/** The `sigma` command: one file per subcommand. */
import { Command } from "commander";
import { checkCommand } from "./commands/check";
import { deployCommand } from "./commands/deploy";
import { failureOf } from "./failure-of";
import { initCommand } from "./commands/init";
import { lockCommand } from "./commands/lock";
import { newCommand } from "./commands/new";
import { planCommand } from "./commands/plan";
import { rehearseCommand } from "./commands/rehearse";
import { restoreCommand } from "./commands/restore";
import { reviewCommand } from "./commands/review";
import { sandboxCommand } from "./commands/sandbox";
import { scaffoldCommand } from "./commands/scaffold";
import { secretCommand } from "./commands/secret";
import { showCommand } from "./commands/show";
import { terraformCommand } from "./commands/terraform-command";

const program = new Command("sigma")
  .description("Plans and deploys a product family from one catalog")
  .option("--catalog <folder>", "the folder of the catalog", process.env.SIGMA_CATALOG ?? "catalog")
  .enablePositionalOptions()
  .showHelpAfterError()
  .addCommand(initCommand())
  .addCommand(checkCommand())
  .addCommand(showCommand())
  .addCommand(newCommand())
  .addCommand(scaffoldCommand())
  .addCommand(planCommand())
  .addCommand(deployCommand())
  .addCommand(reviewCommand())
  .addCommand(restoreCommand())
  .addCommand(lockCommand())
  .addCommand(terraformCommand())
  .addCommand(sandboxCommand())
  .addCommand(rehearseCommand())
  .addCommand(secretCommand());

// The reader of the output is gone (`| head`): ignore it, so that the command still ends in order.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

program.parseAsync().catch((error: unknown) => {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  for (const each of errors) {
    const failure = failureOf(each);
    if (!failure) throw each;
    process.stderr.write(`sigma: ${failure.sentence}\n`);
    process.exitCode = failure.status;
  }
});
