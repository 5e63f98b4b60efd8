import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/**
 * The project's files as they would be committed now, by path from its root: those that git ignores are left out, and so is a removed file, which
 * git lists until its removal is staged.
 * @param paths git's pathspecs @default - all
 */
export const projectFiles = (...paths: readonly string[]): readonly string[] =>
  execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ...paths], { cwd: ROOT, encoding: "utf8" })
    .split("\0")
    .filter((file) => file !== "" && file !== "node_modules" && existsSync(join(ROOT, file)));
