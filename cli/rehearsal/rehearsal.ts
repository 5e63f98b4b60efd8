import { delimiter, join } from "node:path";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { emptyDirectory } from "../../sandbox/empty-directory";
import { SandboxError } from "../../sandbox/sandbox-error";
import { startProviders } from "../../sandbox/start-providers";
import type { RehearsalKind } from "./hint";
import { terraformOrTofu } from "../terraform/terraform";
import { UserError } from "../user-error";

/** Runs something with the stand-in providers attached and a state of its own; nothing outside `directory` is touched. */
export async function withStandIns<T>(directory: string, run: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const providers = await attached(directory);
  try {
    return await run({
      ...process.env,
      ...providers.environment,
      SIGMA_LOCAL_STATE: "true",
      SIGMA_REHEARSAL: "sandbox" satisfies RehearsalKind,
      // The cdktf CLI would take nothing but `terraform` from the PATH.
      TERRAFORM_BINARY_NAME: terraformOrTofu(),
      CDKTF_OUTPUT: join(directory, "cdktf.out"),
      // The cdktf CLI would make a plugin cache in the home folder.
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
      CDKTF_HOME: join(directory, "cdktf-home"),
      PATH: [join(PROJECT_FOLDER, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
    });
  } finally {
    await providers.stop();
  }
}

/** Deletes the folders of rehearsals, unless one of them is running. */
export function forget(...directories: readonly string[]): void {
  try {
    for (const directory of directories) emptyDirectory(directory);
  } catch (error) {
    throw asUserError(error);
  }
}

async function attached(directory: string) {
  try {
    return await startProviders({ directory });
  } catch (error) {
    throw asUserError(error);
  }
}

/** An error of the stand-ins (a world that is not readable, a folder in use) as a {@link UserError}; every other error as it is, with its stack. */
export const asUserError = (error: unknown): unknown => (error instanceof SandboxError ? new UserError(error.message) : error);
