import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import { Construct } from "constructs";
import { literal } from "../literal";
import { platformBypass } from "./platform-bypass";

export interface BranchProtectionProps {
  /** {@link CodeOwners.repository}, so that CODEOWNERS is there first. */
  readonly repository: string;
  /** Checks that must pass, as GitHub shows them: `<caller job> / <job>`. */
  readonly requiredChecks: readonly string[];
  /** The platform's GitHub App, the only identity that may pass. */
  readonly platformAppId: number;
}

/** The App that reports the checks of GitHub Actions on github.com: a check of the same name by anybody else does not count. */
const GITHUB_ACTIONS_APP_ID = 15368;

/**
 * Nothing reaches the default branch without a pull request, the approval of its code owners and green checks.
 *
 * A ruleset, not a classic branch protection: that costs a GraphQL query in every plan and cannot let one App pass.
 */
export class BranchProtection extends Construct {
  constructor(scope: Construct, id: string, props: BranchProtectionProps) {
    super(scope, id);
    new RepositoryRuleset(this, "ruleset", {
      repository: props.repository,
      name: "default-branch",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      bypassActors: platformBypass(props.platformAppId),
      rules: {
        deletion: true,
        nonFastForward: true,
        requiredLinearHistory: true,
        pullRequest: {
          requiredApprovingReviewCount: 1,
          requireCodeOwnerReview: true,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: true,
          requiredReviewThreadResolution: true,
        },
        // The block without a check is refused.
        ...(props.requiredChecks.length > 0 && {
          requiredStatusChecks: {
            strictRequiredStatusChecksPolicy: true,
            requiredCheck: props.requiredChecks.map((context) => ({ context: literal(context), integrationId: GITHUB_ACTIONS_APP_ID })),
          },
        }),
      },
    });
  }
}
