/** What people write: one schema per file of the catalog. Defaults that depend on other entries are applied in resolve.ts, all others here. */
import { z } from "zod";
import {
  CODE,
  CPU,
  DATE,
  DIGEST_IMAGE,
  DURATION,
  ENVIRONMENT,
  HOST,
  MEMORY,
  NAME,
  PACKAGE,
  SECRET_NAME,
  SHA,
  STORAGE,
  TEAM,
  word,
} from "./words";

const permission = z.enum(["pull", "triage", "push", "maintain", "admin"]);
const state = z
  .enum(["planned", "active", "archived"])
  .describe("planned: no resources yet; active; archived: repositories archived, database kept. Default: active");
const visibility = z.enum(["private", "internal", "public"]);
const team = word(TEAM).describe("A team of teams.yaml");

const exceptions = z
  .record(
    z.string(),
    z.strictObject({
      reason: z.string().min(10).describe("Why the rule is left, in a sentence a reviewer can judge"),
      owner: team.describe("The team that answers for it"),
      expires: word(DATE).describe("Last day on which it holds, YYYY-MM-DD; afterwards it is an error"),
    }),
  )
  .default({})
  .describe("Rules that this entry leaves for a time, by the name of the check");

const replicas = z
  .strictObject({
    min: z.int().min(1).max(100).describe("Fewest pods of an application"),
    max: z.int().min(1).max(100).describe("Most pods of an application; the connection arithmetic counts with it"),
  })
  .describe("Pods of each application");

const databaseSize = z.strictObject({
  cpu: word(CPU).describe("CPU of each instance, request and limit: 500m, 2"),
  memory: word(MEMORY).describe("Memory of each instance, request and limit: 2Gi"),
  storage: word(STORAGE).describe("Data volume of each instance: 20Gi. It can grow, never shrink"),
  walStorage: word(STORAGE).describe("WAL volume of each instance: 8Gi. Cannot be removed later"),
  maxConnections: z.int().min(20).max(5000).describe("Postgres' max_connections"),
  connectionLimits: z
    .strictObject({
      rw: z.int().min(1).describe("Connection limit of the application's role"),
      ro: z.int().min(1).describe("Connection limit of the read-only role"),
      migrator: z.int().min(1).describe("Connection limit of the migrations' role"),
    })
    .describe("Connection limit of each role of one product"),
});

/** catalog/family.yaml */
export const familySchema = z.strictObject({
  family: word(CODE).describe("Short name of the family: first part of repositories, namespaces, hosts"),
  organization: word(NAME).describe("Login of the GitHub organisation"),
  plan: z.enum(["free", "team", "enterprise"]).describe("GitHub plan; decides which protections private repositories can carry"),
  visibility: visibility.default("private").describe("Visibility of the family's repositories. Default: private"),
  domain: word(HOST).describe("Domain under which every host of the family lies"),
  registry: word(HOST).default("ghcr.io").describe("Container registry. Default: ghcr.io"),
  python: z.strictObject({
    importPrefix: word(PACKAGE).describe("First part of the products' Python packages: <importPrefix>_<code>_api"),
    index: z.url({ protocol: /^https$/ }).describe("The private package index, https://…/simple"),
  }),
  database: z.strictObject({
    prefix: word(PACKAGE).describe("First part of database names: <prefix>_<code>"),
    consolidated: word(PACKAGE).describe("Name of the one database of environments with `database: consolidated`"),
    major: z.int().min(15).max(18).describe("Postgres' major version, part of every archive's name"),
    image: word(DIGEST_IMAGE).describe("Postgres image by digest"),
    platform: z
      .strictObject({
        name: word(PACKAGE).describe("Name of the shared database"),
        owner: word(NAME).describe("The repository whose migrations and services use it"),
      })
      .optional()
      .describe("The optional shared database for global concerns. Default: none"),
    sizes: z.strictObject({ small: databaseSize, medium: databaseSize, large: databaseSize }).describe("What each size of database gets"),
  }),
  gateway: z
    .enum(["direct", "gateway"])
    .default("direct")
    .describe(
      "direct: each UI calls its product's API host; gateway: one host routes /api/<code>, and the gateway repository exists. Default: direct",
    ),
  github: z.strictObject({
    organizationId: z.int().positive().describe("Numeric id of the organisation: gh api orgs/<login> --jq .id"),
    appId: z.int().positive().describe("Id of the GitHub App that applies this catalog and may bypass protections"),
    billingEmail: z.email().describe("The organisation's billing address; GitHub wants one"),
  }),
  workflows: z.strictObject({
    released: z
      .record(word(SHA), z.string().regex(/^v\d+\.\d+\.\d+$/, "write the version as vX.Y.Z"))
      .default({})
      .describe("Released commits of this repository's workflows and their versions: what callers pin and clusters admit"),
  }),
  state: z
    .discriminatedUnion("backend", [
      z.strictObject({ backend: z.literal("local") }),
      z.strictObject({
        backend: z.literal("s3"),
        bucket: z.string().min(3).max(63).describe("Bucket of the Terraform state, one key per stack"),
        region: z.string().min(2).describe("Region of the bucket"),
        endpoint: z
          .url({ protocol: /^https$/ })
          .optional()
          .describe("Address of an S3-compatible server. Default: AWS"),
      }),
    ])
    .default({ backend: "local" })
    .describe("Where Terraform keeps its state. Default: local files"),
  exceptions,
});

