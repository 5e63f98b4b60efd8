import { githubIdentity } from "../../../contract/names";
import type { Environment, Family, Product, Repository } from "../../../model/family";

/** The release of one part of a product. */
export interface Application {
  readonly chart: "service" | "web";
  readonly name: string;
  readonly namespace: string;
  readonly product: string;
  /** Who releases it. */
  readonly deployer: string;
  readonly values: object;
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** Every application of an environment at its most replicas, APIs with a worker and migrations. */
export function applicationsOf(family: Family, environment: Environment): readonly Application[] {
  return Object.values(family.products)
    .filter(({ state }) => state === "active")
    .flatMap((product) =>
      (["api", "ui"] as const).flatMap((part) => {
        const repository = family.repositories[product.repositories[part]];
        return repository?.state === "active" ? [application(family, environment, product, part, repository)] : [];
      }),
    );
}

function application(
  { organization }: Family,
  environment: Environment,
  product: Product,
  part: "api" | "ui",
  { name, environments }: Repository,
): Application {
  const known = environments[environment.name]?.deployment;
  if (!known) throw new Error(`${name} has no deployment in ${environment.name}`);
  const { imagePullSecret } = environment.cluster;
  const values = {
    // What a product's repository keeps.
    serviceAccount: name,
    ...(imagePullSecret === null ? {} : { imagePullSecret }),
    ...(part === "api"
      ? { ...workersOf(product), identity: known.identity, maxWorkers: known.maxWorkers, ...databaseValues(environment, product) }
      : {}),
    // What the deploy workflow knows from the variable DEPLOYMENT.
    environment: environment.name,
    product: product.code,
    replicas: { min: known.replicas.max, max: known.replicas.max },
    image: `${known.image}@${DIGEST}`,
    host: known.host,
    ...(known.uiHost === null ? {} : { allowOrigins: [`https://${known.uiHost}`] }),
    ...(part === "ui" ? { apiBaseUrl: known.apiBaseUrl } : known.gateway === null ? {} : { gateway: known.gateway }),
  };
  const deployer = githubIdentity(organization, name, environment.name);
  return { chart: part === "ui" ? "web" : "service", name, namespace: known.namespace, product: product.code, deployer, values };
}

const workersOf = ({ workers }: Product) => (workers === 0 ? {} : { workers: { scanner: { command: ["scan"], replicas: workers } } });

function databaseValues({ databases }: Environment, { code }: Product) {
  const share = Object.values(databases).flatMap(({ shares }) => shares[code] ?? [])[0];
  if (share === undefined) return {};
  const secret = (role: string): string => role.replaceAll("_", "-");
  return {
    database: { secret: secret(share.roles.rw), migratorSecret: secret(share.roles.migrator) },
    migrations: { command: ["db-migrate"] },
  };
}
