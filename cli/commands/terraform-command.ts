import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { hint } from "../rehearsal/hint";
import { outputDirectory } from "../terraform/stacks";
import { terraform } from "../terraform/terraform";
import { UserError } from "../user-error";

/** `sigma terraform <stack> …`: Terraform itself, where the stack was synthesized; for `state rm`, `untaint`, `import`. */
export function terraformCommand(): Command {
  return new Command("terraform")
    .description("Runs Terraform in a synthesized stack: state rm, untaint, import, show")
    .argument("<stack>")
    .argument("<arguments...>")
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (stack: string, args: readonly string[]) => {
      const directory = join(outputDirectory(), "stacks", stack);
      if (!existsSync(join(directory, "cdk.tf.json")))
        throw new UserError(`the stack "${stack}" is not synthesized; run ${hint(`plan ${stack}`)} first`);
      const { status } = await terraform(directory, args, { echo: ["stdout", "stderr"] });
      process.exitCode = status;
    });
}
