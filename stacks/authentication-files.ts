import { authenticationConfiguration } from "../constructs/kubernetes/authentication-configuration";
import type { Family } from "../model/family";

const HEADER = `# Emitted by stacks/authentication-files.ts from catalog/family.yaml and catalog/environments.yaml; edit those and run: npm run emit
# What this cluster's API server is given with --authentication-config; docs/authentication.md explains it claim by claim.
`;

/**
 * The `AuthenticationConfiguration` of each environment whose API server takes GitHub's tokens, by path from the repository's root. An
 * environment with `access: exec` has none: there the cloud says who somebody is.
 */
export const authenticationFiles = (family: Family): ReadonlyMap<string, string> =>
  new Map(
    Object.values(family.environments)
      .filter(({ cluster }) => cluster.access.kind === "oidc")
      .map(({ name, cluster }) => [
        `docs/authentication/${name}.yaml`,
        HEADER +
          authenticationConfiguration({
            environment: name,
            audience: cluster.audience,
            serverAuthorities: [cluster.ca, ...(cluster.formerCa === null ? [] : [cluster.formerCa])],
            runnerEnvironment: `${cluster.runner.hosted}-hosted`,
            organization: family.organization,
            organizationId: family.github.organizationId,
            infraRepository: family.infraRepository,
            releasedCommits: family.workflows.released.map(({ sha }) => sha),
          }),
      ]),
  );
