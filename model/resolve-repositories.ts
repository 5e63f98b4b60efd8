import { deployment } from "./deployment";
import type { CodeOwner, Environment, Permission, Product, Refs, Repository, RepositoryEnvironment, RepositoryKind, State } from "./family";
import { driftEnvironment, imageName, planEnvironment } from "./names";
import type { Located, Path } from "./position";
import { noSuch } from "./no-such";
import { compareText, problem, type Problem } from "./problem";
import { mapValues, record } from "./record";
import type { RepositorySpec } from "./schema/repositories";
import { within, type Sources } from "./sources";

/** The kinds of the two repositories that every product brings. */
const PRODUCT_KINDS = { api: "python-service", ui: "web-ui" } as const;

type Part = keyof typeof PRODUCT_KINDS;

interface Resolved {
  readonly repositories: Readonly<Record<string, Repository>>;
  readonly kinds: Readonly<Record<string, RepositoryKind>>;
  readonly problems: readonly Problem[];
}

/** What is known of a repository before its kind and the others are looked at. */
interface Draft extends Omit<RepositorySpec, "inside" | "visibility" | "kind" | "contents"> {
  readonly name: string;
  readonly kind: string;
  readonly inside: string | null;
  readonly contents: Repository["contents"];
  readonly visibility: Repository["visibility"];
  readonly product: Product | null;
  readonly part: Part | null;
  readonly at: (...path: Path) => Located;
}

/** Shared repositories and two per product, with the policy of their kind; a repository of an unknown kind is a problem and left out. */
export function resolveRepositories(
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
  products: Readonly<Record<string, Product>>,
): Resolved {
  const kinds = mapValues(sources.repositories.spec.kinds, (kind, name): RepositoryKind => ({
    ...kind,
    name,
    at: within(sources.repositories, "kinds", name),
  }));
  const drafts = [...sharedDrafts(sources), ...productDrafts(sources, products)];
  const problems = [...unknownKinds(sources, drafts, kinds), ...takenNames(drafts)];
  const known = drafts.flatMap((draft) => {
    const kind = kinds[draft.kind];
    return kind ? [{ draft, kind }] : [];
  });
  const repositories = known.map(({ draft, kind }) => {
    const parts = known.filter(({ draft: { inside } }) => inside === draft.name);
    return resolveRepository(draft, kind, parts, sources, environments);
  });
  return { repositories: record(repositories.map((repository) => [repository.name, repository])), kinds, problems };
}

function unknownKinds(
  { repositories }: Sources,
  drafts: readonly Draft[],
  kinds: Readonly<Record<string, RepositoryKind>>,
): readonly Problem[] {
  const unknown = drafts.filter(({ kind }) => !(kind in kinds));
  const shared = unknown
    .filter(({ product }) => product === null)
    .map(({ at, kind }) => noSuch("kind", at("kind"), "kind", kind, Object.keys(kinds), "name one of them or add it under kinds"));
  const parts = (Object.keys(PRODUCT_KINDS) as Part[]).filter((part) => unknown.some((draft) => draft.part === part));
  return [
    ...shared,
    ...parts.map((part) => ({
      ...problem(
        "kind",
        repositories.at("kinds"),
        `no kind "${PRODUCT_KINDS[part]}", which every product's ${part.toUpperCase()} has; add it`,
      ),
      missing: PRODUCT_KINDS[part],
    })),
  ];
}

/** A product's repositories share one list with those of repositories.yaml. */
function takenNames(drafts: readonly Draft[]): readonly Problem[] {
  const first = new Map<string, Located>();
  return drafts.flatMap(({ name, at }) => {
    const place = at();
    const taken = first.get(name);
    if (!taken) first.set(name, place);
    return taken
      ? [problem("collisions", place, `the repository "${name}" is taken by ${taken.file}:${taken.line}; rename one of them`)]
      : [];
  });
}

function sharedDrafts({ repositories, family }: Sources): readonly Draft[] {
  return Object.entries(repositories.spec.repositories).map(([name, spec]) => ({
    ...spec,
    name,
    inside: spec.inside ?? null,
    contents: spec.contents ?? null,
    visibility: spec.visibility ?? family.spec.visibility,
    product: null,
    part: null,
    at: within(repositories, "repositories", name),
  }));
}

function productDrafts(sources: Sources, products: Readonly<Record<string, Product>>): readonly Draft[] {
  return Object.values(products).flatMap((product) => {
    const source = sources.products[product.code];
    if (!source) return [];
    return (Object.keys(PRODUCT_KINDS) as Part[]).map((part) => ({
      name: product.repositories[part],
      kind: PRODUCT_KINDS[part],
      owner: product.owners[part],
      summary: `${product.brand}, ${part === "api" ? "API" : "UI"}: ${product.summary}`,
      state: stateOf(product.state, source.spec.repositories[part]?.state),
      inside: null,
      contents: null,
      imports: part === "api" ? [product.pythonPackage] : [],
      topics: [product.code],
      visibility: sources.family.spec.visibility,
      access: {},
      paths: {},
      secrets: source.spec.secrets[part],
      exceptions: source.spec.exceptions,
      product,
      part,
      at: source.at,
    }));
  });
}

/** A product that is planned or archived takes its repositories along. */
const stateOf = (product: State, own: State | undefined): State => (product === "active" ? (own ?? "active") : product);

