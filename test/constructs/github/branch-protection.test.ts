import { BranchProtection } from "../../../constructs/github/branch-protection";
import { CodeOwners } from "../../../constructs/github/code-owners";
import { synth } from "../../synth";

const ruleset = (requiredChecks: readonly string[] = ["build / build"]) =>
  synth((scope) => new BranchProtection(scope, "main", { repository: "acme-shop-api", requiredChecks, platformAppId: 777 })).only(
    "github_repository_ruleset",
  );

it("guards the default branch, whatever its name", () => {
  expect(ruleset()).toMatchObject({ target: "branch", enforcement: "active", conditions: { ref_name: { include: ["~DEFAULT_BRANCH"] } } });
});

it("wants a pull request that a code owner approved, after the last push", () => {
  expect(ruleset()).toMatchObject({
    rules: {
      pull_request: {
        required_approving_review_count: 1,
        require_code_owner_review: true,
        dismiss_stale_reviews_on_push: true,
        require_last_push_approval: true,
      },
    },
  });
});

it("wants every conversation resolved", () => {
  expect(ruleset()).toMatchObject({ rules: { pull_request: { required_review_thread_resolution: true } } });
});

it("wants a linear history, without force pushes and deletion", () => {
  expect(ruleset()).toMatchObject({ rules: { required_linear_history: true, non_fast_forward: true, deletion: true } });
});

it("counts a required check only from GitHub Actions", () => {
  expect(ruleset(["build / build", "scan / ${x}"])).toMatchObject({
    rules: {
      required_status_checks: {
        strict_required_status_checks_policy: true,
        required_check: [
          { context: "build / build", integration_id: 15368 },
          { context: "scan / $${x}", integration_id: 15368 },
        ],
      },
    },
  });
});

it("leaves the block of checks out when there are none, which GitHub would refuse", () => {
  expect(ruleset([]).rules).not.toHaveProperty("required_status_checks");
});

it("lets only the platform's App pass, and always: it commits CODEOWNERS without a pull request", () => {
  expect(ruleset().bypass_actors).toEqual([{ actor_id: 777, actor_type: "Integration", bypass_mode: "always" }]);
});

it("comes after CODEOWNERS", () => {
  const stack = synth((scope) => {
    const owners = new CodeOwners(scope, "owners", { repository: "acme-shop-api", text: "* @acme-corp/sales\n" });
    new BranchProtection(scope, "main", { repository: owners.repository, requiredChecks: [], platformAppId: 777 });
  });
  expect(stack.only("github_repository_ruleset").repository).toBe(`\${${stack.address("github_repository_file")}.repository}`);
});
