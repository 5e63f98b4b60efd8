import { driftObject, removeObject } from "../../sandbox/edit-world";
import { Rehearsal } from "./rehearsal";

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.remove();
});

const repository = (more: object = {}) => ({ api: { name: "acme-shop-api", visibility: "private", ...more } });

const family = {
  github_repository: repository({ topics: ["shop", "api"] }),
  github_team: { shop: { name: "shop", privacy: "closed" } },
  github_team_repository: { shop: { team_id: "${github_team.shop.id}", repository: "${github_repository.api.name}", permission: "push" } },
  github_repository_environment: {
    dev: {
      repository: "${github_repository.api.name}",
      environment: "dev",
      reviewers: [{ teams: ["${github_team_repository.shop.team_id}"] }],
      deployment_branch_policy: [{ protected_branches: false, custom_branch_policies: true }],
    },
  },
  github_repository_environment_deployment_policy: {
    main: {
      repository: "${github_repository.api.name}",
      environment: "${github_repository_environment.dev.environment}",
      branch_pattern: "main",
    },
  },
  kubernetes_namespace_v1: { shop: { metadata: [{ name: "acme-shop-dev", labels: { product: "shop" } }] } },
  kubernetes_role_binding_v1: {
    deployer: {
      metadata: [{ name: "deployer", namespace: "${kubernetes_namespace_v1.shop.metadata[0].name}" }],
      role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "Role", name: "deployer" }],
      subject: [{ kind: "User", name: "github:acme-corp/acme-shop-api:dev" }],
    },
  },
  helm_release: {
    database: {
      name: "acme-shop",
      chart: "postgres",
      namespace: "${kubernetes_namespace_v1.shop.metadata[0].name}",
      values: ["size: small"],
    },
  },
};

it("creates, finds nothing to change, changes only what was edited, and destroys", async () => {
  rehearsal.configure(family);
  expect((await rehearsal.terraform("apply")).output).toContain("8 added, 0 changed, 0 destroyed");
  expect((await rehearsal.plan()).code).toBe(0);

  rehearsal.configure({ ...family, github_repository: repository({ topics: ["api", "shop"], has_issues: true }) });
  expect((await rehearsal.terraform("apply")).output).toContain("0 added, 1 changed, 0 destroyed");
  expect((await rehearsal.plan()).code).toBe(0);

  expect((await rehearsal.terraform("destroy")).output).toContain("8 destroyed");
  expect(JSON.parse(rehearsal.world())).toMatchObject({
    places: { "github.com/acme-corp": { github_repository: {} }, "cluster dev": { helm_release: {} } },
  });
}, 60_000);

it("shows drift, and heals it", async () => {
  rehearsal.configure(family);
  await rehearsal.terraform("apply");
  await driftObject(rehearsal.directory, { type: "kubernetes_namespace_v1", id: "acme-shop-dev" }, "metadata.0.labels.product", "tide");
  await removeObject(rehearsal.directory, { type: "github_repository_environment_deployment_policy", id: policyId() });

  const plan = await rehearsal.plan();
  expect(plan.code).toBe(2);
  expect(plan.output).toContain('"tide" -> "shop"');
  expect(plan.output).toContain("1 to add, 1 to change, 0 to destroy");
  await rehearsal.terraform("apply");
  expect((await rehearsal.plan()).code).toBe(0);
}, 60_000);

function policyId(): string {
  const world = JSON.parse(rehearsal.world()) as { places: Record<string, Record<string, Record<string, unknown>>> };
  return Object.keys(world.places["github.com/acme-corp"]!["github_repository_environment_deployment_policy"]!)[0]!;
}

