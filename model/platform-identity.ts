/** A GitHub App and its installation in the organisation. */
export interface GithubApp {
  readonly appId: number;
  readonly installationId: number;
}

/** Who a job that plans or applies a stack is. */
export interface PlatformIdentity {
  /** AWS role that reaches Terraform's state. */
  readonly stateRole: string;
  /** For the stack that manages GitHub; null for the others. */
  readonly app: GithubApp | null;
}
