import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { openCheckout } from "../../scaffolding/checkout";
import type { Rendered } from "../../scaffolding/rendered";
import { mergeScaffold, type Merged } from "../../scaffolding/merge";
import { RECORD, recordText } from "../../scaffolding/record";

/** A file of an invented scaffold: its text, or more of it. */
export type Described = string | { readonly text: string; readonly executable?: boolean; readonly once?: boolean };

/** A scaffold as it is rendered, with its record. */
export function scaffold(version: string, described: Readonly<Record<string, Described>>): Rendered {
  const files = new Map(
    Object.entries(described).map(([path, file]) => [
      path,
      { executable: false, once: false, ...(typeof file === "string" ? { text: file } : file) },
    ]),
  );
  const text = recordText({ tool: version, repository: "acme-shop-api", kind: "python-service", contents: "", files });
  return new Map([...files, [RECORD, { text, executable: false, once: false }]]);
}

/** A repository with real git, whose owners live with a scaffold. */
export class LivingRepository {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "living-")));

  /** Born with a scaffold, committed on main. */
  constructor(born: Rendered) {
    this.git("init", "--quiet", "--initial-branch", "main");
    this.git("config", "user.name", "Ada");
    this.git("config", "user.email", "ada@acme.example");
    for (const [path, { text, executable }] of born) this.write(path, text, executable);
    this.commit("Be born");
  }

  git(...args: readonly string[]): string {
    const env = { PATH: process.env.PATH ?? "", HOME: this.directory, LC_ALL: "C", GIT_EDITOR: "true" };
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: this.directory, encoding: "utf8", env });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}${stdout}`);
    return stdout.trimEnd();
  }

  write(path: string, text: string, executable = false): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), text);
    if (executable) chmodSync(join(this.directory, path), 0o755);
  }

  commit(message = "Change something"): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.directory, path));
  }

  isExecutable(path: string): boolean {
    return (statSync(join(this.directory, path)).mode & 0o100) !== 0;
  }

  update(rendered: Rendered, { version = "2.0.0", decline = false, released = [] as readonly string[] } = {}): Merged {
    const pins = { library: "acme-corp/acme-infra", released };
    return mergeScaffold({ checkout: openCheckout(this.directory), rendered, version, origin: "acme-infra", pins, decline });
  }

  /** As a person merges the pull request: squashed into one commit, the branch deleted. */
  squash(branch: string | null): void {
    this.git("switch", "--quiet", "main");
    this.git("merge", "--quiet", "--squash", branch ?? "");
    this.git("commit", "--quiet", "--message", "Update the scaffold (#7)");
    this.git("branch", "--quiet", "-D", branch ?? "");
  }

  /** What would differ if a command had changed anything: files, branches, what is checked out. */
  state(): unknown {
    const files = readdirSync(this.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.directory, join(entry.parentPath, entry.name)))
      .filter((path) => !path.startsWith(".git/"))
      .sort()
      .map((path) => [path, this.read(path)]);
    return {
      files,
      refs: this.git("for-each-ref"),
      head: this.git("rev-parse", "HEAD"),
      status: this.git("status", "--porcelain", "--branch"),
    };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
