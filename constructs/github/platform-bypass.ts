import type { RepositoryRulesetBypassActors } from "@cdktf/provider-github/lib/repository-ruleset";

/**
 * The one way past a branch protection: the platform's own GitHub App, which commits CODEOWNERS. `pull_request` mode would still refuse its commit with
 * a 409. The App must be installed in the organization, else GitHub refuses it as an actor.
 */
export const platformBypass = (appId: number): RepositoryRulesetBypassActors[] => [
  { actorId: appId, actorType: "Integration", bypassMode: "always" },
];
