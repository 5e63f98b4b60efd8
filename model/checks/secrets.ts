import { didYouMean } from "../did-you-mean";
import { noSuch } from "../no-such";
import { finding } from "../problem";
import type { Check } from "./check";

/** Every sealed value belongs to a repository, an environment and a name that the catalog declares. */
export const checkSecrets: Check = {
  name: "secrets",
  waivable: false,
  run: ({ repositories, sealed }) =>
    sealed.flatMap(({ repository: name, environment: environmentName, secret, at }) => {
      const repository = repositories[name];
      if (!repository) return [noSuch({ ...at, path: [] }, "repository", name, Object.keys(repositories), "rename the file or remove it")];
      const environment = repository.environments[environmentName];
      if (!environment) return [noSuch(at, "environment", environmentName, Object.keys(repository.environments), "rename it or remove it")];
      if (environment.secretNames.includes(secret)) return [];
      return [
        finding(
          at,
          `"${secret}" is not declared${didYouMean(secret, environment.secretNames) || `; add it to the secrets of ${name} or remove the value`}`,
        ),
      ];
    }),
};
