import { ActionsEnvironmentSecret } from "@cdktf/provider-github/lib/actions-environment-secret";
import { ActionsEnvironmentVariable } from "@cdktf/provider-github/lib/actions-environment-variable";
import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { RepositoryEnvironmentDeploymentPolicy } from "@cdktf/provider-github/lib/repository-environment-deployment-policy";
import { Construct } from "constructs";
import { MAX_REVIEWERS, MAX_WAIT_MINUTES } from "../../contract/limits";
import { literal } from "../literal";
import { resourceId } from "../resource-id";

export interface DeploymentEnvironmentProps {
  readonly repository: string;
  /** dev, stg, prod: the name that `environment:` uses in a workflow. */
  readonly name: string;
  /** Ids of the teams that approve, see {@link TeamAccess.reviewerTeamId}; at most six, one approval suffices. With none, a deployment does not wait. */
  readonly approverTeamIds: readonly number[];
  /** Time between the approval and the start, up to 43,200 (30 days). @default 0 */
  readonly waitMinutes?: number;
  /** Branches and tags that may deploy, as GitHub's patterns. With no pattern of either kind nothing may deploy. */
  readonly deployableRefs: { readonly branches: readonly string[]; readonly tags: readonly string[] };
  /** Plain values by name; each costs a request in every plan. */
  readonly variables: Readonly<Record<string, string>>;
  /** Values sealed with this environment's public key, by name; plaintext would land in the state. Each costs two requests in every plan. */
  readonly sealedSecrets: Readonly<Record<string, string>>;
}

/** A GitHub environment: its approvers, the refs that may deploy to it, its variables and sealed secrets. */
export class DeploymentEnvironment extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentEnvironmentProps) {
    super(scope, id);
    const { approverTeamIds, waitMinutes = 0, deployableRefs } = props;
    if (approverTeamIds.length > MAX_REVIEWERS) {
      throw new Error(
        `environment ${props.name}: ${approverTeamIds.length} approvers; GitHub admits ${MAX_REVIEWERS}: put them in one team`,
      );
    }
    if (!(waitMinutes >= 0 && waitMinutes <= MAX_WAIT_MINUTES)) {
      throw new Error(`environment ${props.name}: a wait of ${waitMinutes} minutes; GitHub admits 0 to ${MAX_WAIT_MINUTES}`);
    }
    const environment = new RepositoryEnvironment(this, "environment", {
      repository: props.repository,
      environment: props.name,
      // An admin who can skip the approval is not an approval.
      canAdminsBypass: false,
      // GitHub keeps this flag with the reviewers; without them it is lost, and the state would claim otherwise.
      preventSelfReview: approverTeamIds.length > 0,
      ...(approverTeamIds.length > 0 && { reviewers: [{ teams: [...approverTeamIds] }] }),
      ...(waitMinutes > 0 && { waitTimer: waitMinutes }),
      // Both flags equal is a 422; protected branches would count classic protections only.
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
    const here = { repository: props.repository, environment: environment.environment };
    for (const branch of deployableRefs.branches) {
      new RepositoryEnvironmentDeploymentPolicy(this, `branch-${resourceId(branch)}`, { ...here, branchPattern: literal(branch) });
    }
    for (const tag of deployableRefs.tags) {
      new RepositoryEnvironmentDeploymentPolicy(this, `tag-${resourceId(tag)}`, { ...here, tagPattern: literal(tag) });
    }
    for (const [name, value] of Object.entries(props.variables)) {
      new ActionsEnvironmentVariable(this, `variable-${resourceId(name)}`, { ...here, variableName: name, value: literal(value) });
    }
    for (const [name, sealed] of Object.entries(props.sealedSecrets)) {
      new ActionsEnvironmentSecret(this, `secret-${resourceId(name)}`, { ...here, secretName: name, encryptedValue: sealed });
    }
  }
}
