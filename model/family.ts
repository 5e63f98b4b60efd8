import type { RoleName } from "../contract/roles";
import type { GithubPlan } from "../contract/github-plans";
import type { KindDescriptor, KindName } from "../contract/kinds";
import type { Cluster, Monitoring } from "./cluster";
import type { Database, DatabaseSize, Partition, SizeName } from "./database";
import type { GithubApp, PlatformIdentity } from "./platform-identity";
import type { Entry, Located } from "./position";
import type { IdentitySpec } from "./schema/identity";
import type { StateBackend } from "./state-backend";

/** `planned` has no resources; `archived` keeps its repositories (archived) and its database. */
export type State = "planned" | "active" | "archived";
export type Permission = "pull" | "triage" | "push" | "maintain" | "admin";

/** Branches and tags as GitHub's patterns: `main`, `v*`. */
export interface Refs {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

export interface Replicas {
  readonly min: number;
  readonly max: number;
}

/** Where base backups and WAL go. */
export interface Archive {
  /** `s3://bucket`. */
  readonly bucket: string;
  /** Address of an S3-compatible server; null for AWS. */
  readonly endpoint: string | null;
  /** The endpoint's certificate authority, PEM in base64; null for a public one. */
  readonly endpointCA: string | null;
  /** `iam`, or the name of an existing Secret in each database namespace. */
  readonly credentials: string;
  /** The role of AWS that the instances take with `iam`; null with a Secret. */
  readonly roleArn: string | null;
}

/** Who is let in (`model/schema/identity.ts` describes it), with what may be left out resolved. */
export interface Identity extends Readonly<Omit<IdentitySpec, "signIn">> {
  /** Null where nobody can sign in. */
  readonly signIn: Readonly<NonNullable<IdentitySpec["signIn"]>> | null;
}

export interface Environment extends Entry {
  readonly name: string;
  /** Place in the promotion, from 0. */
  readonly order: number;
  readonly domain: string;
  /** Host that serves every product under `/api/<code>`; null in direct mode. */
  readonly gatewayHost: string | null;
  readonly consolidated: boolean;
  readonly retentionDays: number;
  /** Teams; one member of any of them must approve. Empty: no approval. */
  readonly approvers: readonly string[];
  readonly waitMinutes: number;
  readonly refs: Refs;
  /** Whether the cluster admits images of products by a tag alone. */
  readonly allowTags: boolean;
  readonly replicas: Replicas;
  readonly instances: number;
  readonly cluster: Cluster;
  readonly archive: Archive;
  /** Null where nobody is asked who calls. */
  readonly identity: Identity | null;
  /** The version of its databases: the family's, unless it waits for an upgrade. */
  readonly postgres: { readonly major: number; readonly image: string };
  /** Every database of the environment that has resources, by key. */
  readonly databases: Readonly<Record<string, Database>>;
  readonly exceptions: Readonly<Record<string, Exception>>;
}

export interface Team extends Entry {
  readonly name: string;
  readonly description: string;
  readonly parent: string | null;
  readonly maintainers: readonly string[];
  readonly members: readonly string[];
}

/** A kind of repositories: what the code knows of it, and the family's policy for it. Checks are those of both. */
export interface RepositoryKind extends Entry, KindDescriptor {
  readonly name: KindName;
  readonly description: string;
  readonly topics: readonly string[];
  /** Owners by path, beside the repository's own owner. */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Whether other repositories of the organization may call its workflows. */
  readonly sharesWorkflows: boolean;
}

/** A value sealed with an environment's public key; only GitHub can open it. */
export interface SealedSecret {
  readonly keyId: string;
  readonly value: string;
}

/** The value of the variable `DEPLOYMENT`, which the deploy workflow reads. Holds no secret. */
export interface Deployment {
  readonly environment: string;
  readonly product: string;
  readonly namespace: string;
  readonly image: string;
  /** Its own host, in gateway mode too. */
  readonly host: string;
  /** The Gateway that serves an API under `/api/<code>` beside its own host; null in direct mode and for a user interface. */
  readonly gateway: { readonly host: string; readonly namespace: string } | null;
  /** The user interface whose pages may call the API; null for a user interface. */
  readonly uiHost: string | null;
  readonly replicas: Replicas;
  /** Most pods of all workers together; null for a user interface, which has none. */
  readonly maxWorkers: number | null;
  /** How an API learns who calls; null for a user interface. */
  readonly identity: {
    readonly actorHeader: string;
    readonly rolesHeader: string;
    /** Empty: whoever the gateway lets in may do everything. A list, which no values of a product's own can add to. */
    readonly roles: readonly { readonly name: RoleName; readonly groups: readonly string[] }[];
  } | null;
  readonly monitoring: Monitoring | null;
  /** The `DB_*` contract without the password; null for a repository without a database. */
  readonly database: Readonly<Record<string, string>> | null;
  readonly apiBaseUrl: string;
  /** Where the deploy job turns to, and what its token's `aud` begins with; null where a command prints the token, which is bound to no server. */
  readonly cluster: { readonly server: string; readonly ca: string; readonly audience: string } | null;
}

/** A GitHub environment of one repository. */
export interface RepositoryEnvironment {
  readonly name: string;
  readonly approvers: readonly string[];
  readonly waitMinutes: number;
  readonly refs: Refs;
  readonly deployment: Deployment | null;
  /** Identity of the jobs that plan and apply the catalog; null where none do. */
  readonly platform: PlatformIdentity | null;
  /** Secret names that the catalog declares. A name without a sealed value has no resource yet. */
  readonly secretNames: readonly string[];
  readonly secrets: Readonly<Record<string, SealedSecret>>;
}

export interface CodeOwner {
  readonly path: string;
  readonly teams: readonly string[];
}

export interface Repository extends Entry {
  readonly name: string;
  readonly kind: RepositoryKind;
  readonly state: State;
  /** False for a planned repository, for one inside another repository, and for one whose switch is off: these have no resources. */
  readonly managed: boolean;
  /** The repository that holds it, when the family keeps it as a part of another one. */
  readonly inside: string | null;
  readonly product: string | null;
  readonly part: "api" | "ui" | null;
  /** Which library of the family it is; null for a kind without contents. */
  readonly contents: "core" | "platform" | "sdk" | null;
  readonly summary: string;
  readonly owner: string;
  readonly topics: readonly string[];
  readonly visibility: "private" | "internal" | "public";
  /** Teams and what each may do; every owner and approver is in it. */
  readonly access: Readonly<Record<string, Permission>>;
  /** From general to specific; the last match decides. */
  readonly codeOwners: readonly CodeOwner[];
  readonly requiredChecks: readonly string[];
  readonly environments: Readonly<Record<string, RepositoryEnvironment>>;
  /** Python names that it is imported by. */
  readonly imports: readonly string[];
  /** `registry/organization/repository`, without tag; null when it builds none. */
  readonly image: string | null;
  readonly exceptions: Readonly<Record<string, Exception>>;
}

/** A network outside the cluster that a product may reach. */
export interface Egress {
  readonly cidr: string;
  readonly port: number;
}

/** A product in one environment, with all its names there. */
export interface ProductEnvironment {
  readonly environment: string;
  readonly namespace: string;
  readonly hosts: { readonly ui: string; readonly api: string };
  /** What the UI calls: the API's own host, in gateway mode too. */
  readonly apiBaseUrl: string;
  readonly replicas: Replicas;
  /** Key of its database in {@link Environment.databases}. */
  readonly database: string;
}

export interface Product extends Entry {
  readonly code: string;
  readonly brand: string;
  readonly summary: string;
  /** Color of the brand, `#rrggbb`, dark enough to be read on white. */
  readonly accent: string;
  readonly state: State;
  readonly owners: { readonly api: string; readonly ui: string };
  readonly repositories: { readonly api: string; readonly ui: string };
  readonly pythonPackage: string;
  readonly gatewayPrefix: string;
  /** Where it has a database of its own; see {@link Environment.databases} for each environment. */
  readonly database: { readonly name: string; readonly partitions: Readonly<Record<string, Partition>> };
  /** The migrations its repository is born with, by file name: `0001_init.sql`, `0001_init.undo.sql`. */
  readonly migrations: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly egress: readonly Egress[];
  /** Groups by role; null where whoever the gateway lets in may do everything. */
  readonly roles: Readonly<Record<RoleName, readonly string[]>> | null;
  /** Most pods of all the API's workers together, in each environment. */
  readonly workers: number;
  readonly environments: Readonly<Record<string, ProductEnvironment>>;
  readonly exceptions: Readonly<Record<string, Exception>>;
}

/** A check that is waived for a time, and the team that answers for it. */
export interface Exception {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string;
}

export interface ReleasedCommit {
  readonly sha: string;
  readonly version: string;
}

/** Every file of the catalog as people wrote it, before defaults: `family`, `environments`, `teams`, `repositories`, `products`, `secrets`. */
export interface Written extends Entry {
  readonly values: Readonly<Record<string, unknown>>;
}

/** The catalog, resolved: defaults applied once, every name computed, deeply frozen. */
export interface Family extends Entry {
  readonly name: string;
  readonly organization: string;
  /** What a repository that is not public can enforce depends on it. */
  readonly plan: GithubPlan;
  readonly visibility: "private" | "internal" | "public";
  readonly domain: string;
  readonly registry: string;
  readonly python: { readonly importPrefix: string; readonly index: string };
  readonly gateway: "direct" | "gateway";
  /** Header in which APIs read who calls; clients cannot send it. */
  readonly actorHeader: string;
  readonly postgres: { readonly major: number; readonly image: string };
  readonly github: {
    readonly organizationId: number;
    /** Applies the catalog and may bypass protections. */
    readonly appId: number;
    /** Installation of the App that applies; null while only people apply. */
    readonly installationId: number | null;
    /** The read-only App; null while only people plan. */
    readonly reader: GithubApp | null;
    /** Makes version pull requests and tags, and may nothing else. */
    readonly releaseAppId: number;
    readonly billingEmail: string;
  };
  /** Actions of the teams' own workflows that GitHub may run, each by its commit. */
  readonly actions: { readonly allowed: readonly string[] };
  readonly workflows: { readonly released: readonly ReleasedCommit[] };
  /** Repositories that get an update of their scaffold first; empty for one of each kind. */
  readonly fleet: { readonly canaries: readonly string[] };
  readonly state: StateBackend;
  readonly sizes: Readonly<Record<SizeName, DatabaseSize>>;
  /** In promotion order. */
  readonly environments: Readonly<Record<string, Environment>>;
  readonly teams: Readonly<Record<string, Team>>;
  readonly kinds: Readonly<Record<string, RepositoryKind>>;
  /** Every repository: the shared ones and two per product. */
  readonly repositories: Readonly<Record<string, Repository>>;
  readonly products: Readonly<Record<string, Product>>;
  /** Every sealed value that the catalog holds, declared or not. */
  readonly sealed: readonly { readonly repository: string; readonly environment: string; readonly secret: string; readonly at: Located }[];
  /** What GitHub has already, by address of the stack `github`: the id by which a plan takes it over instead of making it. */
  readonly imports: Readonly<Record<string, string>>;
  /** The repository whose migrations make the optional shared database; null without one. */
  readonly platformRepository: string | null;
  /** The repository of this catalog (kind `infra`). */
  readonly infraRepository: string;
  readonly written: Written;
  readonly exceptions: Readonly<Record<string, Exception>>;
}
