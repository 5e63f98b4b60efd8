import type { FoundMember, FoundTeam } from "./found";
import type { GithubReader, Right } from "./github-reader";

const RIGHT: Right = "organization: Members (read)";

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

interface Members {
  readonly pageInfo: PageInfo;
  readonly edges: readonly { readonly role: "MAINTAINER" | "MEMBER"; readonly node: { readonly login: string } }[];
}

interface Named {
  readonly slug: string;
  readonly members: Members;
}

interface TeamsAnswer {
  readonly organization: { readonly teams: { readonly pageInfo: PageInfo; readonly nodes: readonly Named[] } } | null;
}

interface MembersAnswer {
  readonly organization: { readonly team: { readonly members: Members } | null } | null;
}

const MEMBERS = "pageInfo { hasNextPage endCursor } edges { role node { login } }";

/**
 * REST lists the members of child teams, too; the provider asks as here. Fifty teams with a hundred members each are far below what a query may ask.
 * https://github.com/integrations/terraform-provider-github/blob/v6.9.0/github/resource_github_team_members.go
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit
 */
const OF_ALL = `query ($org: String!, $after: String) {
  organization(login: $org) {
    teams(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { slug members(membership: IMMEDIATE, first: 100) { ${MEMBERS} } }
    }
  }
}`;

/** The further members of a team with more than a hundred. */
const OF_ONE = `query ($org: String!, $team: String!, $after: String) {
  organization(login: $org) { team(slug: $team) { members(membership: IMMEDIATE, first: 100, after: $after) { ${MEMBERS} } } }
}`;

/** Every team of the organization with its own members. */
export async function readTeams(reader: GithubReader): Promise<readonly FoundTeam[]> {
  const { client, organization: org } = reader;
  const teams = await reader.all(RIGHT, org, (page) => client.request("GET /orgs/{org}/teams", { org, ...page }));
  const members = await readMembers(reader);
  return teams.map(({ id, slug, name, description, privacy, parent }) => {
    const own = members.get(slug);
    // A team whose members GitHub does not show is not a team without members.
    if (own === undefined) reader.miss(RIGHT, org);
    return {
      id: String(id),
      slug,
      name,
      description: description ?? "",
      privacy: privacy ?? "closed",
      parentId: parent ? String(parent.id) : null,
      members: own ?? [],
    };
  });
}

async function readMembers(reader: GithubReader): Promise<ReadonlyMap<string, readonly FoundMember[]>> {
  const { client, organization: org } = reader;
  const found = new Map<string, FoundMember[]>();
  for (let after: string | null = null; ;) {
    const answer: TeamsAnswer | null = await reader.one(RIGHT, org, async () => ({
      data: await client.graphql<TeamsAnswer>(OF_ALL, { org, after }),
    }));
    const teams = answer?.organization?.teams;
    for (const { slug, members } of teams?.nodes ?? [])
      found.set(slug, [...shown(members), ...(await furtherMembers(reader, slug, members.pageInfo))]);
    if (!teams?.pageInfo.hasNextPage) return found;
    after = teams.pageInfo.endCursor;
  }
}

async function furtherMembers(reader: GithubReader, team: string, { hasNextPage, endCursor }: PageInfo): Promise<readonly FoundMember[]> {
  if (!hasNextPage) return [];
  const { client, organization: org } = reader;
  const answer: MembersAnswer | null = await reader.one(RIGHT, org, async () => ({
    data: await client.graphql<MembersAnswer>(OF_ONE, { org, team, after: endCursor }),
  }));
  const members = answer?.organization?.team?.members;
  if (members === undefined) {
    reader.miss(RIGHT, org);
    return [];
  }
  return [...shown(members), ...(await furtherMembers(reader, team, members.pageInfo))];
}

const shown = ({ edges }: Members): readonly FoundMember[] =>
  edges.map(({ role, node }) => ({ login: node.login, role: role === "MAINTAINER" ? "maintainer" : "member" }));
