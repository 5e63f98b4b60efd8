/** Names of the GitHub environment variables that the stack `github` writes and the workflows read. */

/** What the deploy workflow knows of one environment, as JSON: {@link Deployment} in `model/family.ts`. */
export const DEPLOYMENT = "DEPLOYMENT";

/** AWS role with access to Terraform's state. */
export const STATE_ROLE = "STATE_ROLE";

/** The platform's GitHub App, and its installation in the organization. */
export const PLATFORM_APP_ID = "PLATFORM_APP_ID";
export const PLATFORM_APP_INSTALLATION = "PLATFORM_APP_INSTALLATION";
