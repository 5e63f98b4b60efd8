import type { Command } from "commander";
import type { Fleet } from "../fleet/visit";
import { GitHub, statusOf } from "../fleet/github";
import { githubRemotes } from "../fleet/clone";
import { fleetOf, type FleetRepository } from "../fleet/rings";
import type { Family } from "../model/family";
import { currentScaffold } from "../scaffolding/update";
import { requireFamily } from "./catalog";
import { requireLibrary } from "./scaffold-library";
import { UserError } from "./user-error";

export interface ConnectedFleet {
  readonly family: Family;
  readonly repositories: readonly FleetRepository[];
  readonly fleet: Fleet;
}

/** The family's repositories on GitHub, with the token of whoever asks. @throws UserError without a token that GitHub takes */
export async function connectedFleet(command: Command): Promise<ConnectedFleet> {
  const family = requireFamily(command);
  const token = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN;
  if (!token)
    throw new UserError("the fleet is on GitHub: it needs GITHUB_TOKEN (gh auth token prints one), or that of the platform's App");
  const api = process.env.GITHUB_API_URL ?? "https://api.github.com";
  const author = { name: family.infraRepository, email: `${family.infraRepository}@fleet.invalid` };
  const remotes = githubRemotes(process.env.GITHUB_SERVER_URL ?? "https://github.com", family.organization, token, author);
  const github = await connect(api, token, family.organization);
  return {
    family,
    repositories: fleetOf(family),
    fleet: { github, remotes, scaffold: currentScaffold(family, requireLibrary(family)) },
  };
}

async function connect(api: string, token: string, organization: string): Promise<GitHub> {
  try {
    return await GitHub.connect({ api, token }, organization);
  } catch (error) {
    const status = statusOf(error);
    if (status === null || !(error instanceof Error)) throw error;
    throw new UserError(
      status === 401 ? "GitHub does not know this token; make a new one: export GITHUB_TOKEN=$(gh auth token)" : `${api}: ${error.message}`,
    );
  }
}
