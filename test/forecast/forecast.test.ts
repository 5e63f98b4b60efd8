import { readdirSync } from "node:fs";
import { join } from "node:path";
import { findBinding } from "../../sandbox/binding-source";
import { forecast } from "../../forecast/forecast";
import { REQUEST_COSTS } from "../../forecast/request-costs";

it("reads what exists in a plan, and nothing of what is to be created", () => {
  const { plan } = forecast([
    { type: "github_actions_environment_variable", action: "no-op", count: 3 },
    { type: "github_actions_environment_secret", action: "update", count: 2 },
    { type: "github_repository_ruleset", action: "replace", count: 1 },
    { type: "github_repository", action: "create", count: 5 },
  ]);
  expect(plan).toEqual({
    requests: 1 + 3 + 4 + 1,
    conditional: 1,
    hourlyShare: 9 / 5000,
    delaySeconds: 0,
    byType: [
      { type: "github_actions_environment_secret", requests: 4 },
      { type: "github_actions_environment_variable", requests: 3 },
      { type: "github_repository_ruleset", requests: 1 },
    ],
  });
});

it("adds up an apply: creations, deletions, and both for a replacement", () => {
  const { apply } = forecast([
    { type: "github_repository_ruleset", action: "create", count: 2 },
    { type: "github_repository_ruleset", action: "delete", count: 1 },
    { type: "github_repository_ruleset", action: "replace", count: 1 },
    { type: "github_repository_ruleset", action: "no-op", count: 9 },
  ]);
  expect(apply).toMatchObject({ requests: 1 + 2 * 3 + 1 + (1 + 3), delaySeconds: 2 + 1 + 2 });
});

it("waits as long as the provider is configured to", () => {
  const actions = [{ type: "github_team", action: "create", count: 10 }] as const;
  expect(forecast(actions).apply.delaySeconds).toBe(20);
  expect(forecast(actions, 100).apply.delaySeconds).toBe(2);
});

it("counts GraphQL reads of a plan as delayed", () => {
  expect(forecast([{ type: "github_branch_protection", action: "no-op", count: 4 }]).plan.delaySeconds).toBe(4);
});

it("names types of unknown cost, and does not count them", () => {
  const { plan, apply, unmeasured } = forecast([
    { type: "github_user_ssh_key", action: "create", count: 2 },
    { type: "data.github_ip_ranges", action: "read", count: 1 },
  ]);
  expect(unmeasured).toEqual([
    { type: "github_user_ssh_key", count: 2 },
    { type: "data.github_ip_ranges", count: 1 },
  ]);
  expect([plan.requests, apply.requests]).toEqual([1, 1]);
});

it("says of how many updates the cost is an estimate", () => {
  expect(forecast([{ type: "github_repository", action: "update", count: 3 }]).estimatedUpdates).toBe(3);
});

it("costs nothing for a cluster", () => {
  expect(forecast([{ type: "kubernetes_namespace_v1", action: "create", count: 100 }])).toMatchObject({
    apply: { requests: 1 },
    unmeasured: [],
  });
});

it("has costs only for types that the pinned provider has", () => {
  const types = readdirSync(join(findBinding("github").directory, "lib")).map((name) => name.replaceAll("-", "_"));
  const known = Object.keys(REQUEST_COSTS).map((type) => type.replace(/^data\.github_/, "data_github_").replace(/^github_/, ""));
  expect(known.filter((type) => !types.includes(type))).toEqual([]);
});
