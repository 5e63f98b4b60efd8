import { didYouMean } from "../did-you-mean";
import { list, problem } from "../problem";
import type { Check } from "./check";

/** Every sealed value belongs to a repository, an environment and a name that the catalog declares. */
export const checkSecrets: Check = ({ repositories, sealed }) =>
  sealed.flatMap(({ repository: name, environment: environmentName, secret, at }) => {
    const repository = repositories[name];
    if (!repository)
      return [
        problem(
          "secrets",
          { ...at, path: [] },
          `no repository "${name}"${didYouMean(name, Object.keys(repositories)) || ""}; remove the file or rename it`,
        ),
      ];
    const environment = repository.environments[environmentName];
    if (!environment)
      return [
        problem(
          "secrets",
          at,
          `${name} has no environment "${environmentName}"; environments: ${list(Object.keys(repository.environments))}`,
        ),
      ];
    if (environment.secretNames.includes(secret)) return [];
    return [
      problem(
        "secrets",
        at,
        `"${secret}" is not declared${didYouMean(secret, environment.secretNames) || `; add it to the secrets of ${name} or remove the value`}`,
      ),
    ];
  });
