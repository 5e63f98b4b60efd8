/**
 * What the code knows of a kind of repositories. The catalog gives the family's policy for it (topics, owners by path); everything that follows
 * from the files and workflows that its repositories are born with stands here, once.
 */
export interface KindDescriptor {
  /** What a release hands out; `image` goes through the environments by digest, `python-package` into the family's index. */
  readonly publishes: "image" | "python-package" | "bundle" | "workflows" | "nothing";
  /** Who names its Python package: its `imports` in the catalog, the code of its product, or nobody, because it has none. */
  readonly package: "imports" | "product" | "none";
  /** Whether each repository says by `contents` which library of the family it is; its scaffold is then `scaffolds/<kind>/<contents>/`. */
  readonly hasContents: boolean;
  /** The chart that releases it through the environments, as a part of a product ({@link PRODUCT_KINDS}); null where nothing is deployed. */
  readonly deploys: "service" | "web" | null;
  /**
   * GitHub environments. promotion: one per environment; release: one, for publishing; promotion-and-release: promotion, and one on main that holds
   * the key of the release App; platform: promotion, `github`, and read-only `<name>-plan` and `<name>-drift` of each.
   */
  readonly environments: "promotion" | "release" | "promotion-and-release" | "platform" | "none";
  /** Checks that its workflows give a pull request, as GitHub shows them: `<caller job> / <job>`. */
  readonly requiredChecks: readonly string[];
  /** Those of the workflows that it has once there is a released commit to pin. */
  readonly requiredChecksOnceReleased: readonly string[];
  /** Whether it is the repository of the catalog, which plans and applies it. A family has one. */
  readonly holdsCatalog: boolean;
  /** Whether it has resources in gateway mode alone, which needs one of them. */
  readonly onlyInGatewayMode: boolean;
}

/** What most kinds have nothing of. */
const shared = {
  package: "none",
  hasContents: false,
  deploys: null,
  requiredChecksOnceReleased: [],
  holdsCatalog: false,
  onlyInGatewayMode: false,
} as const;

/**
 * The kinds of repositories. One more is an entry here, its workflows in `workflows/callers/repository-callers.ts` (which does not compile without),
 * its files in `scaffolds/<kind>/files/`, and its policy under `kinds` of the catalog.
 */
export const KINDS = {
  "python-service": {
    ...shared,
    publishes: "image",
    package: "product",
    deploys: "service",
    environments: "promotion",
    requiredChecks: ["build / result", "image / result"],
  },
  "web-ui": {
    ...shared,
    publishes: "image",
    deploys: "web",
    environments: "promotion-and-release",
    requiredChecks: ["build / result", "image / result"],
  },
  "python-library": {
    ...shared,
    publishes: "python-package",
    package: "imports",
    hasContents: true,
    environments: "release",
    requiredChecks: ["build / result"],
  },
  packs: { ...shared, publishes: "bundle", environments: "release", requiredChecks: ["validate / result"] },
  gateway: {
    ...shared,
    publishes: "nothing",
    package: "imports",
    environments: "promotion",
    requiredChecks: ["build / result"],
    onlyInGatewayMode: true,
  },
  infra: {
    ...shared,
    publishes: "workflows",
    environments: "platform",
    requiredChecks: ["check"],
    requiredChecksOnceReleased: ["plan / result"],
    holdsCatalog: true,
  },
} as const satisfies Readonly<Record<string, KindDescriptor>>;

export type KindName = keyof typeof KINDS;

export const isKind = (name: string): name is KindName => Object.hasOwn(KINDS, name);

/** The kinds of the two repositories that every product brings; no other repository has them. */
export const PRODUCT_KINDS = { api: "python-service", ui: "web-ui" } as const satisfies Readonly<Record<string, KindName>>;
