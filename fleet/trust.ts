import { RINGS, type Ring } from "./rings";
import type { Visited } from "./standing";

/** Whether the next ring may begin after this one. */
export interface Trust {
  readonly why: "passed" | "failed" | "waits";
  /** The reason, with the repositories that it is about. */
  readonly message: string;
}

/**
 * A ring is trusted when something in it has passed, nothing failed and nothing runs. A conflict or a refusal says nothing of the update itself, so it holds nobody up;
 * but where nobody has tried the update, nothing is known of it.
 */
export function trust(ring: Ring, members: readonly Visited[]): Trust {
  const failed = members.flatMap(({ name, standing }) => {
    if (standing.at === "failed") return [`${name}: ${standing.reason}`];
    if (standing.at === "open" && standing.checks.verdict === "failed")
      return [`${name}: ${standing.checks.names.join(", ")} failed, ${standing.update.url}`];
    return [];
  });
  if (failed.length > 0) return { why: "failed", message: `the ring ${ring} failed, so no further ring gets the update\n${lines(failed)}` };
  const behind = members.filter(({ standing }) => standing.at === "behind").map(({ name }) => name);
  if (behind.length > 0)
    return {
      why: "waits",
      message: `the ring ${ring} has not got the update; run sigma fleet update --ring ${ring} first\n${lines(behind)}`,
    };
  const running = members.flatMap(({ name, standing }) =>
    standing.at === "open" && standing.checks.verdict === "pending" ? [`${name}: ${standing.checks.names.join(", ")}`] : [],
  );
  if (running.length > 0)
    return { why: "waits", message: `checks of the ring ${ring} are not done; run it again later\n${lines(running)}` };
  const there = members.filter(({ standing }) => standing.at !== "absent" && standing.at !== "without a scaffold");
  const tried = there.some(({ standing }) => standing.at === "in step" || standing.at === "open");
  if (there.length > 0 && !tried)
    return {
      why: "waits",
      message: `nobody of the ring ${ring} has tried the update: resolve or merge one first\n${lines(there.map(({ name, standing }) => `${name}: ${standing.at}`))}`,
    };
  return { why: "passed", message: `the ring ${ring} passed` };
}

/** The ring that an update may reach now: the first with a repository that is behind, when those before it can be trusted; null when there is none. */
export function nextRing(visited: readonly Visited[]): Ring | null {
  for (const ring of RINGS) {
    const members = visited.filter((each) => each.ring === ring);
    if (members.some(({ standing }) => standing.at === "behind")) return ring;
    if (trust(ring, members).why !== "passed") return null;
  }
  return null;
}

const lines = (texts: readonly string[]): string =>
  texts
    .map((text) => `  ${text}\n`)
    .join("")
    .trimEnd();
