import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { catalogDirectory } from "../catalog";
import { drift } from "../rehearsal/drift";
import { forget, withStandIns } from "../rehearsal/rehearsal";
import { terraformOrTofu } from "../terraform/terraform";
import { UserError } from "../user-error";

/** The folder of the rehearsal: world, states, synthesized stacks. */
export const SANDBOX = resolve(".sandbox");

/** The rehearsal of the whole family, apart from what somebody rehearses with `sigma sandbox`. */
export const REHEARSAL = join(SANDBOX, "rehearsal");

const TERRAFORM_PLACES =
  "Terraform runs where a stack was synthesized: npx sigma sandbox sigma terraform <stack> plan, or npx sigma sandbox terraform -chdir=.sandbox/cdktf.out/stacks/<stack> plan; npx sigma sandbox sigma plan synthesizes them all";

/** `sigma sandbox <command…>`: any command against stand-in providers, with a world and a state of its own. */
export function sandboxCommand(): Command {
  const reset = new Command("reset").description("Deletes the rehearsal: its world and its state").action(() => {
    forget(REHEARSAL, SANDBOX);
    rmSync(SANDBOX, { recursive: true, force: true });
    process.stdout.write("the next rehearsal starts empty\n");
  });
  const driftCommand = new Command("drift")
    .description("Changes a resource outside Terraform, to rehearse how a plan shows the drift")
    .argument("<address>", "as a plan prints it; with the stack in front where several have it: stg:<address>")
    .argument("<attribute>")
    .argument("<value>", "JSON, or a text")
    // A value may be a negative number.
    .allowUnknownOption()
    .action(async (address: string, attribute: string, value: string) => {
      process.stdout.write(await drift(SANDBOX, address, attribute, value));
    });
  return new Command("sandbox")
    .description("Runs a command with stand-in providers: cdktf plan dev, sigma deploy stg, terraform …")
    .argument("<command...>")
    .passThroughOptions()
    .allowUnknownOption()
    .addCommand(reset)
    .addCommand(driftCommand)
    .addHelpText("after", `\n${TERRAFORM_PLACES}\n`)
    .action(async ([program = "", ...args]: readonly string[], _options: object, command: Command) => {
      const catalog = catalogDirectory(command);
      if (!existsSync("cdktf.json") && !existsSync(catalog))
        throw new UserError(
          "nothing to rehearse here: this folder has neither a cdktf.json nor a catalog; run it in the project's folder, or name the catalog: npx sigma --catalog <folder> sandbox …",
        );
      process.stderr.write(`rehearsal with stand-in providers in ${SANDBOX}; nothing real is planned or changed\n`);
      process.exitCode = await withStandIns(SANDBOX, (environment) => run(program, args, { ...environment, SIGMA_CATALOG: catalog }));
      if (process.exitCode !== 0 && program === "terraform" && lacksConfiguration(args))
        throw new UserError(`this folder has no Terraform configuration. ${TERRAFORM_PLACES}`);
    });
}

const lacksConfiguration = (args: readonly string[]): boolean =>
  !args.some((argument) => argument.startsWith("-chdir")) && !readdirSync(".").some((file) => /\.tf(\.json)?$/.test(file));

/** The path of this command, which npm does not put on the PATH. */
const SIGMA = [process.execPath, join(PROJECT_FOLDER, "cli", "sigma.js")] as const;

/** The command's own exit status. It has the terminal, so Ctrl-C reaches it directly; this process waits until it has ended. */
function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const [file, ...before] = program === "sigma" ? SIGMA : [program === "terraform" ? terraformOrTofu(environment) : program];
  const pass = (signal: NodeJS.Signals) => () => void child.kill(signal);
  const terminate = pass("SIGTERM");
  const interrupt = () => undefined;
  process.on("SIGTERM", terminate).on("SIGINT", interrupt);
  // The cdktf CLI works in the folder of its cdktf.json.
  const cwd = program === "cdktf" && !existsSync("cdktf.json") ? PROJECT_FOLDER : undefined;
  const child = spawn(file, [...before, ...args], { cwd, env: environment, stdio: "inherit" });
  return new Promise<number>((done, failed) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      // EACCES: the file is not executable, or a folder of the PATH is not accessible.
      const absent = error.code === "ENOENT" || error.code === "EACCES";
      failed(absent ? new UserError(`there is no program "${program}"; try: npx sigma sandbox cdktf plan dev`) : error);
    });
    child.on("close", (code, signal) => {
      done(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  }).finally(() => process.off("SIGTERM", terminate).off("SIGINT", interrupt));
}
