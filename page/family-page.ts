import { forecast, type PlannedAction } from "../forecast/forecast";
import { HOURLY_LIMIT } from "../forecast/request-costs";
import type { Database } from "../model/database";
import type { Environment, Family, Product, Repository } from "../model/family";
import type { Located } from "../model/position";
import { admittedWays } from "./admitted-ways";
import { exceptionFacts } from "./exception-facts";
import type { BudgetFacts, DatabaseFacts, EnvironmentFacts, PageModel, ProductFacts, RepositoryFacts, StackPlan } from "./page-model";
import type { PageResource } from "./page-resource";

export interface FamilyPageProps {
  readonly family: Family;
  /** What the family's stacks synthesize to. */
  readonly resources: readonly PageResource[];
  /** Facts that the catalog marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
  /** What a plan would do; null without one. */
  readonly plan: readonly StackPlan[] | null;
  readonly madeAt: Date;
}

/** The page of a family: what the catalog says, and what its synthesized stacks open and cost. */
export function familyPage({ family, resources, unconfirmed, plan, madeAt }: FamilyPageProps): PageModel {
  const environments = Object.values(family.environments);
  return {
    family: {
      name: family.name,
      organization: family.organization,
      domain: family.domain,
      plan: family.plan,
      gateway: family.gateway,
      registry: family.registry,
      postgresMajor: family.postgres.major,
      released: family.workflows.released.map(({ version, sha }) => ({ version, sha })),
    },
    madeAt: madeAt.toISOString(),
    environments: environments.map(environmentFacts),
    products: Object.values(family.products).map((product) => productFacts(product, family)),
    repositories: Object.values(family.repositories).map(repositoryFacts),
    databases: environments.flatMap(({ name, databases }) => Object.values(databases).map((database) => databaseFacts(name, database))),
    teams: Object.values(family.teams).map(({ name, description, parent, members, maintainers }) => ({
      name,
      description,
      parent,
      members,
      maintainers,
    })),
    exceptions: exceptionFacts(family),
    unconfirmed: unconfirmed.map(({ file, line, path }) => ({ file, line, path: path.join(".") })),
    admitted: admittedWays(resources),
    budget: budgetFacts(resources),
    resources: counts(resources.map(({ stack }) => stack)),
    plan,
  };
}

const environmentFacts = (environment: Environment): EnvironmentFacts => ({
  name: environment.name,
  domain: environment.domain,
  gatewayHost: environment.gatewayHost,
  consolidated: environment.consolidated,
  retentionDays: environment.retentionDays,
  approvers: environment.approvers,
  waitMinutes: environment.waitMinutes,
  refs: environment.refs,
  allowTags: environment.allowTags,
  instances: environment.instances,
  postgresMajor: environment.postgres.major,
  cluster: {
    server: environment.cluster.server,
    version: environment.cluster.kubernetesVersion,
    monitored: environment.cluster.monitoring !== null,
  },
  archive: environment.archive.bucket,
});

const productFacts = (product: Product, { environments }: Family): ProductFacts => ({
  code: product.code,
  brand: product.brand,
  summary: product.summary,
  accent: product.accent,
  state: product.state,
  owners: product.owners,
  repositories: product.repositories,
  calls: product.calls,
  egress: product.egress.map(({ cidr, port }) => `${cidr}:${port}`),
  partitions: product.database.partitions,
  environments: Object.fromEntries(
    Object.entries(product.environments).map(([name, { namespace, hosts, replicas, database }]) => [
      name,
      { namespace, ...hosts, replicas, database: environments[name]?.databases[database] ? database : null },
    ]),
  ),
});

const repositoryFacts = (repository: Repository): RepositoryFacts => ({
  name: repository.name,
  kind: repository.kind.name,
  state: repository.managed || repository.state !== "active" || repository.inside !== null ? repository.state : "switched off",
  inside: repository.inside,
  product: repository.product,
  owner: repository.owner,
  summary: repository.summary,
  visibility: repository.visibility,
  image: repository.image,
  access: repository.access,
  checks: repository.requiredChecks,
  codeOwners: repository.codeOwners,
  environments: Object.fromEntries(
    Object.values(repository.environments).map(({ name, approvers, waitMinutes, secretNames, secrets }) => [
      name,
      { approvers, waitMinutes, secrets: Object.fromEntries(secretNames.map((secret) => [secret, Object.hasOwn(secrets, secret)])) },
    ]),
  ),
});

const databaseFacts = (environment: string, database: Database): DatabaseFacts => ({
  environment,
  key: database.key,
  name: database.name,
  namespace: database.namespace,
  host: database.host,
  size: database.size.name,
  cpu: database.size.cpu,
  memory: database.size.memory,
  storage: database.size.storage,
  maxConnections: database.size.maxConnections,
  instances: database.instances,
  retentionDays: database.retentionDays,
  backupSchedule: database.backupSchedule,
  generation: database.generation,
  restore: database.restore && {
    generation: database.restore.generation,
    from: database.restore.from,
    to: database.restore.at ?? database.restore.lsn ?? "the end of the archive",
  },
  schemas: Object.fromEntries(Object.values(database.shares).map(({ code, schema }) => [code, schema])),
});

/** Of a family that exists: a plan reads every resource; the first apply has made each of them. */
function budgetFacts(resources: readonly PageResource[]): BudgetFacts {
  const types = Object.entries(counts(resources.map(({ type }) => type)));
  const all = (action: PlannedAction["action"]) => forecast(types.map(([type, count]) => ({ type, action, count })));
  const { plan, unmeasured } = all("no-op");
  const { apply } = all("create");
  return {
    hourlyLimit: HOURLY_LIMIT,
    plan: plan.requests,
    conditional: plan.conditional,
    firstApply: apply.requests,
    firstApplyMinutes: Math.ceil(apply.delaySeconds / 60),
    byType: plan.byType,
    unmeasured: unmeasured.map(({ type }) => type),
  };
}

function counts(items: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const item of items) found[item] = (found[item] ?? 0) + 1;
  return found;
}
