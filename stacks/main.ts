/** The app that the cdktf CLI runs. cdktf.json starts it with a small young generation: the same time, a sixth less memory for a large family. */
import { join } from "node:path";
import { PROJECT_FOLDER } from "../contract/project-folder";
import { loadCatalog } from "../model/load";
import { formatProblem } from "../model/problem";
import { allowedActions } from "../workflows/allowed-actions";
import { synthesize } from "./synthesize";

const { family, problems } = loadCatalog(process.env.SIGMA_CATALOG ?? join(PROJECT_FOLDER, "catalog"));
if (family) {
  synthesize({ family, allowedActions: allowedActions(family), localState: process.env.SIGMA_LOCAL_STATE === "true" });
} else {
  // The cdktf CLI repeats a thrown error twice, with its stack; lines on standard error once.
  process.stderr.write(`${problems.map(formatProblem).join("\n")}\n`);
  process.exitCode = 1;
}
