import type { components } from "@octokit/openapi-types";
import type { Answer } from "./github-stand-in";

type Schemas = components["schemas"];
/** What GitHub answers, but for the addresses, which nobody here follows. */
type Shape<Name extends keyof Schemas, Keys extends keyof Schemas[Name]> = Pick<Schemas[Name], Keys>;

export interface InventedEnvironment {
  readonly reviewers?: readonly ({ readonly team: string } | { readonly user: string; readonly id: number })[];
  readonly wait_timer?: number;
  readonly policies?: readonly { readonly id: number; readonly name: string; readonly type: "branch" | "tag" }[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
}

export interface InventedRepository {
  readonly settings?: Partial<Schemas["full-repository"]>;
  /** Slugs of teams with what they may do. */
  readonly teams?: Readonly<Record<string, string>>;
  readonly collaborators?: Readonly<Record<string, string>>;
  readonly hooks?: readonly string[];
  /** Titles of deploy keys; whether each may write. */
  readonly keys?: Readonly<Record<string, boolean>>;
  readonly rulesets?: readonly Shape<
    "repository-ruleset",
    "id" | "name" | "source" | "target" | "enforcement" | "bypass_actors" | "conditions" | "rules"
  >[];
  readonly classic?: readonly string[];
  readonly environments?: Readonly<Record<string, InventedEnvironment>>;
  readonly variables?: readonly string[];
  readonly secrets?: readonly string[];
  /** What GitHub Actions may run beside GitHub's own; everything when left out. */
  readonly patterns?: readonly string[];
  readonly token?: "read" | "write";
  readonly files?: Readonly<Record<string, string>>;
  readonly alerts?: boolean;
}

export interface InventedTeam {
  readonly id: number;
  readonly name?: string;
  readonly description?: string;
  readonly privacy?: string;
  readonly parent?: string;
  readonly members: Readonly<Record<string, "MEMBER" | "MAINTAINER">>;
}

export interface InventedOrganization {
  /** By the names of `organization-full`, some of which GitHub calls deprecated and answers. */
  readonly settings: Readonly<Record<string, string | number | boolean>> & { readonly id: number };
  readonly members: readonly string[];
  readonly owners: readonly string[];
  readonly outside: readonly string[];
  readonly hooks: readonly string[];
  /** By slug. */
  readonly teams: Readonly<Record<string, InventedTeam>>;
  /** By name. */
  readonly repositories: Readonly<Record<string, InventedRepository>>;
}

const NOT_FOUND: Answer = [404, { message: "Not Found" }];

/** GitHub's answers to whoever reads an organization, and to nobody who writes. */
export class OrganizationStandIn {
  /** Entries of one page; GitHub has up to a hundred. */
  largestPage = 5;
  /** Repositories that the token does not see. */
  hidden: readonly string[] = [];
  /** Whether the token is an owner's. */
  owner = true;
  /** The status by which GitHub refuses a path; null where the token has the right. */
  refuses: (path: string) => 403 | 404 | null = () => null;

  constructor(
    readonly login: string,
    private readonly invented: InventedOrganization,
  ) {}

