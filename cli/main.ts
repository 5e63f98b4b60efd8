/** Runs the `sigma` command. */
import { failureOf } from "./failure-of";
import { sigmaProgram } from "./program";

// The reader of the output is gone (`| head`): ignore it, so that the command still ends in order.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

const args = process.argv.slice(2);
sigmaProgram(args)
  .parseAsync(args, { from: "user" })
  .catch((error: unknown) => {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    for (const each of errors) {
      const failure = failureOf(each);
      if (!failure) throw each;
      process.stderr.write(`sigma: ${failure.sentence}\n`);
      process.exitCode = failure.status;
    }
  });
