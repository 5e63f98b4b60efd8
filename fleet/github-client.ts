import type { Octokit } from "@octokit/core";

/** What a request of GitHub's REST API needs. */
export interface GitHubAccess {
  /** `https://api.github.com`, or that of a GitHub Enterprise Server. */
  readonly api: string;
  readonly token: string;
  /** Milliseconds between two writes. @default what GitHub asks for: a second, three where somebody is notified */
  readonly writePaceMs?: number;
}

/** The longest secondary limit that is waited for, in seconds. Beyond it the run ends, and the next one goes on where it stopped. */
const LONGEST_WAIT = 120;

/**
 * A client that waits between writes, repeats what a failure of the server stopped, and waits out a short secondary limit. The hourly limit ends the run.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export async function githubClient({ api, token, writePaceMs }: GitHubAccess): Promise<Octokit> {
  // These packages are ES modules, which CommonJS can only import while it runs.
  const [{ Octokit: Core }, { throttling }, { retry }, { default: Bottleneck }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-retry"),
    import("bottleneck"),
  ]);
  const group = (minTime: number) => new Bottleneck.Group({ maxConcurrent: 1, minTime });
  const paced = writePaceMs === undefined ? {} : { write: group(writePaceMs), notifications: group(writePaceMs) };
  const Client = Core.plugin(throttling, retry);
  return new Client({
    auth: token,
    baseUrl: api,
    userAgent: "sigma-fleet",
    throttle: {
      ...paced,
      onRateLimit: () => false,
      onSecondaryRateLimit: (seconds, _options, _octokit, retries) => retries < 3 && seconds <= LONGEST_WAIT,
    },
  });
}
