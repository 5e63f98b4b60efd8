import { ActionsPolicy } from "../../../constructs/github/actions-policy";
import { ReusableWorkflowAccess } from "../../../constructs/github/reusable-workflow-access";
import { synth } from "../../synth";

const policy = () =>
  synth(
    (scope) => new ActionsPolicy(scope, "actions", { repository: "acme-shop-api", allowedActions: ["acme-corp/*", "actions/checkout@*"] }),
  );

it("runs the listed actions and nothing else, whoever owns or verified it", () => {
  expect(policy().only("github_actions_repository_permissions")).toMatchObject({
    enabled: true,
    allowed_actions: "selected",
    allowed_actions_config: {
      github_owned_allowed: false,
      verified_allowed: false,
      patterns_allowed: ["acme-corp/*", "actions/checkout@*"],
    },
  });
});

it("gives workflows a token that only reads", () => {
  expect(policy().only("github_workflow_repository_permissions")).toMatchObject({ default_workflow_permissions: "read" });
});

it("lets Actions approve no pull request", () => {
  expect(policy().only("github_workflow_repository_permissions")).toMatchObject({ can_approve_pull_request_reviews: false });
});

it("opens reusable workflows to the organization", () => {
  const stack = synth((scope) => new ReusableWorkflowAccess(scope, "workflows", { repository: "acme-infra" }));
  expect(stack.only("github_actions_repository_access_level")).toMatchObject({ repository: "acme-infra", access_level: "organization" });
});
