import { spawnSync } from "node:child_process";
import { ScaffoldError } from "./scaffold-error";

/** Runs git in one folder and returns what it prints. @throws {@link GitError} when git fails */
export type Git = (
  args: readonly string[],
  options?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
) => string;

export class GitError extends Error {
  override readonly name = "GitError";

  constructor(
    args: readonly string[],
    /** What git said. */
    readonly said: string,
  ) {
    super(`git ${args.join(" ")}: ${said}`);
  }
}

/** A git hook sets these for the programs it starts; with them git would work on the hook's repository. */
const ELSEWHERE = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX"];

const LARGEST_OUTPUT = 256 * 1024 * 1024;

export const gitIn =
  (directory: string): Git =>
  (args, { input = "", env = {} } = {}) => {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ELSEWHERE.includes(name)));
    const { status, stdout, stderr, error } = spawnSync("git", args, {
      cwd: directory,
      env: { ...inherited, ...env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0" },
      input,
      encoding: "utf8",
      maxBuffer: LARGEST_OUTPUT,
    });
    if (error) throw isMissing(error) ? new ScaffoldError("git is not there; install git 2.39 or later") : error;
    if (status !== 0)
      throw new GitError(
        args,
        (
          stderr.trim() ||
          stdout.trim() ||
          `it ended with ${status ?? "a signal"} and said nothing, as when one of its hooks fails`
        ).replace(/\n/g, "; "),
      );
    return stdout;
  };

const isMissing = (error: Error): boolean => "code" in error && error.code === "ENOENT";

/** What git prints, or null when it fails because the thing asked for does not exist. */
export function gitOrNull(git: Git, args: readonly string[]): string | null {
  try {
    return git(args);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** The fields of an output that NUL separates. */
export const fields = (output: string): readonly string[] => output.split("\0").slice(0, -1);
