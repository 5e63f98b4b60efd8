import Table from "cli-table3";
import { Command } from "commander";
import { OutOfBudget } from "../../fleet/budget";
import { standingText } from "../../fleet/standing-text";
import type { Visited } from "../../fleet/standing";
import { nextRing } from "../../fleet/trust";
import { visit } from "../../fleet/visit";
import { counted } from "../../model/counted";
import { connectedFleet } from "../connected-fleet";
import { UserError } from "../user-error";

/** `sigma fleet status`: looks at every repository and changes nothing. */
export const fleetStatusCommand = (): Command =>
  new Command("status")
    .description("Shows every repository with its scaffold, pins, open update, conflicts and failing checks; changes nothing")
    .option("--json", "for a program", false)
    .action(async ({ json }: { json: boolean }, command: Command) => {
      const { fleet, repositories } = await connectedFleet(command);
      const visited: Visited[] = [];
      try {
        for (const repository of repositories) visited.push(await visit(fleet, repository, "look"));
      } catch (error) {
        throw error instanceof OutOfBudget
          ? new UserError(`${error.message}; ${visited.length} of ${repositories.length} were looked at`)
          : error;
      }
      process.stdout.write(
        json ? `${JSON.stringify({ next: nextRing(visited), repositories: visited.map(told) }, null, 2)}\n` : table(visited),
      );
    });

const told = (visited: Visited) => ({ ...visited, says: standingText(visited.standing) });

function table(visited: readonly Visited[]): string {
  const rows = new Table({ head: ["repository", "ring", "scaffold", "pins", "where it stands"], style: { head: [], border: [] } });
  for (const { name, ring, scaffold, standing } of visited)
    rows.push([name, ring, scaffold?.version ?? "none", scaffold?.pins.join("\n") ?? "", standingText(standing)]);
  const behind = visited.filter(({ standing }) => standing.at === "behind").length;
  return `${rows.toString()}\n${counted(visited.length, "repository", "repositories")}; ${behind === 0 ? "none is behind without an update" : `${behind} behind: sigma fleet update`}\n`;
}
