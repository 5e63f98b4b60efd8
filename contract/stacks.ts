/** Names of the stacks, of what their states keep, and of the GitHub environments in which the platform plans and applies them. */

/** The stack that manages the GitHub organization, and the GitHub environment in which it is applied. Every other stack has its environment's name. */
export const GITHUB_STACK = "github";

/**
 * The read-only GitHub environment in which a pull request's stack is planned. The plan runs the pull request's code beside the identity, so
 * somebody approves it first.
 */
export const planEnvironment = (stack: string): string => `${stack}-plan`;

/** The read-only GitHub environment of the nightly plan, which runs what is on main. */
export const driftEnvironment = (stack: string): string => `${stack}-drift`;

/** The output in which each stack's state keeps the catalog that it was made from. */
export const APPLIED_CATALOG = "catalog";

/** The file of the catalog that says what GitHub has already: `sigma import` writes it, the stack `github` takes it over. */
export const IMPORTS_FILE = "imports.yaml";
