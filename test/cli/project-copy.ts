import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadFamily } from "../../model/load";
import { filesOf, WHOLE_FOLDERS, writeEmitted } from "../../workflows/emit";
import { SIGMA_CATALOG } from "../family/sigma";
import { ROOT, Workplace } from "./workplace";

/**
 * A clean copy of the project itself: what git would check out, with the installed packages linked. Its catalog is the Sigma family as it was
 * agreed, and its emitted files say what that catalog says, so that no edit of this repository's catalog changes what a test sees.
 */
export class ProjectCopy extends Workplace {
  constructor() {
    super();
    rmSync(this.directory, { recursive: true });
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
    for (const file of listed.split("\0").filter((name) => name !== "" && name !== "node_modules")) {
      mkdirSync(dirname(this.path(file)), { recursive: true });
      // A file that git lists and that is not there was removed a moment ago, and is not part of the project any more.
      cpSync(join(ROOT, file), this.path(file), { force: true });
    }
    for (const folder of ["catalog", ...WHOLE_FOLDERS]) rmSync(this.path(folder), { recursive: true, force: true });
    cpSync(SIGMA_CATALOG, this.path("catalog"), { recursive: true });
    writeEmitted(this.directory, filesOf(loadFamily(this.path("catalog"))));
    symlinkSync(join(ROOT, "node_modules"), this.path("node_modules"));
  }
}
