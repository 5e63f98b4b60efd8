import type { Command } from "commander";
import type { Fleet } from "../fleet/visit";
import { GitHub } from "../fleet/github";
import { githubRemotes } from "../fleet/clone";
import { fleetOf, type FleetRepository } from "../fleet/rings";
import type { Family } from "../model/family";
import { currentScaffold } from "../scaffolding/update";
import { requireFamily } from "./catalog";
import { githubAccess, refusedByGitHub } from "./github-access";
import { requireLibrary } from "./scaffold-library";

export interface ConnectedFleet {
  readonly family: Family;
  readonly repositories: readonly FleetRepository[];
  readonly fleet: Fleet;
}

/** The family's repositories on GitHub, with the token of whoever asks. @throws UserError without a token that GitHub takes */
export async function connectedFleet(command: Command): Promise<ConnectedFleet> {
  const family = requireFamily(command);
  const access = githubAccess("the fleet is on GitHub");
  const author = { name: family.infraRepository, email: `${family.infraRepository}@fleet.invalid` };
  const remotes = githubRemotes(process.env.GITHUB_SERVER_URL ?? "https://github.com", family.organization, access.token, author);
  const github = await GitHub.connect(access, family.organization).catch((error: unknown) => {
    throw refusedByGitHub(error, access);
  });
  return {
    family,
    repositories: fleetOf(family),
    fleet: { github, remotes, scaffold: currentScaffold(family, requireLibrary(family)) },
  };
}
