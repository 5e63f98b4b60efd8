import type { DeployEnvironment } from "../../workflows/library/deploy-props";
import type { LibraryProps } from "../../workflows/library-workflows";

const environment = (name: string, refs: DeployEnvironment["refs"]): DeployEnvironment => ({
  name,
  refs,
  cluster: { kind: "oidc" },
  runner: `${name}-runner`,
});

/** An invented family, as the workflows see it. */
export const acme: LibraryProps = {
  organization: "acme-corp",
  infraRepository: "acme-infra",
  registry: "registry.acme.test",
  pythonIndex: "https://packages.acme.test/simple",
  ownPackages: ["acme-core", "acme-sdk"],
  releaseAppId: 4711,
  fleet: ["acme-core", "acme-shop-api", "acme-shop-ui"],
  environments: [
    environment("dev", { branches: ["main"], tags: [] }),
    environment("stg", { branches: [], tags: ["v*"] }),
    environment("prod", { branches: [], tags: ["v*"] }),
  ],
  released: [
    { sha: "1111111111111111111111111111111111111111", version: "v1.0.0" },
    { sha: "2222222222222222222222222222222222222222", version: "v1.1.0" },
  ],
};

/** The same with one more environment between the last two. */
export const acmeWithFour: LibraryProps = {
  ...acme,
  environments: [...acme.environments.slice(0, 2), environment("canary", { branches: [], tags: ["v*"] }), ...acme.environments.slice(2)],
};

export const releasedCommits: readonly string[] = acme.released.map(({ sha }) => sha);

/** The newest release. */
export const release = acme.released.at(-1)!;
