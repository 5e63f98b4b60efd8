/**
 * Everything that the page shows, as plain data that fits into JSON: derived from the resolved family, never written by hand. It holds no secret and no sealed
 * value, only the names of secrets. What depends on the day of reading, such as the days until an exception ends, the page works out itself.
 */
export interface PageModel {
  readonly family: FamilyFacts;
  /** When the page was made: ISO 8601. */
  readonly madeAt: string;
  /** In promotion order. */
  readonly environments: readonly EnvironmentFacts[];
  readonly products: readonly ProductFacts[];
  readonly repositories: readonly RepositoryFacts[];
  readonly databases: readonly DatabaseFacts[];
  readonly teams: readonly TeamFacts[];
  readonly exceptions: readonly ExceptionFacts[];
  /** Facts that the catalog marks "to be confirmed". */
  readonly unconfirmed: readonly PlaceFacts[];
  readonly admitted: readonly AdmittedWay[];
  readonly budget: BudgetFacts;
  /** Resources by stack, github first. */
  readonly resources: Readonly<Record<string, number>>;
  /** What a plan would do, by stack; null when no plan was given. */
  readonly plan: readonly StackPlan[] | null;
}

export interface FamilyFacts {
  readonly name: string;
  readonly organization: string;
  readonly domain: string;
  readonly plan: string;
  readonly gateway: "direct" | "gateway";
  readonly registry: string;
  readonly postgresMajor: number;
  /** Released versions of the workflows, as the catalog lists them. */
  readonly released: readonly { readonly version: string; readonly sha: string }[];
}

export interface EnvironmentFacts {
  readonly name: string;
  readonly domain: string;
  readonly gatewayHost: string | null;
  readonly consolidated: boolean;
  readonly retentionDays: number;
  /** Teams; one member of any of them approves. Empty: nobody waits. */
  readonly approvers: readonly string[];
  readonly waitMinutes: number;
  /** Branches and tags that may be deployed. */
  readonly refs: { readonly branches: readonly string[]; readonly tags: readonly string[] };
  readonly allowTags: boolean;
  readonly instances: number;
  readonly postgresMajor: number;
  readonly cluster: { readonly server: string; readonly version: string; readonly monitored: boolean };
  readonly archive: string;
}

export interface ProductFacts {
  readonly code: string;
  readonly brand: string;
  readonly summary: string;
  readonly accent: string;
  readonly state: string;
  readonly owners: { readonly api: string; readonly ui: string };
  readonly repositories: { readonly api: string; readonly ui: string };
  /** Codes of the products whose API it may reach. */
  readonly calls: readonly string[];
  /** Networks outside the clusters: `203.0.113.0/24:443`. */
  readonly egress: readonly string[];
  readonly partitions: Readonly<Record<string, { readonly by: string; readonly keepDays: number }>>;
  readonly environments: Readonly<Record<string, ProductPlace>>;
}

/** A product in one environment. */
export interface ProductPlace {
  readonly namespace: string;
  readonly ui: string;
  readonly api: string;
  readonly replicas: { readonly min: number; readonly max: number };
  /** Key of its database in the environment; null when it has none there. */
  readonly database: string | null;
}

export interface RepositoryFacts {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  /** The repository that holds it; null for one of its own. */
  readonly inside: string | null;
  readonly product: string | null;
  readonly owner: string;
  readonly summary: string;
  readonly visibility: string;
  readonly image: string | null;
  /** What each team may do. */
  readonly access: Readonly<Record<string, string>>;
  readonly checks: readonly string[];
  readonly codeOwners: readonly { readonly path: string; readonly teams: readonly string[] }[];
  readonly environments: Readonly<Record<string, RepositoryPlace>>;
}

/** A GitHub environment of a repository. */
export interface RepositoryPlace {
  readonly approvers: readonly string[];
  readonly waitMinutes: number;
  /** Names of the declared secrets, and whether a sealed value is there. */
  readonly secrets: Readonly<Record<string, boolean>>;
}

export interface DatabaseFacts {
  readonly environment: string;
  /** The product's code, `products` when consolidated, or `platform`. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  readonly size: string;
  readonly cpu: string;
  readonly memory: string;
  readonly storage: string;
  readonly maxConnections: number;
  readonly instances: number;
  readonly retentionDays: number;
  /** Six cron fields, seconds first. */
  readonly backupSchedule: string;
  readonly generation: number;
  /** The generation that is made, and from what; null while nothing is restored. */
  readonly restore: { readonly generation: number; readonly from: number; readonly to: string } | null;
  /** Who has a schema in it. */
  readonly schemas: Readonly<Record<string, string>>;
}

export interface TeamFacts {
  readonly name: string;
  readonly description: string;
  readonly parent: string | null;
  readonly members: readonly string[];
  readonly maintainers: readonly string[];
}

export interface PlaceFacts {
  readonly file: string;
  readonly line: number;
  /** Keys that lead to the value: `cluster.ca`. */
  readonly path: string;
}

export interface ExceptionFacts extends PlaceFacts {
  /** The check that it waives. */
  readonly check: string;
  /** The entry that holds it: `family`, `live`, `shop`. */
  readonly entry: string;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string;
}

/** One way that the network policies of an environment open, as many times as namespaces have it. */
export interface AdmittedWay {
  readonly environment: string;
  readonly policy: string;
  /** Whose namespaces: `products`, `databases`. */
  readonly group: string;
  readonly direction: "in" | "out";
  readonly pods: string;
  readonly peers: readonly string[];
  readonly ports: readonly string[];
  readonly namespaces: number;
}

/** Requests to GitHub, of its hourly limit. */
export interface BudgetFacts {
  readonly hourlyLimit: number;
  /** A plan of the whole family. */
  readonly plan: number;
  /** Of these, those that GitHub does not count while nobody has touched the object. */
  readonly conditional: number;
  /** The first apply of the whole family. */
  readonly firstApply: number;
  readonly firstApplyMinutes: number;
  /** Most expensive types of the plan first. */
  readonly byType: readonly { readonly type: string; readonly requests: number }[];
  readonly unmeasured: readonly string[];
}

/** What one stack's plan would do, as `sigma plan --json` tells it. */
export interface StackPlan {
  readonly stack: string;
  /** Null when the state holds no catalog to compare with. */
  readonly edits:
    | readonly {
        readonly name: string;
        readonly subject: string;
        readonly field: string;
        readonly file: string;
        readonly line: number;
        readonly before: string | null;
        readonly after: string | null;
        readonly weight: Weight;
        readonly text: string;
      }[]
    | null;
  readonly changes: readonly {
    readonly address: string;
    readonly action: "create" | "update" | "replace" | "delete";
    readonly values: readonly ValueFacts[];
  }[];
  /** What somebody changed outside of the catalog. */
  readonly drift: readonly {
    readonly address: string;
    readonly deleted: boolean;
    readonly reverted: boolean;
    readonly values: readonly ValueFacts[];
  }[];
  readonly unchanged: number;
}

/** One value, before and after; null where there is none. */
export interface ValueFacts {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** How much an edit matters, worst first; the words of `sigma plan`. */
export type Weight = "refused" | "danger" | "restart" | "notice" | "quiet";
