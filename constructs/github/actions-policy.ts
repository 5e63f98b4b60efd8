import { ActionsRepositoryPermissions } from "@cdktf/provider-github/lib/actions-repository-permissions";
import { WorkflowRepositoryPermissions } from "@cdktf/provider-github/lib/workflow-repository-permissions";
import { Construct } from "constructs";

export interface ActionsPolicyProps {
  readonly repository: string;
  /** What a workflow may use, as GitHub's patterns: `actions/checkout@<sha>`, `acme-corp/*`. Nothing else runs. `all` where the plan keeps no list. */
  readonly allowedActions: readonly string[] | "all";
}

/**
 * What GitHub Actions may run and do: the listed actions, with a read-only token that approves no pull request. That an action is named by its full
 * commit is not enforced here, provider 6.9.0 has no `sha_pinning_required`.
 */
export class ActionsPolicy extends Construct {
  constructor(scope: Construct, id: string, props: ActionsPolicyProps) {
    super(scope, id);
    new ActionsRepositoryPermissions(this, "actions", {
      repository: props.repository,
      enabled: true,
      ...(props.allowedActions === "all"
        ? { allowedActions: "all" }
        : {
            allowedActions: "selected",
            allowedActionsConfig: { githubOwnedAllowed: false, verifiedAllowed: false, patternsAllowed: [...props.allowedActions] },
          }),
    });
    new WorkflowRepositoryPermissions(this, "token", {
      repository: props.repository,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
  }
}
