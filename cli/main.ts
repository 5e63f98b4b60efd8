/** The `sigma` command: one file per subcommand. */
import { Command } from "commander";
import { checkCommand } from "./check";
import { deployCommand } from "./deploy";
import { failureOf } from "./failure-of";
import { lockCommand } from "./lock";
import { newCommand } from "./new";
import { planCommand } from "./plan";
import { rehearseCommand } from "./rehearse";
import { restoreCommand } from "./restore";
import { reviewCommand } from "./review";
import { sandboxCommand } from "./sandbox";
import { scaffoldCommand } from "./scaffold";
import { secretCommand } from "./secret";
import { showCommand } from "./show";
import { terraformCommand } from "./terraform-command";

const program = new Command("sigma")
  .description("Plans and deploys a product family from one catalog")
  .option("--catalog <folder>", "the folder of the catalog", process.env.SIGMA_CATALOG ?? "catalog")
  .enablePositionalOptions()
  .showHelpAfterError()
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

// Whoever reads (`| head`) has enough: what runs ends in order, as without a reader.
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
