import { delimiter, join } from "node:path";
import { startProviders } from "../sandbox/start-providers";
import { UserError } from "./user-error";

/** Runs something with the stand-in providers attached and a state of its own; nothing outside `directory` is touched. */
export async function withStandIns<T>(directory: string, run: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const providers = await attached(directory);
  try {
    return await run({
      ...process.env,
      ...providers.environment,
      SIGMA_LOCAL_STATE: "true",
      CDKTF_OUTPUT: join(directory, "cdktf.out"),
      // The cdktf CLI would make a plugin cache in the home folder.
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
      CDKTF_HOME: join(directory, "cdktf-home"),
      PATH: [join(__dirname, "..", "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter),
    });
  } finally {
    await providers.stop();
  }
}

/** What the stand-ins refuse at their start (a world that is not readable, a folder in use) is a sentence for the reader. */
async function attached(directory: string) {
  try {
    return await startProviders({ directory });
  } catch (error) {
    throw error instanceof Error && (error as NodeJS.ErrnoException).code === undefined ? new UserError(error.message) : error;
  }
}
