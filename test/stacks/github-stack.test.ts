import { tmpdir } from "node:os";
import { Testing } from "cdktf";
import type { Family } from "../../model/family";
import { GithubStack } from "../../stacks/github-stack";
import { synthStack, type Resource, type Synthesized } from "../synth";
import { editedAcme, type Edit } from "./edited-acme";

const define = (family: Family) =>
  synthStack(new GithubStack(Testing.app({ outdir: tmpdir() }), "github", { family, allowedActions: ["actions/checkout@*"], imports: {} }));
const edited = (...edits: readonly Edit[]) => define(editedAcme(...edits));

const acme = edited();

/** Addresses that belong to one repository, or to one of its environments. */
const addressesOf = (stack: Synthesized, repository: string, environment?: string) =>
  stack
    .addresses()
    .filter((address) => address.includes(`.repositories_${repository}_${environment ? `environment-${environment}_` : ""}`));

const typesOf = (stack: Synthesized, repository: string) => addressesOf(stack, repository).map((address) => address.split(".")[0]);

const resourceAt = (stack: Synthesized, address: string): Resource => {
  const [type = "", name = ""] = address.split(".");
  return stack.json.resource![type]![name]!;
};

/** The one resource of the type that belongs to the repository and environment. */
const one = (stack: Synthesized, type: string, repository: string, environment?: string): Resource => {
  const addresses = addressesOf(stack, repository, environment).filter((address) => address.startsWith(`${type}.`));
  expect(addresses).toHaveLength(1);
  return resourceAt(stack, addresses[0]!);
};

const repositories = (stack: Synthesized) => stack.all("github_repository").map(({ name }) => name);
const without = (before: readonly string[], after: readonly string[]) => before.filter((address) => !after.includes(address));

/** Teams that review, by the access through which the environment names them. */
const reviewersOf = (stack: Synthesized, repository: string, environment: string) => {
  const [reviewers] = (one(stack, "github_repository_environment", repository, environment).reviewers ?? []) as { teams: string[] }[];
  return reviewers?.teams.map((reference) => /access-(.+)_access_/.exec(reference)?.[1]);
};

it("defines the whole family", () => {
  const data = JSON.stringify(acme.json, (key, value: unknown) => (key === "//" ? undefined : value));
  const { provider, import: imported, resource } = JSON.parse(data) as Record<string, unknown>;
  expect({ provider, import: imported, resource }).toMatchSnapshot();
});

