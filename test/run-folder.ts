import { tmpdir } from "node:os";

/** The temporary folder of the whole run of tests: for what is made once and is the same for every file. `tmpdir()` is the file's own (own-folder-environment.js). */
export const runFolder = (): string => process.env.RUN_TMPDIR ?? tmpdir();
