import { Rehearsal } from "./rehearsal";

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.remove();
});

it("refuses an attribute that the pinned provider does not have", async () => {
  rehearsal.configure({ github_actions_repository_permissions: { api: { repository: "acme-shop-api", sha_pinning_required: true } } });
  const { code, output } = await rehearsal.terraform("validate");
  expect(code).toBe(1);
  expect(output).toContain('No argument or block type is named "sha_pinning_required"');
}, 60_000);

it("refuses a resource type that the pinned provider does not have", async () => {
  rehearsal.configure({ github_repository_vulnerability_alerts: { api: { repository: "acme-shop-api" } } });
  expect((await rehearsal.terraform("validate")).output).toMatch(
    /does not support resource type\s+\"github_repository_vulnerability_alerts\"/,
  );
}, 60_000);

it("refuses more reviewers blocks than GitHub admits", async () => {
  const reviewers = Array.from({ length: 7 }, (_, id) => ({ users: [id] }));
  rehearsal.configure({ github_repository_environment: { dev: { repository: "acme-shop-api", environment: "dev", reviewers } } });
  expect((await rehearsal.terraform("validate")).output).toContain('No more than 6 "reviewers" blocks are allowed');
}, 60_000);

it("prints no sensitive value, and keeps a write-only one nowhere", async () => {
  rehearsal.configure({
    github_repository: { api: { name: "acme-shop-api" } },
    github_repository_environment: { dev: { repository: "${github_repository.api.name}", environment: "dev" } },
    github_actions_environment_secret: {
      token: {
        repository: "${github_repository.api.name}",
        environment: "${github_repository_environment.dev.environment}",
        secret_name: "TOKEN",
        encrypted_value: "sealed-one",
      },
    },
    kubernetes_secret_v1: {
      login: {
        metadata: [{ name: "login" }],
        data: { password: "hidden-two" },
        data_wo: { password: "passing-three" },
        data_wo_revision: 1,
      },
    },
    helm_release: {
      tide: {
        name: "tide",
        chart: "service",
        repository_password: "hidden-four",
        set_sensitive: [{ name: "a", value: "hidden-five" }],
        set_wo: [{ name: "b", value: "passing-six" }],
      },
    },
  });
  const { output } = await rehearsal.terraform("plan -out=tf.plan", "apply tf.plan", "show");
  const plan = await rehearsal.terraform("show tf.plan");
  expect(plan.output).toContain("(sensitive value)");
  for (const secret of ["sealed-one", "hidden-two", "passing-three", "hidden-four", "hidden-five", "passing-six"]) {
    expect(output).not.toContain(secret);
    expect(plan.output).not.toContain(secret);
  }
  expect((await rehearsal.terraform("state pull")).output).not.toContain("passing-");
  expect(rehearsal.world()).not.toContain("passing-");
}, 60_000);

it("says when a type is rehearsed by its schema alone", async () => {
  rehearsal.configure({ github_user_ssh_key: { key: { title: "laptop", key: "ssh-ed25519 AAAA" } } });
  expect((await rehearsal.plan()).output).toMatch(/rehearsed by its schema alone[\s\S]*github_user_ssh_key: what forces/);
}, 60_000);

it("refuses kubernetes_manifest, whose plan needs a cluster", async () => {
  rehearsal.configure({ kubernetes_manifest: { map: { manifest: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } } } } });
  expect((await rehearsal.plan()).output).toContain("kubernetes_manifest cannot be rehearsed");
}, 60_000);
