import { ActionsRepositoryAccessLevel } from "@cdktf/provider-github/lib/actions-repository-access-level";
import { Construct } from "constructs";

export interface ReusableWorkflowAccessProps {
  /** A private or internal repository; GitHub refuses a public one, whose workflows everybody may call anyway. */
  readonly repository: string;
}

/** Lets every repository of the organization call this one's workflows by `uses:`. */
export class ReusableWorkflowAccess extends Construct {
  constructor(scope: Construct, id: string, props: ReusableWorkflowAccessProps) {
    super(scope, id);
    new ActionsRepositoryAccessLevel(this, "access-level", { repository: props.repository, accessLevel: "organization" });
  }
}
