import { spawn } from "node:child_process";
import { stopProviders } from "./stop-providers";
import { terraformProgram } from "../setup/terraform-program";
import { UserError } from "../user-error";

export interface TerraformResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Ctrl-C was pressed; Terraform finished the running operations and wrote its state. */
  readonly interrupted: boolean;
}

const STREAMS = ["stdout", "stderr"] as const;

export interface TerraformOptions {
  /** Streams that are printed as they arrive. @default none */
  readonly echo?: readonly (typeof STREAMS)[number][];
  /** Is given what Terraform prints on stdout, as it arrives. */
  readonly watch?: (text: string) => void;
  /** @default the environment of this process */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Write-only attributes and saved plans as they are used here came with it, in OpenTofu as in Terraform. */
const OLDEST = [1, 11] as const;

/** After an interrupt, what a provider has begun has this long; with the writing of the state the command then returns within 30 seconds. */
const GRACE_MILLISECONDS = 20_000;

const INSTALL = `install Terraform ${OLDEST.join(".")} or later (https://developer.hashicorp.com/terraform/install) or OpenTofu ${OLDEST.join(".")} or later (https://opentofu.org/docs/intro/install/)`;

/** The program that runs; where there is none, Terraform is what the refusal speaks of. */
export const terraformOrTofu = (environment: NodeJS.ProcessEnv = process.env): string => terraformProgram(environment) ?? "terraform";

/**
 * Runs Terraform in a folder, asynchronously because this process may serve the stand-in providers.
 * Passes an interrupt on and waits, so that Terraform can write its state; a provider that does not end, such as Helm's in a long hook, is stopped.
 */
export async function terraform(
  directory: string,
  args: readonly string[],
  { echo = [], watch, environment = process.env }: TerraformOptions = {},
): Promise<TerraformResult> {
  const program = terraformOrTofu(environment);
  let interrupted = false;
  let stopping: NodeJS.Timeout | undefined;
  const interrupt = () => {
    // Whoever asks a second time waits for nothing.
    if (interrupted) void stopProviders(child.pid);
    else {
      child.kill("SIGINT");
      stopping = setTimeout(() => void stopProviders(child.pid), GRACE_MILLISECONDS);
    }
    interrupted = true;
  };
  // Registered before Terraform starts: an interrupt in between would end this process and orphan Terraform.
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...environment, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    // Otherwise the terminal would send a second Ctrl-C, after which Terraform exits without writing the state.
    detached: true,
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of STREAMS) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
      if (echo.includes(stream)) process[stream].write(text);
      if (stream === "stdout") watch?.(text);
    });
  }
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.on("error", reject).on("close", (code) => {
        resolve(code ?? 1);
      });
    });
    return { status, ...output, interrupted };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new UserError(`there is no program "${program}"; ${INSTALL}; in the project's folder, npm start fetches Terraform`);
  } finally {
    clearTimeout(stopping);
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

/** Refuses a Terraform or OpenTofu that is missing or too old, before anything is written. */
export async function requireTerraform(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  // OpenTofu names its own version so, too.
  const { stdout } = await terraform(process.cwd(), ["version", "-json"], { environment });
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (version === undefined)
    throw new UserError(
      `"${terraformOrTofu(environment)} version -json" printed no version; it is neither Terraform nor OpenTofu, or it is broken`,
    );
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new UserError(`${terraformOrTofu(environment)} ${version} is too old; ${INSTALL}`);
}
