/** A GitHub App and its installation in the organization. */
export interface GithubApp {
  readonly appId: number;
  readonly installationId: number;
}

/** The identity of a job that plans or applies a stack. */
export interface PlatformIdentity {
  /** AWS role with access to Terraform's state. */
  readonly stateRole: string;
  /** For the stack that manages GitHub; null for the others. */
  readonly app: GithubApp | null;
}
