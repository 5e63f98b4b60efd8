import { FLEET_RESERVE } from "../forecast/fleet-requests";

/** GitHub's hourly limit leaves no more requests to this run; what is left to do is the next run's. */
export class OutOfBudget extends Error {
  override readonly name = "OutOfBudget";
}

/** What is left of GitHub's hourly limit, as its last answer said. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export class Budget {
  private remaining = Infinity;
  private resets = 0;

  /** @param headers of an answer; those of a server without a limit (GitHub Enterprise Server) say nothing. */
  read(headers: Readonly<Record<string, string | number | undefined>>): void {
    const { "x-ratelimit-remaining": remaining, "x-ratelimit-reset": resets, "x-ratelimit-resource": resource } = headers;
    if (remaining === undefined || (resource !== undefined && resource !== "core")) return;
    this.remaining = Number(remaining);
    this.resets = Number(resets ?? 0);
  }

  /** @throws OutOfBudget when so many requests would eat into what others need in this hour */
  require(requests: number): void {
    if (this.remaining - requests >= FLEET_RESERVE) return;
    throw new OutOfBudget(
      `GitHub leaves ${this.remaining} requests in this hour, of which ${FLEET_RESERVE} are for plans; go on ${this.when} with the same command`,
    );
  }

  /** When the hour is over, in words. */
  get when(): string {
    return this.resets === 0 ? "later" : `after ${new Date(this.resets * 1000).toISOString().slice(11, 16)} UTC`;
  }
}
