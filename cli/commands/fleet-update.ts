import { Command, InvalidArgumentError, Option } from "commander";
import { fleetRequests } from "../../forecast/fleet-requests";
import { HOURLY_LIMIT } from "../../forecast/request-costs";
import { RINGS, type Ring } from "../../fleet/rings";
import { standingText } from "../../fleet/standing-text";
import type { Visited } from "../../fleet/standing";
import { updateFleet } from "../../fleet/update-fleet";
import { connectedFleet } from "../connected-fleet";
import { UserError } from "../user-error";

/** How often the checks of a ring are looked at: each look costs two requests for each repository that is not done. */
const LOOK_EVERY_MS = 120_000;

interface Options {
  readonly ring?: Ring;
  readonly wait: number;
}

/** `sigma fleet update`: one pull request for each repository whose scaffold changed. */
export const fleetUpdateCommand = (): Command =>
  new Command("update")
    .description("Opens one pull request in each repository whose scaffold changed, ring by ring; can be started again at any time")
    .addOption(new Option("--ring <ring>", "only this one, once those before it have passed").choices(RINGS))
    .option("--wait <minutes>", "how long the checks of a ring are waited for before the next one", minutes, 30)
    .action(async ({ ring, wait }: Options, command: Command) => {
      const { family, fleet, repositories } = await connectedFleet(command);
      if (family.workflows.released.length === 0)
        throw new UserError(
          "the catalog names no released commit of the workflows (workflows.released), so every update would pin a commit that no cluster admits; release first",
        );
      process.stdout.write(
        `${repositories.length} repositories; at most ${fleetRequests(repositories.length, Math.ceil((wait * 60_000) / LOOK_EVERY_MS))} requests of GitHub's ${HOURLY_LIMIT} an hour\n`,
      );
      const { visited, stopped } = await updateFleet({
        ...fleet,
        repositories,
        waitMinutes: wait,
        lookEveryMs: LOOK_EVERY_MS,
        onVisit: say,
        ...(ring && { ring }),
      });
      const opened = visited.filter(({ standing }) => "opened" in standing && standing.opened).length;
      process.stdout.write(`${opened} opened; ${visited.length} of ${repositories.length} repositories visited\n`);
      if (stopped?.why === "failed") throw new UserError(stopped.message);
      if (stopped) process.stdout.write(`${stopped.message}\n`);
    });

/** What is as it was before is not worth a line. */
function say({ name, standing }: Visited): void {
  if (standing.at !== "in step") process.stdout.write(`  ${name}: ${standingText(standing).replaceAll("\n", "; ")}\n`);
}

function minutes(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("write whole minutes: 30");
  return Number(text);
}