  /** The answer; undefined to a question about something else. */
  answer(method: string, url: URL, body: Readonly<Record<string, unknown>>): Answer | undefined {
    if (method === "POST" && url.pathname === "/graphql") return this.members(body);
    if (method !== "GET") return undefined;
    const refused = this.refuses(url.pathname);
    // https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
    if (refused === 403) return [403, { message: "Resource not accessible by personal access token" }];
    if (refused === 404) return NOT_FOUND;
    const [, of, rest = ""] = /^\/orgs\/([^/]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
    if (of !== undefined) return of === this.login ? this.ofOrganization(rest, url) : NOT_FOUND;
    const [, owner, name = "", path = ""] = /^\/repos\/([^/]+)\/([^/]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
    if (owner !== this.login || path.startsWith("pulls") || path.startsWith("commits/")) return undefined;
    const repository =
      Object.hasOwn(this.invented.repositories, name) && !this.hidden.includes(name) ? this.invented.repositories[name] : undefined;
    return repository === undefined ? NOT_FOUND : this.ofRepository(name, repository, decodeURIComponent(path), url);
  }

  private ofOrganization(path: string, url: URL): Answer {
    const { settings, members, owners, outside, hooks, teams, repositories } = this.invented;
    const people = (logins: readonly string[]) => this.page(url, logins.map(user));
    switch (path) {
      case "": {
        const all = Object.keys(repositories).map((name) => this.repository(name));
        const open = all.filter(({ visibility }) => visibility === "public").length;
        // Only owners see how many private ones there are. https://docs.github.com/rest/orgs/orgs#get-an-organization
        return [
          200,
          {
            login: this.login,
            public_repos: open,
            ...(this.owner && { total_private_repos: all.length - open, ...settings }),
            id: settings.id,
          },
        ];
      }
      case "members":
        return people(url.searchParams.get("role") === "admin" ? owners : members);
      case "outside_collaborators":
        return people(outside);
      case "hooks":
        return this.page(url, hooks.map(hook));
      case "teams":
        return this.page(
          url,
          Object.keys(teams).map((slug) => this.team(slug)),
        );
      case "repos":
        return this.page(
          url,
          Object.keys(repositories)
            .filter((name) => !this.hidden.includes(name))
            .map((name) => this.repository(name)),
        );
      default:
        return NOT_FOUND;
    }
  }

  private ofRepository(name: string, repository: InventedRepository, path: string, url: URL): Answer {
    const {
      teams = {},
      collaborators = {},
      hooks = [],
      keys = {},
      rulesets = [],
      classic = [],
      environments = {},
      variables = [],
      secrets = [],
    } = repository;
    const [first = "", second, third] = path.split("/");
    if (first === "environments" && second !== undefined) return this.ofEnvironment(environments[second], third ?? "", url);
    if (first === "contents") {
      const text = repository.files?.[path.slice("contents/".length)];
      const file = text === undefined ? null : { type: "file" as const, encoding: "base64", content: Buffer.from(text).toString("base64") };
      return file === null ? NOT_FOUND : [200, file satisfies Partial<Schemas["content-file"]>];
    }
    if (first === "rulesets" && second !== undefined) {
      const ruleset = rulesets.find(({ id }) => String(id) === second);
      return ruleset === undefined ? NOT_FOUND : [200, ruleset];
    }
    if (first === "branches" && second !== undefined)
      // https://docs.github.com/rest/branches/branch-protection#get-branch-protection
      return classic.includes(second)
        ? [200, { enabled: true } satisfies Partial<Schemas["branch-protection"]>]
        : [404, { message: "Branch not protected" }];
    switch (path) {
      case "":
        return [200, this.repository(name)];
      case "vulnerability-alerts":
        return repository.alerts ? [204, undefined] : [404, { message: "Vulnerability alerts are disabled." }];
      case "teams":
        return this.page(
          url,
          Object.entries(teams).map(([slug, permission]) => ({ ...this.team(slug), permission })),
        );
      case "collaborators":
        return this.page(
          url,
          Object.entries(collaborators).map(
            ([login, role_name]) => ({ ...user(login), role_name }) satisfies Shape<"collaborator", "login" | "role_name">,
          ),
        );
      case "hooks":
        return this.page(url, hooks.map(hook));
      case "keys":
        return this.page(
          url,
          Object.entries(keys).map(
            ([title, writes]) =>
              ({ id: 1, key: "ssh-ed25519 AAAA", title, read_only: !writes }) satisfies Shape<
                "deploy-key",
                "id" | "key" | "title" | "read_only"
              >,
          ),
        );
      case "rulesets":
        return this.page(
          url,
          rulesets.map(({ id, name: called, target, enforcement }) => ({ id, name: called, target, enforcement })),
        );
      case "branches":
        return this.page(
          url,
          [...new Set([...classic, ...(rulesets.length > 0 ? ["main"] : [])])].map((branch) => ({ name: branch, protected: true })),
        );
      case "environments":
        return this.page(
          url,
          Object.entries(environments).map(([each, environment]) => this.environment(each, environment)),
          "environments",
        );
      case "actions/variables":
        return this.page(
          url,
          variables.map((each) => ({ name: each, value: "", ...AT }) satisfies Schemas["actions-variable"]),
          "variables",
        );
      case "actions/secrets":
        return this.page(
          url,
          secrets.map((each) => ({ name: each, ...AT }) satisfies Schemas["actions-secret"]),
          "secrets",
        );
      case "actions/permissions":
        return [
          200,
          { enabled: true, allowed_actions: repository.patterns === undefined ? "all" : "selected" } satisfies Partial<
            Schemas["actions-repository-permissions"]
          >,
        ];
      case "actions/permissions/selected-actions":
        return [
          200,
          {
            github_owned_allowed: true,
            verified_allowed: false,
            patterns_allowed: [...(repository.patterns ?? [])],
          } satisfies Schemas["selected-actions"],
        ];
      case "actions/permissions/workflow":
        return [200, { default_workflow_permissions: repository.token ?? "write", can_approve_pull_request_reviews: false }];
      case "actions/permissions/access":
        return [200, { access_level: "none" } satisfies Schemas["actions-workflow-access-to-repository"]];
      default:
        return NOT_FOUND;
    }
  }

  private ofEnvironment(environment: InventedEnvironment | undefined, path: string, url: URL): Answer {
    if (environment === undefined) return NOT_FOUND;
    const { policies = [], variables = {}, secrets = [] } = environment;
    if (path === "deployment-branch-policies")
      return this.page(url, policies satisfies readonly Schemas["deployment-branch-policy"][], "branch_policies");
    if (path === "variables")
      return this.page(
        url,
        Object.entries(variables).map(([name, value]) => ({ name, value, ...AT })),
        "variables",
      );
    return path === "secrets"
      ? this.page(
          url,
          secrets.map((name) => ({ name, ...AT })),
          "secrets",
        )
      : NOT_FOUND;
  }

  /** One page and, when more follow, where. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers */
  private page(url: URL, all: readonly object[], within?: string): Answer {
    const size = Math.min(Number(url.searchParams.get("per_page") ?? 30), this.largestPage);
    const page = Number(url.searchParams.get("page") ?? 1);
    const items = all.slice((page - 1) * size, page * size);
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const headers: Record<string, string> = page * size < all.length ? { link: `<${next.href}>; rel="next"` } : {};
    return [200, within === undefined ? items : { total_count: all.length, [within]: items }, headers];
  }

  /** https://docs.github.com/graphql/reference/objects#team */
  private members({ query, variables }: Readonly<Record<string, unknown>>): Answer {
    const { team, after } = variables as { readonly team?: string; readonly after: string | null };
    if (this.refuses("/graphql") !== null)
      return [
        200,
        { data: { organization: null }, errors: [{ type: "FORBIDDEN", message: "Resource not accessible by personal access token" }] },
      ];
    const connection = ({ members }: InventedTeam, from: number) => ({
      pageInfo: { hasNextPage: from + this.largestPage < Object.keys(members).length, endCursor: String(from + this.largestPage) },
      edges: Object.entries(members)
        .slice(from, from + this.largestPage)
        .map(([login, role]) => ({ role, node: { login } })),
    });
    if (!String(query).includes("membership: IMMEDIATE")) return [200, { errors: [{ message: "not asked for here" }] }];
    const start = Number(after ?? 0);
    if (team !== undefined) {
      const found = this.invented.teams[team];
      return [200, { data: { organization: { team: found === undefined ? null : { members: connection(found, start) } } } }];
    }
    const teams = Object.entries(this.invented.teams);
    const nodes = teams.slice(start, start + this.largestPage).map(([slug, each]) => ({ slug, members: connection(each, 0) }));
    const pageInfo = { hasNextPage: start + this.largestPage < teams.length, endCursor: String(start + this.largestPage) };
    return [200, { data: { organization: { teams: { pageInfo, nodes } } } }];
  }

  private team(
    slug: string,
  ): Shape<"team", "id" | "slug" | "name" | "description" | "privacy" | "permission"> & { readonly parent: object | null } {
    const { id, name = slug, description = "", privacy = "closed", parent } = this.invented.teams[slug]!;
    return { id, slug, name, description, privacy, permission: "pull", parent: parent === undefined ? null : this.team(parent) };
  }

  private repository(name: string): Partial<Schemas["full-repository"]> {
    const { settings = {} } = this.invented.repositories[name]!;
    return { ...FRESH, id: 1, name, full_name: `${this.login}/${name}`, ...settings };
  }

  private environment(
    name: string,
    { reviewers = [], wait_timer = 0, policies }: InventedEnvironment,
  ): Partial<Schemas["environment"]> & { readonly can_admins_bypass: boolean } {
    const people = reviewers.map((each) =>
      "team" in each
        ? { type: "Team" as const, reviewer: this.team(each.team) as Schemas["team"] }
        : { type: "User" as const, reviewer: { ...user(each.user), id: each.id } as Schemas["simple-user"] },
    );
    return {
      id: 1,
      name,
      // Not in the OpenAPI description, and in every answer. https://docs.github.com/rest/deployments/environments#get-an-environment
      can_admins_bypass: true,
      protection_rules: [
        ...(wait_timer > 0 ? [{ id: 1, node_id: "", type: "wait_timer", wait_timer }] : []),
        ...(people.length > 0 ? [{ id: 2, node_id: "", type: "required_reviewers", prevent_self_review: false, reviewers: people }] : []),
      ],
      deployment_branch_policy: policies ? { protected_branches: false, custom_branch_policies: true } : null,
    };
  }
}

const AT = { created_at: "2024-01-01T00:00:00Z", updated_at: "2024-01-01T00:00:00Z" };

const user = (login: string): Shape<"simple-user", "login" | "id" | "type"> => ({ login, id: login.length, type: "User" });
const hook = (url: string) =>
  ({ id: 1, name: "web", active: true, events: ["push"], config: { url } }) satisfies Shape<
    "hook",
    "id" | "name" | "active" | "events" | "config"
  >;

/** A repository as GitHub makes it when nobody says otherwise. https://docs.github.com/rest/repos/repos#create-an-organization-repository */
const FRESH: Partial<Schemas["full-repository"]> = {
  description: null,
  homepage: null,
  visibility: "private",
  archived: false,
  default_branch: "main",
  topics: [],
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_discussions: false,
  has_pages: false,
  is_template: false,
  allow_auto_merge: false,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_squash_merge: true,
  allow_update_branch: false,
  delete_branch_on_merge: false,
  web_commit_signoff_required: false,
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
  merge_commit_title: "MERGE_MESSAGE",
  merge_commit_message: "PR_TITLE",
};
