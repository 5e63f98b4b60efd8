import type { Family, Product, Repository } from "../model/family";
import { databaseRoles, OWN_SCHEMA } from "../contract/names";

/** Everything that a template may use, by the name it uses: `<%= it.package %>`. */
export interface ScaffoldFacts {
  readonly family: string;
  readonly organization: string;
  /** The repository that holds the catalog and the reusable workflows. */
  readonly infraRepository: string;
  readonly repository: string;
  readonly kind: string;
  /** Which library of the family it is; empty for every kind but `python-library`. */
  readonly contents: Contents | "";
  /** The repositories that live inside it. */
  readonly parts: readonly ScaffoldPart[];
  readonly summary: string;
  /** Slug of the team that owns it. */
  readonly owner: string;
  readonly visibility: Repository["visibility"];
  /** Import name of its Python package; empty for none. */
  readonly package: string;
  /** Name under which its package is published: the repository's. */
  readonly distribution: string;
  /** Import names of the family's libraries; empty where the family has none. */
  readonly core: string;
  readonly platform: string;
  readonly sdk: string;
  /** Names under which they are published; empty where the family has none. */
  readonly distributions: Readonly<Record<Contents, string>>;
  /** Oldest first. */
  readonly pythonVersions: readonly string[];
  /** Index with the family's own packages. */
  readonly pythonIndex: string;
  /** Host of the registry. */
  readonly registry: string;
  /** `registry/organization/repository`, without tag; empty when it builds none. */
  readonly image: string;
  readonly postgresMajor: number;
  /** The product that it belongs to; null for a shared repository. */
  readonly product: ProductFacts | null;
  /** Every product of the family that is not archived. */
  readonly products: readonly RoutedProduct[];
  /** The environments of its product, in promotion order; empty for a shared repository. */
  readonly environments: readonly EnvironmentFacts[];
  /** Whether one host routes `/api/<code>`. */
  readonly gateway: boolean;
  /** Header in which APIs read who calls. */
  readonly actorHeader: string;
  /** Hosts of the gateway by environment; empty in direct mode. */
  readonly gatewayHosts: Readonly<Record<string, string>>;
}

export type Contents = NonNullable<Repository["contents"]>;

export interface ScaffoldPart {
  readonly repository: string;
  readonly kind: string;
  readonly contents: Contents | "";
  readonly package: string;
}

export interface ProductFacts {
  readonly code: string;
  readonly brand: string;
  readonly summary: string;
  /** Brand color, `#rrggbb`, readable on white. */
  readonly accent: string;
  /** Where it has a database of its own. */
  readonly database: { readonly name: string; readonly schema: string; readonly rw: string; readonly migrator: string };
  /** `keep` in days: `400d`. */
  readonly partitions: readonly { readonly table: string; readonly by: "day" | "month"; readonly keep: string }[];
  /** File names of the catalog's migrations for it; with none, the scaffold writes the first one. */
  readonly migrations: readonly string[];
  readonly apiRepository: string;
  readonly uiRepository: string;
  readonly gatewayPrefix: string;
}

export interface RoutedProduct {
  readonly code: string;
  readonly brand: string;
  /** Whether it has namespaces and hosts already; a planned one has only their names. */
  readonly active: boolean;
  readonly gatewayPrefix: string;
  readonly apiRepository: string;
  /** Its API's own host by environment. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Its user interface's host by environment: the origins that may call the API. */
  readonly uiHosts: Readonly<Record<string, string>>;
  readonly namespaces: Readonly<Record<string, string>>;
}

export interface EnvironmentFacts {
  readonly name: string;
  /** Host of the user interface. */
  readonly host: string;
  readonly apiHost: string;
  /** What the user interface calls. */
  readonly apiBaseUrl: string;
  readonly namespace: string;
}

/** Versions that a library of the family is tested on; services run on the newest. https://devguide.python.org/versions/ */
const PYTHON_VERSIONS = ["3.11", "3.12"];

/** The facts of one repository for its templates. */
export function scaffoldFacts(family: Family, repository: Repository): ScaffoldFacts {
  const product = repository.product === null ? undefined : family.products[repository.product];
  const library = (contents: Contents) =>
    Object.values(family.repositories).find((other) => other.contents === contents && other.state !== "archived");
  const imported = (contents: Contents) => (library(contents) ? packageOf(library(contents)) : "");
  return {
    family: family.name,
    organization: family.organization,
    infraRepository: family.infraRepository,
    repository: repository.name,
    kind: repository.kind.name,
    contents: repository.contents ?? "",
    parts: partsOf(family, repository).map((part) => ({
      repository: part.name,
      kind: part.kind.name,
      contents: part.contents ?? "",
      package: packageOf(part),
    })),
    summary: repository.summary,
    owner: repository.owner,
    visibility: repository.visibility,
    package: packageOf(repository),
    distribution: repository.name,
    core: imported("core"),
    platform: imported("platform"),
    sdk: imported("sdk"),
    distributions: {
      core: library("core")?.name ?? "",
      platform: library("platform")?.name ?? "",
      sdk: library("sdk")?.name ?? "",
    },
    pythonVersions: PYTHON_VERSIONS,
    pythonIndex: family.python.index,
    registry: family.registry,
    image: repository.image ?? "",
    postgresMajor: family.postgres.major,
    product: product ? productFacts(product) : null,
    products: Object.values(family.products)
      .filter(({ state }) => state !== "archived")
      .map(routedProduct),
    environments: product ? Object.values(product.environments).map(environmentFacts) : [],
    gateway: family.gateway === "gateway",
    actorHeader: family.actorHeader,
    gatewayHosts: Object.fromEntries(
      Object.values(family.environments).flatMap(({ name, gatewayHost }) => (gatewayHost === null ? [] : [[name, gatewayHost]])),
    ),
  };
}

/** Repositories that live inside another one, which holds their contents. */
export const partsOf = (family: Family, { name }: Repository): readonly Repository[] =>
  Object.values(family.repositories).filter(({ inside }) => inside === name);

/** Its own name comes first; those of its parts follow. */
const packageOf = (repository: Repository | undefined): string => repository?.imports[0] ?? "";

const productFacts = ({ code, brand, summary, accent, database, migrations, repositories, gatewayPrefix }: Product): ProductFacts => {
  const { rw, migrator } = databaseRoles(database.name);
  return {
    code,
    brand,
    summary,
    accent,
    database: { name: database.name, schema: OWN_SCHEMA, rw, migrator },
    partitions: Object.entries(database.partitions).map(([table, { by, keepDays }]) => ({ table, by, keep: `${keepDays}d` })),
    migrations: Object.keys(migrations),
    apiRepository: repositories.api,
    uiRepository: repositories.ui,
    gatewayPrefix,
  };
};

const routedProduct = ({ code, brand, state, gatewayPrefix, repositories, environments }: Product): RoutedProduct => {
  const by = (fact: (environment: (typeof environments)[string]) => string) =>
    Object.fromEntries(Object.entries(environments).map(([name, environment]) => [name, fact(environment)]));
  return {
    code,
    brand,
    active: state === "active",
    gatewayPrefix,
    apiRepository: repositories.api,
    hosts: by(({ hosts }) => hosts.api),
    uiHosts: by(({ hosts }) => hosts.ui),
    namespaces: by(({ namespace }) => namespace),
  };
};

const environmentFacts = ({ environment, namespace, hosts, apiBaseUrl }: Product["environments"][string]): EnvironmentFacts => ({
  name: environment,
  host: hosts.ui,
  apiHost: hosts.api,
  apiBaseUrl,
  namespace,
});
