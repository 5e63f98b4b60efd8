import { confirm } from "@inquirer/prompts";
import type { Family } from "../../model/family";
import { didYouMean } from "../../model/did-you-mean";
import { list } from "../../model/problem";
import { UserError } from "../user-error";
import { newOwners, type ProductOptions } from "./new-product";

/**
 * A new team is a team on GitHub with rights to the repositories, and a mistyped one looks just like it: it is made only on purpose.
 * @throws UserError unless `--new-team` says so, or somebody at a terminal does
 */
export async function agreeToTeams(family: Family, options: ProductOptions & { readonly newTeam: boolean }): Promise<void> {
  const teams = newOwners(family, options);
  const known = Object.keys(family.teams);
  if (teams.length === 0) {
    if (options.newTeam) throw new UserError("got --new-team; teams.yaml has the owners already, so leave it out");
    return;
  }
  if (options.newTeam) return;
  if (!process.stdin.isTTY) throw new UserError(unknownTeams(teams, known));
  for (const team of teams) {
    const message = `no team "${team}"${didYouMean(team, known)} Make it a new team?`;
    if (!(await confirm({ message, default: false }))) throw new UserError(`nothing was written; teams: ${list(known)}`);
  }
}

const unknownTeams = (teams: readonly string[], known: readonly string[]): string =>
  [
    "nothing was written:",
    ...teams.map((team) => `  no team "${team}"${didYouMean(team, known) || `; teams: ${list(known)}`}`),
    "Name a team of teams.yaml, or pass --new-team to make a new one.",
  ].join("\n");