const refs = z
  .strictObject({
    branches: z.array(z.string().min(1)).default([]).describe("Branches that may deploy, as GitHub's patterns"),
    tags: z.array(z.string().min(1)).default([]).describe("Tags that may deploy, as GitHub's patterns"),
  })
  .describe("What may be deployed to the environment");

const cluster = z.strictObject({
  server: z.url({ protocol: /^https$/ }).describe("Address of the API server"),
  ca: z.base64().describe("Certificate authority of the API server, PEM in base64"),
  access: z
    .enum(["oidc", "exec"])
    .default("oidc")
    .describe("oidc: GitHub's token is accepted by the API server; exec: a command prints a token. Default: oidc"),
  command: z.array(z.string().min(1)).default([]).describe("With exec: the command and its arguments"),
  audience: z.string().min(3).describe("Audience of the tokens that this cluster accepts; one per environment"),
  kubernetesVersion: z
    .string()
    .regex(/^1\.\d{2}$/, "write the minor version as 1.36")
    .describe("Pod Security levels are pinned to it"),
  podCidr: z.cidrv4().describe("Network of the pods"),
  apiServerCidr: z.cidrv4().describe("Network of the API server, which database instances must reach"),
  archiveCidrs: z.array(z.cidrv4()).default([]).describe("Networks of the object store. Default: any address, port 443"),
  storageClass: z.string().min(1).describe("Storage class of database volumes; it must be able to expand them"),
  issuer: z.string().min(1).describe("ClusterIssuer of cert-manager for the hosts' certificates"),
  imagePullSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Secret with the registry's credentials in each product namespace. Default: none needed"),
  operators: z.enum(["managed", "preinstalled"]).default("managed").describe("managed: the stack installs the operators. Default: managed"),
});

const environment = z.strictObject({
  domain: word(HOST).describe("Domain of the environment's hosts"),
  database: z
    .enum(["consolidated", "per-product"])
    .describe("One Postgres with a schema per product, or a database per product with its own PITR"),
  backups: word(DURATION).describe("Backup retention: how far back a restore can go (3d, 14d, 30d)"),
  instances: z.int().min(1).max(7).describe("Postgres instances of each database"),
  replicas,
  approvers: z.array(team).default([]).describe("Teams of which one member approves a promotion; at most 6. Default: nobody waits"),
  waitMinutes: z.int().min(0).max(43_200).default(0).describe("Minutes between approval and deployment. Default: 0"),
  refs,
  cluster,
  archive: z.strictObject({
    bucket: z
      .string()
      .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w./-]*)?$/, "write it as s3://bucket")
      .describe("Bucket of base backups and WAL"),
    endpoint: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe("Address of an S3-compatible server. Default: AWS"),
    credentials: z
      .string()
      .min(1)
      .default("iam")
      .describe("iam, or the name of an existing Secret in each database namespace. Default: iam"),
  }),
  exceptions,
});

/** catalog/environments.yaml: a map in promotion order. */
export const environmentsSchema = z.record(word(ENVIRONMENT), environment);

/** catalog/teams.yaml */
export const teamsSchema = z.record(
  word(TEAM),
  z.strictObject({
    description: z.string().min(1).describe("What the team answers for"),
    parent: team.optional().describe("The team it belongs to. Default: none"),
    maintainers: z.array(word(NAME)).default([]).describe("Logins that may change the team"),
    members: z.array(word(NAME)).default([]).describe("Logins of the members"),
  }),
);

