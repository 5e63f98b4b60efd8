import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Change } from "../../sandbox/rules/change";
import { deleteObject, refusalOf, warningsOf } from "../../sandbox/service-rules";
import type { ObjectValue } from "../../sandbox/values";
import type { Attributes } from "../../sandbox/world";
import { World } from "../../sandbox/world";
import { Rehearsal } from "./rehearsal";

const GITHUB = "github.com/acme-corp";
const CLUSTER = "cluster dev";

let world: World;
beforeEach(() => {
  world = World.open(join(tmpdir(), "no-such-world.json"));
});

const there = (place: string, type: string, id: string, attributes: Attributes): void => {
  world.create({ place, type, id }, { id, ...attributes });
};
const repository = (more: Attributes = {}): void => {
  there(GITHUB, "github_repository", "shop", { name: "shop", default_branch: "main", visibility: "private", ...more });
};
const environment = (policies: boolean): void => {
  there(GITHUB, "github_repository_environment", "shop:dev", {
    repository: "shop",
    environment: "dev",
    deployment_branch_policy: [{ custom_branch_policies: policies, protected_branches: !policies }],
  });
};
const change = (type: string, planned: ObjectValue, configuration: ObjectValue = {}): Change => ({
  world,
  place: type.startsWith("github_") ? GITHUB : CLUSTER,
  configuration,
  type,
  prior: null,
  planned,
});
const refusal = (type: string, planned: ObjectValue, configuration: ObjectValue = {}): string | undefined => {
  const refused = refusalOf(change(type, planned, configuration));
  return refused && `${refused.summary} ${refused.detail}`;
};

describe("GitHub", () => {
  it("answers 404 for anything of a repository that does not exist", () => {
    expect(refusal("github_repository_environment", { repository: "shop", environment: "dev" })).toContain(
      '404 Not Found: no repository "shop"',
    );
    repository();
    expect(refusal("github_repository_environment", { repository: "shop", environment: "dev" })).toBeUndefined();
  });

  it("answers 404 for a variable or secret of an environment that does not exist", () => {
    repository();
    const variable = { repository: "shop", environment: "dev", variable_name: "A", value: "1" };
    expect(refusal("github_actions_environment_variable", variable)).toContain('no environment "dev"');
    environment(true);
    expect(refusal("github_actions_environment_variable", variable)).toBeUndefined();
  });

  it("takes a deployment policy only where custom policies are on", () => {
    repository();
    environment(false);
    const policy = { repository: "shop", environment: "dev", branch_pattern: "main" };
    expect(refusal("github_repository_environment_deployment_policy", policy)).toContain("custom_branch_policies = true");
    environment(true);
    expect(refusal("github_repository_environment_deployment_policy", policy)).toBeUndefined();
  });

  it("refuses an environment whose two kinds of policies are the same", () => {
    repository();
    const deployment_branch_policy = [{ custom_branch_policies: true, protected_branches: true }];
    expect(refusal("github_repository_environment", { repository: "shop", environment: "dev", deployment_branch_policy })).toContain("422");
  });

  it("answers 404 for a team that does not exist, and knows a team by id and by slug", () => {
    repository();
    expect(refusal("github_team_repository", { team_id: "7", repository: "shop" })).toContain('no team "7"');
    there(GITHUB, "github_team", "7", { slug: "platform" });
    expect(refusal("github_team_repository", { team_id: "7", repository: "shop" })).toBeUndefined();
    expect(refusal("github_team_repository", { team_id: "platform", repository: "shop" })).toBeUndefined();
  });

  it("has no access level for a public repository", () => {
    repository({ visibility: "public" });
    expect(refusal("github_actions_repository_access_level", { repository: "shop", access_level: "organization" })).toContain("is public");
  });

  it("turns on Dependabot updates only after alerts", () => {
    repository();
    expect(refusal("github_repository_dependabot_security_updates", { repository: "shop", enabled: true })).toContain(
      "vulnerability_alerts = true",
    );
    repository({ vulnerability_alerts: true });
    expect(refusal("github_repository_dependabot_security_updates", { repository: "shop", enabled: true })).toBeUndefined();
  });

  it("writes no file into an archived repository", () => {
    repository({ archived: true });
    expect(refusal("github_repository_file", { repository: "shop", file: "CODEOWNERS" })).toContain("403");
  });

  describe("with a ruleset that asks for pull requests", () => {
    const file = { repository: "shop", file: ".github/CODEOWNERS", branch: "main" };
    const ruleset = (more: Attributes = {}): void => {
      there(GITHUB, "github_repository_ruleset", "9", {
        name: "main",
        repository: "shop",
        target: "branch",
        enforcement: "active",
        conditions: [{ ref_name: [{ include: ["~DEFAULT_BRANCH"], exclude: [] }] }],
        rules: [{ pull_request: [{ required_approving_review_count: 1 }] }],
        ...more,
      });
    };
    const bypass = (bypass_mode: string): Attributes => ({ bypass_actors: [{ actor_type: "Integration", actor_id: 42, bypass_mode }] });
    beforeEach(() => {
      repository();
    });

    it("answers 409 to a file on the branch", () => {
      ruleset();
      expect(refusal("github_repository_file", file)).toContain("409 Conflict");
    });

    it("lets only an app with an always bypass through", () => {
      ruleset(bypass("always"));
      expect(refusal("github_repository_file", file)).toBeUndefined();
      expect(refusal("github_repository_file", file, { app_auth: [{ id: "42" }] })).toBeUndefined();
      expect(refusal("github_repository_file", file, { app_auth: [{ id: "43" }] })).toContain("409");
      ruleset(bypass("pull_request"));
      expect(refusal("github_repository_file", file)).toContain("409");
    });

    it("leaves other branches, other repositories and inactive rulesets alone", () => {
      ruleset();
      expect(refusal("github_repository_file", { ...file, branch: "draft" })).toBeUndefined();
      ruleset({ repository: "tide" });
      expect(refusal("github_repository_file", file)).toBeUndefined();
      ruleset({ enforcement: "evaluate" });
      expect(refusal("github_repository_file", file)).toBeUndefined();
      ruleset({ conditions: [{ ref_name: [{ include: ["~ALL"], exclude: ["refs/heads/main"] }] }] });
      expect(refusal("github_repository_file", file)).toBeUndefined();
    });
  });

  it("warns of reviewers that GitHub would drop, for want of access", () => {
    const planned = { repository: "shop", environment: "prod", reviewers: [{ teams: [7, 8], users: [] }] };
    there(GITHUB, "github_team_repository", "7:shop", { team_id: "7", repository: "shop" });
    expect(warningsOf(change("github_repository_environment", planned)).map(({ summary }) => summary)).toEqual([
      'github_repository_environment: reviewers without access to "shop": team 8',
    ]);
  });
});

