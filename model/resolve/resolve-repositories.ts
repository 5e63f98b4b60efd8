import { KINDS, PRODUCT_KINDS } from "../../contract/kinds";
import type { CodeOwner, Environment, Permission, Product, Repository, RepositoryEnvironment, RepositoryKind, State } from "../family";
import { imageName } from "../../contract/names";
import type { Located, Path } from "../position";
import { noSuch } from "../no-such";
import { compareText, problem, type Problem } from "../problem";
import { record } from "../record";
import { resolveKinds } from "./resolve-kinds";
import { repositoryEnvironments } from "./resolve-repository-environments";
import type { RepositorySpec } from "../schema/repositories";
import { within, type Sources } from "../read/sources";

type Part = keyof typeof PRODUCT_KINDS;

interface Resolved {
  readonly repositories: Readonly<Record<string, Repository>>;
  readonly kinds: Readonly<Record<string, RepositoryKind>>;
  readonly problems: readonly Problem[];
}

/** A repository before its kind and the other repositories are taken into account. */
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
  const { kinds, problems: unlikeTheirs } = resolveKinds(sources.repositories);
  const drafts = [...sharedDrafts(sources), ...productDrafts(sources, products)];
  const problems = [...unlikeTheirs, ...unknownKinds(sources, drafts, kinds), ...takenNames(drafts)];
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
  // What is wrong with a kind of the catalog is said there.
  const unknown = drafts.filter(({ kind }) => !Object.hasOwn(repositories.spec.kinds, kind));
  const shared = unknown
    .filter(({ product }) => product === null)
    .map(({ at, kind }) => ({
      check: "kind",
      ...noSuch(at("kind"), "kind", kind, Object.keys(kinds), "name one of them or add it under kinds"),
    }));
  const parts = (Object.keys(PRODUCT_KINDS) as Part[]).filter((part) => unknown.some((draft) => draft.part === part));
  return [
    ...shared,
    ...parts.map((part) =>
      problem(
        "kind",
        repositories.at("kinds"),
        `no kind "${PRODUCT_KINDS[part]}", which every product's ${part.toUpperCase()} has; add it`,
      ),
    ),
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
      imports: KINDS[PRODUCT_KINDS[part]].package === "product" ? [product.pythonPackage] : [],
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

/** A planned or archived product makes its repositories planned or archived, too. */
const stateOf = (product: State, own: State | undefined): State => (product === "active" ? (own ?? "active") : product);

function resolveRepository(
  draft: Draft,
  kind: RepositoryKind,
  parts: readonly { draft: Draft; kind: RepositoryKind }[],
  sources: Sources,
  environments: Readonly<Record<string, Environment>>,
): Repository {
  const family = sources.family.spec;
  const image = kind.publishes === "image" ? imageName(family.registry, family.organization, draft.name) : null;
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
    managed: draft.state !== "planned" && draft.inside === null && (!kind.onlyInGatewayMode || family.gateway === "gateway"),
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
    requiredChecks: [...new Set([kind, ...parts.map((part) => part.kind)].flatMap((each) => requiredChecks(each, sources)))],
    environments: own,
    imports: [...draft.imports, ...parts.flatMap((part) => part.draft.imports)],
    image,
    exceptions: draft.exceptions,
  };
}

const requiredChecks = (kind: RepositoryKind, { family }: Sources): readonly string[] => [
  ...kind.requiredChecks,
  ...(Object.keys(family.spec.workflows.released).length > 0 ? kind.requiredChecksOnceReleased : []),
];

const asCodeOwners = (paths: Readonly<Record<string, readonly string[]>>): readonly CodeOwner[] =>
  Object.entries(paths).map(([path, teams]) => ({ path, teams }));

/** The paths that keep the part's own owner inside the repository that holds it: its import folders, or the folder named after its kind. */
const partOwners = ({ draft, kind }: { draft: Draft; kind: RepositoryKind }): readonly CodeOwner[] =>
  (draft.imports.length > 0 ? draft.imports : [kind.name]).map((folder) => ({ path: `/${folder}/`, teams: [draft.owner] }));

const PERMISSIONS: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];

/** Code owners need write access and reviewers need read access; otherwise GitHub drops them silently. */
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
