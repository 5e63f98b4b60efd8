import { TagProtection } from "../../../constructs/github/tag-protection";
import { synth } from "../../synth";

const ruleset = () => synth((scope) => new TagProtection(scope, "tags", { repository: "acme-base" })).only("github_repository_ruleset");

it("keeps every tag v* where it is", () => {
  expect(ruleset()).toMatchObject({
    target: "tag",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/tags/v*"] } },
    rules: { deletion: true, update: true, non_fast_forward: true },
  });
});

it("lets nobody pass", () => {
  expect(ruleset()).not.toHaveProperty("bypass_actors");
});

it("leaves the creation of a tag open", () => {
  expect(ruleset().rules).not.toHaveProperty("creation");
});

it("plans no difference for an answer of GitHub that means nothing for tags", () => {
  expect(ruleset()).toMatchObject({ lifecycle: { ignore_changes: ["rules[0].update_allows_fetch_and_merge"] } });
});
