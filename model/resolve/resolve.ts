import { databases, type DatabasesOf } from "./resolve-databases";
import { productEnvironment, unknownEnvironments } from "./resolve-products";
import { resolveRepositories } from "./resolve-repositories";
import type { DatabaseSize } from "../database";
import type { Environment, Family, Product, Team } from "../family";
import { databaseName, gatewayHost, gatewayPrefix, pythonPackage, repositoryName } from "../../contract/names";
import type { Problem } from "../problem";
import { mapValues, record } from "../record";
import type { EnvironmentSpec } from "../schema/environments";
import type { FamilySpec } from "../schema/family";
import type { ProductSpec } from "../schema/product";
import type { StateBackend } from "../state-backend";
import { writtenCatalog } from "./written-catalog";
import { within, type Source, type Sources } from "../read/sources";

/** Applies every default that depends on other entries and computes every name. Reports references to entries that do not exist. */
export function resolve(sources: Sources): { readonly family: Family; readonly problems: readonly Problem[] } {
  const { spec, at } = sources.family;
  const sizes = mapValues(spec.database.sizes, (size, name) => ({ ...size, name })) as Readonly<Record<DatabaseSize["name"], DatabaseSize>>;
  const databasesOf = databases(sources, sizes);
  const environments = record(
    Object.entries(sources.environments.spec).map(([name, environment], order) => [
      name,
      resolveEnvironment(name, order, environment, sources, databasesOf),
    ]),
  );
  const products = mapValues(sources.products, (product, code) => resolveProduct(code, product, sources, environments));
  const { repositories, kinds, problems } = resolveRepositories(sources, environments, products);
  const family: Family = {
    at,
    name: spec.family,
    organization: spec.organization,
    plan: spec.plan,
    visibility: spec.visibility,
    domain: spec.domain,
    registry: spec.registry,
    python: spec.python,
    gateway: spec.gateway,
    actorHeader: spec.actorHeader,
    postgres: { major: spec.database.major, image: spec.database.image },
    github: { ...spec.github, installationId: spec.github.installationId ?? null, reader: spec.github.reader ?? null },
    actions: spec.actions,
    workflows: { released: Object.entries(spec.workflows.released).map(([sha, version]) => ({ sha, version })) },
    fleet: spec.fleet,
    state: resolveState(spec),
    sizes,
    environments,
    teams: mapValues(sources.teams.spec, (team, name): Team => ({
      ...team,
      name,
      parent: team.parent ?? null,
      at: within(sources.teams, name),
    })),
    kinds,
    repositories,
    products,
    sealed: Object.entries(sources.secrets).flatMap(([repository, source]) =>
      Object.entries(source.spec).flatMap(([environment, secrets]) =>
        Object.keys(secrets).map((secret) => ({ repository, environment, secret, at: source.at(environment, secret) })),
      ),
    ),
    imports: sources.imports,
    platformRepository: spec.database.platform?.owner ?? null,
    infraRepository: Object.values(repositories).find(({ kind }) => kind.holdsCatalog)?.name ?? "",
    written: writtenCatalog(sources),
    exceptions: spec.exceptions,
  };
  const unknown = Object.values(sources.products).flatMap((product) => unknownEnvironments(product, environments));
  return { family: deepFreeze(family), problems: [...problems, ...unknown] };
}

function resolveState({ state }: FamilySpec): StateBackend {
  return state.backend === "local" ? state : { ...state, endpoint: state.endpoint ?? null, roles: state.roles ?? null };
}

function resolveEnvironment(name: string, order: number, spec: EnvironmentSpec, sources: Sources, databasesOf: DatabasesOf): Environment {
  const family = sources.family.spec;
  const { access, command, context, formerCa, imagePullSecret, monitoring, ...cluster } = spec.cluster;
  return {
    at: within(sources.environments, name),
    name,
    order,
    domain: spec.domain,
    gatewayHost: family.gateway === "gateway" ? gatewayHost(family.family, spec.domain) : null,
    consolidated: spec.database === "consolidated",
    retentionDays: spec.backups,
    approvers: spec.approvers,
    waitMinutes: spec.waitMinutes,
    refs: spec.refs,
    allowTags: spec.allowTags,
    replicas: spec.replicas,
    instances: spec.instances,
    cluster: {
      ...cluster,
      access: { kind: access, command },
      formerCa: formerCa ?? null,
      context: context ?? null,
      imagePullSecret: imagePullSecret ?? null,
      monitoring: monitoring ?? null,
    },
    archive: {
      ...spec.archive,
      endpoint: spec.archive.endpoint ?? null,
      endpointCA: spec.archive.endpointCA ?? null,
      roleArn: spec.archive.roleArn ?? null,
    },
    identity: spec.identity ? { ...spec.identity, signIn: spec.identity.signIn ?? null } : null,
    postgres: spec.postgres ?? { major: family.database.major, image: family.database.image },
    databases: databasesOf(name, spec),
    exceptions: spec.exceptions,
  };
}

function resolveProduct(
  code: string,
  { spec, at }: Source<ProductSpec>,
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
): Product {
  const family = sources.family.spec;
  return {
    at,
    code,
    brand: spec.brand,
    summary: spec.summary,
    accent: spec.accent,
    state: spec.state,
    owners: spec.owners,
    repositories: { api: repositoryName(family.family, code, "api"), ui: repositoryName(family.family, code, "ui") },
    pythonPackage: pythonPackage(family.python.importPrefix, code),
    gatewayPrefix: gatewayPrefix(code),
    database: {
      name: databaseName(family.database.prefix, code),
      partitions: mapValues(spec.database.partitions, ({ by, keep }) => ({ by, keepDays: keep })),
    },
    migrations: sources.migrations[code] ?? {},
    calls: spec.calls,
    roles: spec.roles ? { reader: spec.roles.reader ?? [], writer: spec.roles.writer ?? [], admin: spec.roles.admin ?? [] } : null,
    workers: spec.workers,
    egress: spec.egress.map((network) => {
      const [cidr = "", port = ""] = network.split(/:(?=\d+$)/);
      return { cidr, port: Number(port) };
    }),
    environments: mapValues(environments, (environment) => productEnvironment(code, spec, family, environment)),
    exceptions: spec.exceptions,
  };
}

/** Freezes all data, deeply; functions (`at`) are left alone. */
function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