const paths = z.record(z.string().regex(/^\//, "start the path with /"), z.array(team).min(1)).default({});

const kind = z.strictObject({
  description: z.string().min(1),
  topics: z.array(z.string()).default([]).describe("Topics of every repository of the kind"),
  requiredChecks: z.array(z.string().min(1)).describe("Checks that a pull request must pass: <caller job> / <job>"),
  environments: z
    .enum(["promotion", "release", "platform", "none"])
    .describe(
      "promotion: one GitHub environment per environment; release: one for publishing; platform: promotion, github and a read-only <name>-plan of each",
    ),
  paths: paths.describe("Owners by path; the last match decides who reviews"),
  sharesWorkflows: z.boolean().default(false).describe("Whether the organisation's repositories may call its workflows. Default: false"),
});

const repository = z.strictObject({
  kind: z.string().min(1).describe("A kind of this file"),
  owner: team.describe("The team that owns and reviews it"),
  summary: z.string().min(1).max(350).describe("GitHub's description"),
  state: state.default("active"),
  inside: word(NAME).optional().describe("The repository that holds it as a part. Default: a repository of its own"),
  imports: z.array(word(PACKAGE)).default([]).describe("Python names that it is imported by"),
  topics: z.array(z.string()).default([]).describe("Topics beside those of the kind"),
  visibility: visibility.optional().describe("Default: the family's"),
  access: z.record(word(TEAM), permission).default({}).describe("Teams beside owner and approvers, and what each may do"),
  paths: paths.describe("Owners by path, after those of the kind"),
  secrets: z
    .array(word(SECRET_NAME))
    .default([])
    .describe("Names of the secrets in each of its environments; values are sealed by `sigma secret seal`"),
  exceptions,
});

/** catalog/repositories.yaml */
export const repositoriesSchema = z.strictObject({
  kinds: z.record(word(ENVIRONMENT), kind).describe("Named policies for repositories"),
  repositories: z.record(word(NAME), repository).describe("The shared repositories; every product brings its own two"),
});

const partition = z.strictObject({
  by: z.enum(["day", "month"]).describe("Length of one partition"),
  keep: word(DURATION).describe("How long rows are kept: 400d, 7y"),
});

const restore = z
  .strictObject({
    generation: z.int().min(2).describe("The new archive generation, one above the active one"),
    at: z.iso.datetime().optional().describe("The moment to restore to, UTC: 2026-11-22T09:45:52Z"),
    lsn: z
      .string()
      .regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/, "write the log position as 0/16B3748")
      .optional()
      .describe("Or the log position to restore to"),
  })
  .describe("Starts a second cluster from the active one's archive; see docs/runbooks/restore.md");

const productDatabaseInEnvironment = z.strictObject({
  size: z.enum(["small", "medium", "large"]).optional().describe("Size of the database. Default: small"),
  backups: word(DURATION).optional().describe("Backup retention. Default: the environment's, which is also the minimum"),
  generation: z.int().min(1).optional().describe("The active archive generation. Default: 1"),
  restore: restore.optional(),
});

const inEveryEnvironment = <T extends z.ZodType>(value: T) => z.record(word(ENVIRONMENT), value).default({});

/** catalog/products/<code>.yaml */
export const productSchema = z.strictObject({
  brand: z.string().min(1).max(60).describe("The product's name as people read it"),
  summary: z.string().min(1).max(300).describe("What it does, in a sentence"),
  state: state.default("active"),
  owners: z.strictObject({ api: team, ui: team }).describe("The team of each repository"),
  repositories: z
    .strictObject({ api: z.strictObject({ state }).optional(), ui: z.strictObject({ state }).optional() })
    .default({})
    .describe("State of one repository where it differs from the product's"),
  calls: z.array(word(CODE)).default([]).describe("Products whose API this one may reach; everything else is denied"),
  egress: z.array(z.string()).default([]).describe("Networks outside that it may reach, as CIDR:port: 203.0.113.0/24:443"),
  replicas: inEveryEnvironment(replicas).describe("Pods by environment. Default: the environment's"),
  secrets: z
    .strictObject({ api: z.array(word(SECRET_NAME)).default([]), ui: z.array(word(SECRET_NAME)).default([]) })
    .default({ api: [], ui: [] })
    .describe("Names of the secrets of each repository in every environment"),
  database: z
    .object({
      partitions: z.record(word(PACKAGE), partition).default({}).describe("Tables that are partitioned by date, and their retention"),
      connectionsPerReplica: z.int().min(1).max(200).default(5).describe("DB_CONN_MAX of one replica. Default: 5"),
      areas: z
        .array(word(PACKAGE))
        .default([])
        .describe("Schemas beside app: audit, lineage, signals, options, backtests. Only where no environment is consolidated"),
      readOnlySecret: z
        .boolean()
        .default(false)
        .describe("Whether the read-only role's Secret reaches the product's namespace. Default: false"),
    })
    // Every other key is an environment: `prod: { size: large }`. That it exists is checkEnvironmentNames' business.
    .catchall(productDatabaseInEnvironment)
    .transform(({ partitions, connectionsPerReplica, areas, readOnlySecret, ...environments }) => ({
      areas,
      partitions,
      connectionsPerReplica,
      readOnlySecret,
      environments: environments as Readonly<Record<string, z.infer<typeof productDatabaseInEnvironment>>>,
    }))
    .describe("What differs from the defaults; size, backups, generation and restore stand under the environment's name")
    .prefault({}),
  exceptions,
});

/** catalog/secrets/<repository>.yaml: environment → name → sealed value. Written by `sigma secret seal`. */
export const secretsSchema = z.record(
  z.string(),
  z.record(
    word(SECRET_NAME),
    z.strictObject({
      keyId: z.string().min(1).describe("Id of the environment's public key that sealed it"),
      value: z.base64().describe("Sealed box, base64; only GitHub can open it"),
    }),
  ),
);

export type FamilySpec = z.infer<typeof familySchema>;
export type EnvironmentSpec = z.infer<typeof environment>;
export type EnvironmentsSpec = z.infer<typeof environmentsSchema>;
export type TeamsSpec = z.infer<typeof teamsSchema>;
export type RepositoriesSpec = z.infer<typeof repositoriesSchema>;
export type RepositorySpec = z.infer<typeof repository>;
export type ProductSpec = z.infer<typeof productSchema>;
export type SecretsSpec = z.infer<typeof secretsSchema>;
