import { execFileSync } from "node:child_process";
import type { ProjectCopy } from "../cli/project-copy";

/** How many lines were added to each file that changed, by path. */
export type Changed = Readonly<Record<string, number>>;

/** Tells what changed in a copy of the project since the last time that it was asked. */
export class ChangedFiles {
  constructor(private readonly copy: ProjectCopy) {
    this.git("init", "--quiet");
    this.next();
  }

  next(): Changed {
    // The link to the packages is not the project's.
    this.git("add", "--all", "--", ".", ":!node_modules");
    const lines = this.git("diff", "--cached", "--numstat", "-z", "--no-renames").split("\0").slice(0, -1);
    this.git("-c", "user.name=a", "-c", "user.email=a@b.test", "commit", "--quiet", "--allow-empty", "--message", "Add");
    return Object.fromEntries(
      lines.map((line) => {
        const [added = "", , file = ""] = line.split("\t");
        return [file, Number(added)] as const;
      }),
    );
  }

  private git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.copy.directory, encoding: "utf8", env: { ...process.env, HOME: this.copy.home } });
  }
}
