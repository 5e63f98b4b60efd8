import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadFamily } from "../../model/load";
import { filesOf, writeEmitted } from "../../workflows/emit";
import { WHOLE_FOLDERS } from "../../workflows/emitted-paths";
import { SIGMA_CATALOG } from "../family/sigma";
import { projectFiles } from "../project-files";
import { ROOT, Workplace } from "./workplace";

/**
 * A clean copy of the project itself: what git would check out, with the installed packages linked. Its catalog is the Sigma family as it was
 * agreed, and its emitted files say what that catalog says, so that no edit of this repository's catalog changes what a test sees.
 */
export class ProjectCopy extends Workplace {
  constructor() {
    super();
    rmSync(this.directory, { recursive: true });
    for (const file of projectFiles()) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      cpSync(join(ROOT, file), this.path(file));
    }
    for (const folder of ["catalog", ...WHOLE_FOLDERS]) rmSync(this.path(folder), { recursive: true, force: true });
    cpSync(SIGMA_CATALOG, this.path("catalog"), { recursive: true });
    writeEmitted(this.directory, filesOf(loadFamily(this.path("catalog"))));
    symlinkSync(join(ROOT, "node_modules"), this.path("node_modules"));
  }
}
