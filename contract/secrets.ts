/** Names of the secrets that the platform's own workflows read. */

/** The private key of the platform's GitHub App, in the environments of the stack `github`. */
export const PLATFORM_APP_KEY = "PLATFORM_APP_KEY";

/** The private key of the App that makes version pull requests and tags, in the environment `release`. */
export const RELEASE_APP_KEY = "RELEASE_APP_KEY";