describe("a cluster", () => {
  it("has no object and no release in a namespace that does not exist", () => {
    const role = { metadata: [{ name: "deployer", namespace: "shop-dev" }] };
    const release = { name: "tide", chart: "service", namespace: "shop-dev", create_namespace: false };
    expect(refusal("kubernetes_role_v1", role)).toContain('namespaces "shop-dev" not found');
    expect(refusal("helm_release", release)).toContain('namespaces "shop-dev" not found');
    expect(refusal("helm_release", { ...release, create_namespace: true })).toBeUndefined();
    there(CLUSTER, "kubernetes_namespace_v1", "shop-dev", {});
    expect(refusal("kubernetes_role_v1", role)).toBeUndefined();
    expect(refusal("helm_release", release)).toBeUndefined();
  });

  it("has the namespaces that every cluster has, and those that a release makes", () => {
    const quota = (namespace: string) => refusal("kubernetes_resource_quota_v1", { metadata: [{ name: "q", namespace }] });
    expect(quota("default")).toBeUndefined();
    there(CLUSTER, "helm_release", "cert-manager/cert-manager", { namespace: "cert-manager", create_namespace: true });
    expect(quota("cert-manager")).toBeUndefined();
  });
});

describe("deleting", () => {
  const left = (): string[] => [...world.objects()].map(({ type, id }) => `${type} ${id}`);

  it("a repository takes its own settings with it", () => {
    repository();
    environment(true);
    there(GITHUB, "github_repository", "tide", { name: "tide" });
    there(GITHUB, "github_repository_environment", "tide:dev", { repository: "tide", environment: "dev" });
    deleteObject(world, { place: GITHUB, type: "github_repository", id: "shop" });
    expect(left()).toEqual(["github_repository tide", "github_repository_environment tide:dev"]);
  });

  it("a team takes its grants with it", () => {
    there(GITHUB, "github_team", "7", { slug: "platform" });
    there(GITHUB, "github_team_repository", "7:shop", { team_id: "7", repository: "shop" });
    deleteObject(world, { place: GITHUB, type: "github_team", id: "7" });
    expect(left()).toEqual([]);
  });

  it("a namespace takes its objects and releases with it, and leaves another cluster alone", () => {
    for (const place of [CLUSTER, "cluster prod"]) {
      there(place, "kubernetes_namespace_v1", "shop", { metadata: [{ name: "shop" }] });
      there(place, "kubernetes_role_v1", "shop/deployer", { metadata: [{ name: "deployer", namespace: "shop" }] });
      there(place, "helm_release", "shop/api", { name: "api", chart: "service", namespace: "shop" });
    }
    deleteObject(world, { place: CLUSTER, type: "kubernetes_namespace_v1", id: "shop" });
    expect([...world.objects()].map(({ place }) => place)).toEqual(["cluster prod", "cluster prod", "cluster prod"]);
  });
});

it("keeps nothing of a creation that was refused, so that the next apply makes good", async () => {
  const rehearsal = new Rehearsal();
  try {
    rehearsal.configure({ kubernetes_service_account_v1: { api: { metadata: [{ name: "api", namespace: "shop" }] } } });
    expect((await rehearsal.terraform("apply")).output).toContain('namespaces "shop" not found in cluster dev');
    expect((await rehearsal.terraform("state list")).output).toBe("");
    rehearsal.configure({
      kubernetes_namespace_v1: { shop: { metadata: [{ name: "shop" }] } },
      kubernetes_service_account_v1: {
        api: { metadata: [{ name: "api", namespace: "shop" }], depends_on: ["kubernetes_namespace_v1.shop"] },
      },
    });
    expect((await rehearsal.terraform("apply")).output).toContain("2 added");
  } finally {
    rehearsal.remove();
  }
}, 60_000);
