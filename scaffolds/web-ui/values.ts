import type { ScaffoldFacts } from "../facts";

/** `infra/values-<environment>.yaml`: what the repository decides about its release. Image, hosts and the API's address are the deploy workflow's. */
export const files = ({ repository, environments }: Pick<ScaffoldFacts, "repository" | "environments">): Readonly<Record<string, string>> =>
  Object.fromEntries(
    environments.map(({ name, replicas, maxReplicas }) => [
      `infra/values-${name}.yaml`,
      `# For the \`web\` chart. What the platform knows (image, host, address of the API) is added when it is released.
serviceAccount: ${repository}
replicas: { min: ${replicas}, max: ${maxReplicas} }
`,
    ]),
  );
