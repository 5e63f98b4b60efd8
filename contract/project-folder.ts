import { join } from "node:path";

/** The folder of this project, wherever it is run from: charts, scaffolds, locks and emitted files lie in it. */
export const PROJECT_FOLDER = join(__dirname, "..");

/** The checksums of a stack's providers for every platform, which `sigma lock` writes and the repository keeps. */
export const providerLock = (stack: string): string => join(PROJECT_FOLDER, "locks", `${stack}.terraform.lock.hcl`);