describe("a repository", () => {
  it("is planned: it has no resource", () => {
    expect(addressesOf(acme, "acme-content")).toEqual([]);
    expect(addressesOf(acme, "acme-dream-api")).toEqual([]);
    expect(addressesOf(acme, "acme-tide-ui")).toEqual([]);
  });

  it("is active: it gets everything, and nothing else changes", () => {
    const active = edited(["repositories.yaml", "summary: Content, state: planned", "summary: Content"]);
    const added = without(active.addresses(), acme.addresses());
    expect(added).toEqual(addressesOf(active, "acme-content"));
    expect(new Set(typesOf(active, "acme-content"))).toEqual(
      new Set([
        "github_repository",
        "github_team_repository",
        "github_repository_file",
        "github_repository_ruleset",
        "github_actions_repository_permissions",
        "github_workflow_repository_permissions",
        "github_repository_environment",
        "github_repository_environment_deployment_policy",
      ]),
    );
    expect(without(acme.addresses(), active.addresses())).toEqual([]);
  });

  it("is archived: the repository alone stays, at the same address", () => {
    const active = edited(["repositories.yaml", "summary: Retired, state: archived", "summary: Retired"]);
    expect(typesOf(active, "acme-old").length).toBeGreaterThan(5);
    expect(typesOf(acme, "acme-old")).toEqual(["github_repository"]);
    expect(addressesOf(active, "acme-old")).toEqual(expect.arrayContaining([...addressesOf(acme, "acme-old")]));
    expect(one(acme, "github_repository", "acme-old")).toMatchObject({ archived: true });
    expect(one(active, "github_repository", "acme-old")).toMatchObject({ archived: false });
  });

  it("is archived with its product", () => {
    const archived = edited(
      ["products/tide.yaml", "brand: Acme Tide", "brand: Acme Tide\nstate: archived"],
      ["products/shop.yaml", "calls: [tide]\n", ""],
    );
    expect(typesOf(archived, "acme-tide-api")).toEqual(["github_repository"]);
    expect(one(archived, "github_repository", "acme-tide-api")).toMatchObject({ archived: true });
  });

  it("is kept inside another one: it has no repository, and its owners own their folder", () => {
    expect(repositories(acme)).not.toContain("acme-helpers");
    expect(one(acme, "github_repository_file", "acme-base").content).toMatch(/acme_helpers.* @acme-corp\/sales/);
    const apart = edited(["repositories.yaml", ", inside: acme-base", ""]);
    expect(repositories(apart)).toContain("acme-helpers");
  });

  it("shares its workflows when its kind does, and not when it is public", () => {
    expect(acme.addresses("github_actions_repository_access_level")).toEqual(
      addressesOf(acme, "acme-infra").filter((address) => address.includes("_access_level.")),
    );
    const open = edited(["repositories.yaml", "summary: This catalog", "summary: This catalog, visibility: public"]);
    expect(open.all("github_actions_repository_access_level")).toEqual([]);
  });

  it("names the catalog as the source of CODEOWNERS", () => {
    expect(one(acme, "github_repository_file", "acme-shop-api").content).toContain("# Written from the catalog of acme-corp/acme-infra.");
  });

  it("runs the allowed actions only", () => {
    expect(one(acme, "github_actions_repository_permissions", "acme-shop-api")).toMatchObject({
      allowed_actions_config: { patterns_allowed: ["actions/checkout@*"] },
    });
  });
});

describe("the switch gateway", () => {
  const direct = edited(["family.yaml", "gateway: gateway", "gateway: direct"]);

  it("takes the gateway's repository along", () => {
    expect(repositories(acme)).toContain("acme-gateway");
    expect(without(acme.addresses(), direct.addresses())).toEqual(addressesOf(acme, "acme-gateway"));
    expect(without(direct.addresses(), acme.addresses())).toEqual([]);
  });

  it("tells the deployments to call the API on its own host, in either position", () => {
    const apiBaseUrl = (stack: Synthesized) => {
      const { value } = one(stack, "github_actions_environment_variable", "acme-shop-ui", "live") as { value: string };
      return (JSON.parse(value) as { apiBaseUrl: string }).apiBaseUrl;
    };
    expect(apiBaseUrl(acme)).toBe("https://api.acme-shop.acme.example");
    expect(apiBaseUrl(direct)).toBe("https://api.acme-shop.acme.example");
  });
});

describe("an environment", () => {
  it("waits for the approvers of the catalog, through their access to the repository", () => {
    expect(reviewersOf(acme, "acme-shop-api", "live")).toEqual(["base", "release"]);
    expect(reviewersOf(acme, "acme-shop-api", "trial")).toBeUndefined();
  });

  it("follows a change of approvers in every repository", () => {
    const changed = edited(["environments.yaml", "approvers: [base, release]", "approvers: [release]"]);
    for (const repository of ["acme-shop-api", "acme-shop-ui", "acme-tide-api", "acme-gateway"]) {
      expect(reviewersOf(changed, repository, "live")).toEqual(["release"]);
    }
  });

  it("deploys from the refs of the catalog", () => {
    expect(one(acme, "github_repository_environment_deployment_policy", "acme-shop-api", "trial")).toMatchObject({
      branch_pattern: "main",
    });
    expect(one(acme, "github_repository_environment_deployment_policy", "acme-shop-api", "live")).toMatchObject({ tag_pattern: "v*" });
  });

  it("waits as long as the catalog says", () => {
    expect(one(acme, "github_repository_environment", "acme-shop-api", "live")).toMatchObject({ wait_timer: 10 });
  });

  it("knows its deployment, without the password", () => {
    const { value } = one(acme, "github_actions_environment_variable", "acme-shop-api", "live") as { value: string };
    expect(JSON.parse(value)).toMatchObject({
      environment: "live",
      namespace: "acme-shop-live",
      host: "api.acme-shop.acme.example",
      gateway: { host: "api.acme.acme.example", namespace: "acme-live" },
      database: { DB_NAME: "acme_shop", DB_USER: "acme_shop_rw" },
    });
    expect(value).not.toContain("PASSWORD");
  });

  it("gets the secrets that are sealed; a name without a value yet has no resource", () => {
    expect(one(acme, "github_actions_environment_secret", "acme-base", "release")).toMatchObject({ secret_name: "INDEX_TOKEN" });
    expect(acme.all("github_actions_environment_secret").map(({ secret_name }) => secret_name)).not.toContain("PAYMENT_KEY");
  });
});

