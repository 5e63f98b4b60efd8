import { gitIn, GitError, type Git } from "../scaffolding/git";

/** Where the repositories of an organization are, for git. */
export interface Remotes {
  readonly url: (repository: string) => string;
  /** Environment of the git commands that reach them: who this is. Never on a command line, where other users of the machine could read it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name and address of the commits; a branch whose newest commit has another author is somebody else's work. */
  readonly author: { readonly name: string; readonly email: string };
}

/** The repositories of a GitHub server, by a token. https://git-scm.com/docs/git-config#Documentation/git-config.txt-GITCONFIGCOUNT */
export function githubRemotes(server: string, organization: string, token: string, author: Remotes["author"]): Remotes {
  // Settings that the environment has already stay.
  const next = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  return {
    url: (repository) => `${server}/${organization}/${repository}.git`,
    environment: {
      GIT_CONFIG_COUNT: String(next + 1),
      [`GIT_CONFIG_KEY_${next}`]: `http.${server}/.extraheader`,
      [`GIT_CONFIG_VALUE_${next}`]: `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
    },
    author,
  };
}

/** A clone of the newest commit of a repository's default branch. */
export class Clone {
  readonly git: Git;

  private constructor(
    readonly directory: string,
    private readonly remotes: Remotes,
  ) {
    this.git = gitIn(directory);
  }

  /** Null when the server has no such repository. @param directory an empty folder */
  static of(remotes: Remotes, repository: string, directory: string): Clone | null {
    const git = gitIn(directory);
    const settings = {
      "user.name": remotes.author.name,
      "user.email": remotes.author.email,
      "commit.gpgsign": "false",
      "core.hooksPath": "/dev/null",
    };
    const kept = Object.entries(settings).flatMap(([name, value]) => ["--config", `${name}=${value}`]);
    try {
      git(["clone", "--quiet", "--depth", "1", ...kept, remotes.url(repository), "."], { env: remotes.environment });
    } catch (error) {
      if (error instanceof GitError && /not found|does not exist|not appear to be a git repository/i.test(error.said)) return null;
      throw error;
    }
    return new Clone(directory, remotes);
  }

  get defaultBranch(): string {
    return this.git(["rev-parse", "--abbrev-ref", "origin/HEAD"])
      .trimEnd()
      .replace(/^origin\//, "");
  }

  /** The newest commit of a branch on the server; null when there is no such branch. */
  tip(branch: string): string | null {
    const listed = this.reach(["ls-remote", "origin", `refs/heads/${branch}`]);
    return listed === "" ? null : (listed.split("\t")[0] ?? null);
  }

  /** Whether somebody else made the newest commit of a branch on the server. */
  isSomebodyElses(branch: string): boolean {
    this.fetch(branch, 1);
    return this.git(["log", "-1", "--format=%ae", "FETCH_HEAD"]).trimEnd() !== this.remotes.author.email;
  }

  /** Makes HEAD the branch's newest commit on the server, unless the branch has moved away from `tip` since. Nothing is pushed where nothing would change. */
  push(branch: string, tip: string | null): string {
    if (tip !== null) {
      this.fetch(branch, 2);
      if (this.shape("FETCH_HEAD") === this.shape("HEAD")) return tip;
    }
    this.reach(["push", "--quiet", `--force-with-lease=refs/heads/${branch}:${tip ?? ""}`, "origin", `HEAD:refs/heads/${branch}`]);
    return this.git(["rev-parse", "HEAD"]).trimEnd();
  }

  /** Files and parent of a commit: two commits that agree in both differ in their dates alone. */
  private shape(commit: string): string {
    return this.git(["show", "--no-patch", "--format=%T %P", commit]).trimEnd();
  }

  private fetch(branch: string, depth: number): void {
    this.reach(["fetch", "--quiet", "--depth", String(depth), "origin", `refs/heads/${branch}`]);
  }

  delete(branch: string): void {
    this.reach(["push", "--quiet", "origin", `:refs/heads/${branch}`]);
  }

  private reach(args: readonly string[]): string {
    return this.git(args, { env: this.remotes.environment });
  }
}