it("replaces what the provider cannot change, as deep as it lies", async () => {
  rehearsal.configure(family);
  await rehearsal.terraform("apply");
  const binding = family.kubernetes_role_binding_v1.deployer;
  rehearsal.configure({
    ...family,
    kubernetes_role_binding_v1: { deployer: { ...binding, role_ref: [{ ...binding.role_ref[0], name: "reader" }] } },
    helm_release: { database: { ...family.helm_release.database, name: "acme-store" } },
  });
  const plan = await rehearsal.plan();
  expect(plan.output).toContain("2 to add, 0 to change, 2 to destroy");
  expect(plan.output).toMatch(/name += "deployer" -> "reader" # forces replacement/);
  expect((await rehearsal.terraform("apply")).code).toBe(0);
  expect((await rehearsal.plan()).code).toBe(0);
}, 60_000);

it("sets the provider's default again when an attribute leaves the configuration", async () => {
  const release = { name: "tide", chart: "postgres" };
  rehearsal.configure({ helm_release: { tide: { ...release, atomic: true } } });
  await rehearsal.terraform("apply");
  rehearsal.configure({ helm_release: { tide: release } });
  expect((await rehearsal.plan()).output).toMatch(/~ atomic += true -> false/);
}, 60_000);

it("imports an object by the id that the provider documents", async () => {
  const ruleset = { name: "main", repository: "acme-shop-api", target: "branch", enforcement: "active", rules: [{ deletion: true }] };
  rehearsal.configure({
    github_repository: repository(),
    github_repository_ruleset: { main: { ...ruleset, depends_on: ["github_repository.api"] } },
  });
  await rehearsal.terraform("apply");
  const [id] = Object.keys(
    (JSON.parse(rehearsal.world()) as { places: Record<string, Record<string, object>> }).places["github.com/acme-corp"]![
      "github_repository_ruleset"
    ]!,
  );
  await rehearsal.terraform("state rm github_repository_ruleset.main github_repository.api");
  expect((await rehearsal.terraform("import github_repository.api nowhere")).output).toContain(
    'github_repository "nowhere" does not exist',
  );
  await rehearsal.terraform("import github_repository.api acme-shop-api", `import github_repository_ruleset.main acme-shop-api:${id!}`);
  expect((await rehearsal.plan()).code).toBe(0);
}, 60_000);

it("applies a plan that was saved before the providers were started again", async () => {
  rehearsal.configure(family);
  await rehearsal.terraform("plan -out=tf.plan");
  expect((await rehearsal.terraform("apply tf.plan")).output).toContain("8 added");
}, 60_000);

it("leaves prevent_destroy to Terraform", async () => {
  rehearsal.configure({ github_repository: repository({ lifecycle: { prevent_destroy: true } }) });
  await rehearsal.terraform("apply");
  expect((await rehearsal.terraform("destroy")).output).toContain("Instance cannot be destroyed");
}, 60_000);

it("keeps an archived repository when its resource goes away", async () => {
  rehearsal.configure({ github_repository: repository({ archive_on_destroy: true }) });
  await rehearsal.terraform("apply", "destroy");
  expect(rehearsal.world()).toContain('"archived": true');
}, 60_000);

it("tells two clusters apart that have a release of the same name", async () => {
  const release = (provider: string) => ({ provider, name: "cert-manager", chart: "cert-manager", namespace: "default" });
  rehearsal.configure(
    { helm_release: { dev: release("helm.dev"), stg: release("helm.stg") } },
    { provider: { helm: ["dev", "stg"].map((alias) => ({ alias, kubernetes: { config_context: alias } })) } },
  );
  expect((await rehearsal.terraform("apply")).output).toContain("2 added");
  expect((await rehearsal.plan()).code).toBe(0);
  await expect(driftObject(rehearsal.directory, { type: "helm_release", id: "cert-manager" }, "chart", "x")).rejects.toThrow(
    "is several objects",
  );
}, 60_000);

it("answers a data source from what was created here, and refuses to invent", async () => {
  rehearsal.configure(
    { github_repository: repository() },
    {
      output: { id: { value: "${data.github_repository.api.node_id}" } },
      data: { github_repository: { api: { full_name: "acme-corp/acme-shop-api", depends_on: ["github_repository.api"] } } },
    },
  );
  const applied = await rehearsal.terraform("apply");
  expect(applied.output).toMatch(/id = "R_\d+"/);
  rehearsal.configure({ github_repository: repository() }, { data: { github_user: { someone: { username: "mona" } } } });
  expect((await rehearsal.plan()).output).toContain('data.github_user with username = "mona": not found in github.com/acme-corp');
}, 60_000);