function resolveRepository(
  draft: Draft,
  kind: RepositoryKind,
  parts: readonly { draft: Draft; kind: RepositoryKind }[],
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
): Repository {
  const family = sources.family.spec;
  const image =
    kind.environments.startsWith("promotion") && draft.part !== null ? imageName(family.registry, family.organization, draft.name) : null;
  const own = repositoryEnvironments(draft, kind, image, sources, environments);
  const codeOwners = [
    { path: "*", teams: [draft.owner] },
    ...asCodeOwners(kind.paths),
    ...parts.flatMap(partOwners),
    ...asCodeOwners(draft.paths),
  ];
  return {
    at: draft.at,
    name: draft.name,
    kind,
    state: draft.state,
    managed: draft.state !== "planned" && draft.inside === null && (kind.name !== "gateway" || family.gateway === "gateway"),
    inside: draft.inside,
    product: draft.product?.code ?? null,
    part: draft.part,
    contents: draft.contents,
    summary: draft.summary,
    owner: draft.owner,
    topics: [...new Set([family.family, ...kind.topics, ...draft.topics])],
    visibility: draft.visibility,
    access: access(draft, codeOwners, own),
    codeOwners,
    requiredChecks: [...new Set([...kind.requiredChecks, ...parts.flatMap((part) => part.kind.requiredChecks)])],
    environments: own,
    imports: [...draft.imports, ...parts.flatMap((part) => part.draft.imports)],
    image,
    exceptions: draft.exceptions,
  };
}

const asCodeOwners = (paths: Readonly<Record<string, readonly string[]>>): readonly CodeOwner[] =>
  Object.entries(paths).map(([path, teams]) => ({ path, teams }));

/** A part keeps its owner: the folders that it is imported by, or the one named after its kind. */
const partOwners = ({ draft, kind }: { draft: Draft; kind: RepositoryKind }): readonly CodeOwner[] =>
  (draft.imports.length > 0 ? draft.imports : [kind.name]).map((folder) => ({ path: `/${folder}/`, teams: [draft.owner] }));

const PERMISSIONS: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];

/** Code owners must be able to write and reviewers to read, else GitHub drops them without a word. */
function access(
  draft: Draft,
  codeOwners: readonly CodeOwner[],
  environments: Readonly<Record<string, RepositoryEnvironment>>,
): Readonly<Record<string, Permission>> {
  const wanted: readonly (readonly [string, Permission])[] = [
    ...Object.values(environments).flatMap(({ approvers }) => approvers.map((team) => [team, "pull"] as const)),
    ...codeOwners.flatMap(({ teams }) => teams.map((team) => [team, "push"] as const)),
    [draft.owner, "maintain"],
    ...Object.entries(draft.access),
  ];
  const most = new Map<string, Permission>();
  for (const [team, permission] of wanted) {
    const present = most.get(team);
    if (!present || PERMISSIONS.indexOf(permission) > PERMISSIONS.indexOf(present)) most.set(team, permission);
  }
  return record([...most].sort(([a], [b]) => compareText(a, b)));
}

const RELEASE_REFS: Refs = { branches: [], tags: ["v*"] };
/** What `release-node` reads in the environment `release`: not a secret of the application, so in that environment alone. */
const RELEASE_KEY = "RELEASE_APP_KEY";
const MAIN_REFS: Refs = { branches: ["main"], tags: [] };
/** Plans run for pull requests, so from any branch, and with the code of the branch beside an identity that reads: the owner looks at it first. */
const PLAN_REFS: Refs = { branches: ["*", "*/**", "refs/pull/*/merge"], tags: [] };

function repositoryEnvironments(
  draft: Draft,
  kind: RepositoryKind,
  image: string | null,
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
): Readonly<Record<string, RepositoryEnvironment>> {
  const sealed = sources.secrets[draft.name]?.spec ?? {};
  const make = (
    name: string,
    own: Omit<RepositoryEnvironment, "name" | "secretNames" | "secrets">,
    secretNames = draft.secrets,
  ): RepositoryEnvironment => ({
    name,
    ...own,
    secretNames,
    secrets: record(Object.entries(sealed[name] ?? {}).filter(([secret]) => secretNames.includes(secret))),
  });
  const open = { approvers: [], waitMinutes: 0, deployment: null };
  const promotion = Object.values(environments).map((environment) =>
    make(environment.name, {
      approvers: environment.approvers,
      waitMinutes: environment.waitMinutes,
      // Terraform is applied from main; only applications are promoted by tag.
      refs: kind.environments === "platform" ? MAIN_REFS : environment.refs,
      deployment:
        draft.product && draft.part && image ? deployment(sources.family.spec.family, draft.product, draft.part, image, environment) : null,
    }),
  );
  const last = promotion.at(-1);
  const made: Readonly<Record<RepositoryKind["environments"], readonly RepositoryEnvironment[]>> = {
    none: [],
    release: [make("release", { ...open, approvers: [draft.owner], refs: RELEASE_REFS })],
    promotion,
    // Every push to main asks for it, so nobody is waited for: what counts is that no other branch can read the key.
    "promotion-and-release": [...promotion, make("release", { ...open, refs: MAIN_REFS }, [RELEASE_KEY])],
    // What changes the organisation needs the approval that the last environment needs.
    platform: [make("github", { ...open, approvers: last?.approvers ?? [], refs: MAIN_REFS }), ...promotion].flatMap((environment) => [
      environment,
      make(planEnvironment(environment.name), { ...open, approvers: [draft.owner], refs: PLAN_REFS }),
      make(driftEnvironment(environment.name), { ...open, refs: MAIN_REFS }),
    ]),
  };
  return record(made[kind.environments].map((environment) => [environment.name, environment]));
}
