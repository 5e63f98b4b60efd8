import { counted } from "../../model/counted";
import { OutOfBudget } from "../../fleet/budget";
import { UserError } from "../user-error";
import { sameName, type FoundOrganization, type FoundRepository } from "./found";
import type { GithubReader } from "./github-reader";
import { readRepository } from "./read-repository";
import { readTeams } from "./read-teams";

/** Requests for a repository with three environments, as `test/cli/adoption` counts them. */
const REQUESTS_PER_REPOSITORY = 35;

/**
 * Reads what the organization has. Nothing on GitHub is changed.
 * @param wanted names of the catalog's repositories: these are read in full
 * @throws UserError with every right that the token lacks, or when GitHub takes no more requests
 */
export async function readOrganization(reader: GithubReader, wanted: readonly string[]): Promise<FoundOrganization> {
  try {
    return reader.complete(await read(reader, wanted));
  } catch (error) {
    throw error instanceof OutOfBudget ? new UserError(`nothing was written: ${error.message}`) : error;
  }
}

async function read(reader: GithubReader, wanted: readonly string[]): Promise<FoundOrganization> {
  const { client, organization: org } = reader;
  const settings = await reader.one(
    "organization: Administration (read)",
    org,
    () => client.request("GET /orgs/{org}", { org }),
    () => true,
  );
  if (settings === null) throw new UserError(`GitHub shows no organization "${org}" to this token; whether it is seen: gh api orgs/${org}`);
  const people = (role: "all" | "admin") =>
    reader.all("organization: Members (read)", org, (page) => client.request("GET /orgs/{org}/members", { org, role, ...page }));
  const members = await people("all");
  const owners = await people("admin");
  const outside = await reader.all("organization: Members (read)", org, (page) =>
    client.request("GET /orgs/{org}/outside_collaborators", { org, ...page }),
  );
  const hooks = await reader.all("organization: Webhooks (read)", org, (page) => client.request("GET /orgs/{org}/hooks", { org, ...page }));
  const teams = await readTeams(reader);
  const listed = await reader.all("repository: Metadata (read)", org, (page) =>
    client.request("GET /orgs/{org}/repos", { org, type: "all", ...page }),
  );
  requireAll(reader, settings, listed.length);

  const logins = new Map<number, string>();
  const known = new Map<string, FoundRepository>();
  const mine = listed.filter(({ name }) => wanted.some((each) => sameName(each, name)));
  reader.require(mine.length * REQUESTS_PER_REPOSITORY);
  for (const { name } of mine) known.set(name.toLowerCase(), await readRepository(reader, name, logins));
  return {
    id: String(settings.id),
    login: settings.login,
    settings: { ...settings },
    members: members.map(({ login }) => login),
    owners: owners.map(({ login }) => login),
    outsideCollaborators: outside.map(({ login }) => login),
    hooks: hooks.map(({ config, active }) => ({ url: config.url ?? "", active })),
    teams,
    repositories: listed.map(({ name, visibility, archived }) => ({
      name,
      visibility: visibility ?? "private",
      archived: archived ?? false,
    })),
    known,
    logins,
  };
}

/**
 * A repository that the token does not see is in no list. Only the organization's own count tells, and that only an owner sees.
 * https://docs.github.com/rest/orgs/orgs#get-an-organization
 */
function requireAll(
  reader: GithubReader,
  { public_repos, total_private_repos }: { readonly public_repos: number; readonly total_private_repos?: number },
  seen: number,
): void {
  if (total_private_repos === undefined) {
    reader.miss("organization: Administration (read)", reader.organization);
    return;
  }
  const hidden = public_repos + total_private_repos - seen;
  if (hidden > 0) reader.miss("repository: Metadata (read)", `${counted(hidden, "repository", "repositories")} that it does not see`);
}
