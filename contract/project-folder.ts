import { join } from "node:path";

/** The folder of this project, wherever it is run from: charts, scaffolds, locks and emitted files lie in it. */
export const PROJECT_FOLDER = join(__dirname, "..");
