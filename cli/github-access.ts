import type { GitHubAccess } from "../fleet/github-client";
import { statusOf } from "../fleet/budgeted-client";
import { UserError } from "./user-error";

/** GitHub's API and the token of whoever asks. @param why what needs it, as the beginning of a sentence @throws UserError without a token */
export function githubAccess(why: string): GitHubAccess {
  const token = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN;
  if (!token) throw new UserError(`${why}: it needs GITHUB_TOKEN (gh auth token prints one), or that of the platform's App`);
  return { token, api: process.env.GITHUB_API_URL ?? "https://api.github.com" };
}

/** An answer by which GitHub refuses a request, as the user's error; every other error as it is, with its stack. */
export function refusedByGitHub(error: unknown, { api }: GitHubAccess): unknown {
  const status = statusOf(error);
  if (status === null || !(error instanceof Error)) return error;
  return new UserError(
    status === 401 ? "GitHub does not know this token; make a new one: export GITHUB_TOKEN=$(gh auth token)" : `${api}: ${error.message}`,
  );
}