describe("teams", () => {
  it("come with a parent before its children, whatever their order", () => {
    const parentOf = (stack: Synthesized) => stack.all("github_team").find(({ name }) => name === "sales-ui")?.parent_team_id;
    const parent = acme.addresses("github_team").find((address) => address.includes("teams_sales_"));
    expect(parentOf(acme)).toBe(`\${${parent}.id}`);
    const reversed = edited(
      ["teams.yaml", "sales-ui: { description: User interfaces, parent: sales, members: [linus] }\n", ""],
      ["teams.yaml", "base:", "sales-ui: { description: User interfaces, parent: sales, members: [linus] }\nbase:"],
    );
    expect(parentOf(reversed)).toBe(`\${${parent}.id}`);
  });
});

it("hands texts of the catalog over literally", () => {
  expect(one(acme, "github_repository", "acme-shop-api").description).toBe("Acme Shop, API: Sells $${things} and %%{more}");
});

it("reads nothing from GitHub that the catalog knows", () => {
  expect(acme.json).not.toHaveProperty("data");
});

it("keeps every plaintext secret out", () => {
  expect(acme.all("github_actions_environment_secret")).toEqual([
    expect.not.objectContaining({ plaintext_value: expect.anything() as unknown }),
  ]);
});

describe("a plan that lacks something for repositories that are not public", () => {
  const approvalsOf = (stack: Synthesized): readonly Resource[] =>
    stack.all("github_repository_environment").filter(({ reviewers, wait_timer }) => reviewers !== undefined || wait_timer !== undefined);

  it("is asked for no approvals and no list of actions on team, which GitHub would refuse or not keep", () => {
    const stack = define({ ...editedAcme(), plan: "team" });
    expect(approvalsOf(acme)).not.toEqual([]);
    expect(approvalsOf(stack)).toEqual([]);
    for (const { allowed_actions } of stack.all("github_actions_repository_permissions")) expect(allowed_actions).toBe("all");
    expect(stack.all("github_repository_ruleset")).toEqual(acme.all("github_repository_ruleset"));
  });

  it("is asked for no protection on free", () => {
    expect(define({ ...editedAcme(), plan: "free" }).all("github_repository_ruleset")).toEqual([]);
  });

  it("is asked for everything on public repositories", () => {
    const stack = edited(["family.yaml", "plan: enterprise", "plan: free\nvisibility: public"]);
    expect(approvalsOf(stack)).toEqual(approvalsOf(acme));
    expect(stack.all("github_repository_ruleset")).toEqual(acme.all("github_repository_ruleset"));
    for (const { allowed_actions } of stack.all("github_actions_repository_permissions")) expect(allowed_actions).toBe("selected");
  });
});

it("takes over what the catalog says exists, and the organization's settings in any case", () => {
  const [team = ""] = acme.addresses("github_team");
  const imports = { [team]: "1001", "github_team.teams_gone_team_0123ABCD": "1002" };
  const stack = new GithubStack(Testing.app({ outdir: tmpdir() }), "github", { family: editedAcme(), allowedActions: [], imports });
  expect((synthStack(stack).json as { readonly import?: unknown }).import).toEqual([
    { to: acme.address("github_organization_settings"), id: "4242" },
    { to: team, id: "1001" },
  ]);
});
