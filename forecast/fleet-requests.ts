/** GitHub API requests that the fleet costs. Git's own requests (clone, fetch, push) do not count against the hourly limit. */

/** Per repository at most; held against a stand-in that counts in test/fleet. */
export const FLEET_REQUESTS = {
  /** The pull requests of the update's branch, and the open ones. */
  look: 2,
  /** The pull request and its label; the label of the older update whose place it takes, and its closing. */
  open: 4,
  /** Check runs and commit statuses of the update's head. */
  checks: 2,
} as const;

/**
 * Requests that are left to everybody else who asks as the same App in this hour: a plan of the organization. Below it an update stops, and goes on in the
 * next run.
 */
export const FLEET_RESERVE = 1000;

/**
 * Requests of a run over so many repositories, when each gets an update.
 * @param looks how often checks are looked at again while a ring is waited for
 */
export const fleetRequests = (repositories: number, looks: number): number =>
  repositories * (FLEET_REQUESTS.look + FLEET_REQUESTS.open + FLEET_REQUESTS.checks * (1 + looks));
