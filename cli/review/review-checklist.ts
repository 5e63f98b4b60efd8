import { PROJECT_FOLDER } from "../../contract/project-folder";
import { activeProducts, activeRepositories } from "../../model/active";
import type { Environment, Family, Product, Repository } from "../../model/family";
import { list } from "../../model/problem";
import { chartAccess } from "../terraform/chart-access";
import { all, type Answer, both, document, steps } from "./answer";
import { buildsAlone, isContractTested, sdkRepositories } from "./review-builds";
import { resourcesOfRepository } from "../terraform/own-resources";
import type { Resource } from "../terraform/synthesized";

/** One line of the checklist and what was found. */
export interface Finding extends Answer {
  readonly area: string;
  readonly line: string;
}

/** The input of the checklist's answers. */
interface Evidence {
  readonly family: Family;
  readonly resources: readonly Resource[];
  /** Folder with the emitted workflows and the documents. */
  readonly root: string;
  /** The repositories that GitHub has and that are in use. */
  readonly repositories: readonly Repository[];
  readonly products: readonly Product[];
  /** The last environment of the promotion. */
  readonly last: Environment | undefined;
}

/**
 * The checklist of a family's review, line by line with its answer.
 * @param root folder with the emitted workflows and the documents
 */
export function reviewChecklist(family: Family, resources: readonly Resource[], root = PROJECT_FOLDER): readonly Finding[] {
  const evidence: Evidence = {
    family,
    resources,
    root,
    repositories: activeRepositories(family),
    products: activeProducts(family),
    last: Object.values(family.environments).at(-1),
  };
  return [ownership, isolation, contracts, database, security, chartsAndUpdates, approvals].flatMap((area) => area(evidence));
}

const ownership = (evidence: Evidence): readonly Finding[] => [
  line(
    "Ownership",
    "CODEOWNERS assigned per repo/path",
    eachRepository(evidence, "repositories", "github_repository_file", ({ file }) => String(file).endsWith("CODEOWNERS")),
  ),
  line(
    "Ownership",
    "branch protections in place",
    eachRepository(evidence, "repositories", "github_repository_ruleset", ({ target }) => target === "branch"),
  ),
];

const isolation = ({ family, resources, repositories, products }: Evidence): readonly Finding[] => [
  line(
    "Isolation",
    "UI builds independently",
    all(
      repositories.filter(({ part }) => part === "ui"),
      (repository) => buildsAlone(family, repository, resources),
      ({ name }) => name,
      "user interfaces whose required build waits for nothing else",
    ),
  ),
  line(
    "Isolation",
    "product apps deploy independently or via gateway",
    all(
      products,
      ({ repositories: { api, ui } }) => [api, ui].every((name) => hasEveryEnvironment(family, name)),
      ({ code }) => code,
      "products with environments of their own",
    ),
  ),
];

const hasEveryEnvironment = ({ environments, repositories }: Family, name: string): boolean =>
  Object.keys(environments).every((environment) => Object.hasOwn(repositories[name]?.environments ?? {}, environment));

function contracts({ family, resources, repositories, root }: Evidence): readonly Finding[] {
  const isTested = (repository: Repository) => isContractTested(family, repository, resources);
  const sdks = all(sdkRepositories(family, repositories), isTested, ({ name }) => name, "SDKs whose contract tests are required");
  const apis = all(
    repositories.filter(({ part }) => part === "api"),
    isTested,
    ({ name }) => name,
    "APIs whose contract tests are required",
  );
  return [
    line("Contracts", "SDK + CI contract tests wired", both(sdks, both(apis, steps(root, "build-python", ["Contract tests"])))),
    line("Contracts", "pagination/envelope stability documented", document(root, "docs/contracts.md")),
  ];
}

const database = ({ family, repositories, products, last, root }: Evidence): readonly Finding[] => [
  line("DB", "migrations gated", steps(root, "build-python", ["Manifest, order, edits", "Dry run"])),
  line("DB", "migrations reversible, seeds available", {
    result: "by hand",
    detail: "each API is born with scripts/seed.py and an undo beside its first migration; look at those that followed",
  }),
  line("DB", "env secrets configured", secrets(repositories)),
  line("DB", "DB per product in prod", last ? perProduct(last) : NO_ENVIRONMENT),
  line("DB", "optional platform DB only for global concerns", {
    result: family.platformRepository === null ? "yes" : "by hand",
    detail: family.platformRepository === null ? "there is none" : `look at the migrations of ${family.platformRepository}`,
  }),
  line("DB", "separate roles per product/env", separateRoles(family)),
  line(
    "DB",
    "migrations scripted and gated in CI (dry-run + checksum)",
    steps(root, "build-python", ["Manifest, order, edits", "Dry run"]),
  ),
  // Which tables grow large is known to whoever writes the migrations.
  line("DB", "date partition and retention on large tables", {
    result: "by hand",
    detail: `look at the migrations for other tables that grow by date; declared: ${products.map((product) => `${product.code}: ${partitions(product)}`).join("; ")}`,
  }),
];

const security = (evidence: Evidence): readonly Finding[] => [
  line(
    "Security",
    "scans enabled",
    eachRepository(
      evidence,
      "repositories with Dependabot alerts",
      "github_repository",
      ({ vulnerability_alerts: alerts }) => alerts === true,
    ),
  ),
  line("Security", "scans in every build", steps(evidence.root, "build-python", ["Bandit", "Advisories", "Gitleaks", "Licenses"])),
  line("Security", "images scanned before they are pushed", steps(evidence.root, "docker-scan", ["Hadolint", "Trivy image", "SBOM"])),
  line(
    "Security",
    "only listed actions run",
    eachRepository(
      evidence,
      "repositories",
      "github_actions_repository_permissions",
      ({ allowed_actions: allowed }) => allowed === "selected",
    ),
  ),
  line("Security", "actions that teams use beside the family's", teamActions(evidence.family)),
  // `selected` for the whole organization would take the repositories' own lists out of force.
  line("Security", "actions pinned by commit, required by the organization", {
    result: "by hand",
    detail: `the provider 6.9.0 cannot say it: ${shaPinning(evidence.family.organization)}`,
  }),
];

/** GitHub runs their code with what the workflow grants it: somebody looks at each, and at what it uses inside itself. */
const teamActions = ({ actions: { allowed }, at }: Family): Answer =>
  allowed.length === 0
    ? { result: "yes", detail: "none" }
    : {
        result: "by hand",
        detail: `${allowed.join(", ")} (${at("actions", "allowed").file}:${at("actions", "allowed").line}); read each at its commit`,
      };

const chartsAndUpdates = ({ family, repositories, root }: Evidence): readonly Finding[] => [
  line("Isolation", "deploys may pull the charts", {
    result: "by hand",
    detail: chartAccess(family, repositories) ?? "nothing is deployed",
  }),
  line("Security", "update automation configured", document(root, ".github/renovate/family.json")),
];

const approvals = ({ repositories, resources, last }: Evidence): readonly Finding[] => [
  line(
    "Approvals",
    "promotion to the last environment is approved",
    last
      ? all(
          repositories.filter(({ environments }) => Object.hasOwn(environments, last.name)),
          (repository) => resourcesOfRepository(repository, resources).some((resource) => isApproved(resource, last.name)),
          ({ name }) => name,
          `repositories whose way to ${last.name} waits for somebody else: ${last.approvers.join(", ")}`,
        )
      : NO_ENVIRONMENT,
  ),
];

const NO_ENVIRONMENT: Answer = { result: "no", detail: "no environment" };

/** Whether every repository has a resource of the type whose arguments are as they should be. */
const eachRepository = (
  { repositories, resources }: Evidence,
  what: string,
  type: string,
  holds: (given: Resource["arguments"]) => boolean,
): Answer =>
  all(
    repositories,
    (repository) => resourcesOfRepository(repository, resources).some((resource) => resource.type === type && holds(resource.arguments)),
    ({ name }) => name,
    what,
  );

const line = (area: string, words: string, answer: Answer): Finding => ({ area, line: words, ...answer });

function secrets(repositories: readonly Repository[]): Answer {
  const missing = repositories.flatMap(({ name, environments }) =>
    Object.values(environments).flatMap((environment) =>
      environment.secretNames
        .filter((secret) => !Object.hasOwn(environment.secrets, secret))
        .map((secret) => `${name} ${environment.name} ${secret}`),
    ),
  );
  if (repositories.every(({ environments }) => Object.values(environments).every(({ secretNames }) => secretNames.length === 0)))
    return { result: "by hand", detail: "no repository declares one; ask whether an application reads one (`secrets` of its entry)" };
  return missing.length === 0
    ? { result: "yes", detail: "every declared secret has a sealed value" }
    : { result: "no", detail: `${missing.length} without a value: npx sigma check --secrets` };
}

function perProduct({ name, consolidated, databases }: Environment): Answer {
  return consolidated
    ? { result: "no", detail: `${name} is consolidated` }
    : {
        result: "yes",
        detail: Object.values(databases)
          .map((database) => database.name)
          .join(", "),
      };
}

function separateRoles({ environments }: Family): Answer {
  const twice = Object.values(environments).flatMap(({ name, databases }) => {
    const roles = Object.values(databases).flatMap(({ shares }) => Object.values(shares).flatMap((share) => Object.values(share.roles)));
    return roles.filter((role, index) => roles.indexOf(role) !== index).map((role) => `${role} in ${name}`);
  });
  return twice.length === 0
    ? { result: "yes", detail: "rw, ro and migrator for each product; passwords are made in each cluster" }
    : { result: "no", detail: `shared: ${list(twice)}` };
}

/** `orders by month, kept 2555d`. */
const partitions = ({ database }: Product): string =>
  Object.entries(database.partitions)
    .map(([table, { by, keepDays }]) => `${table} by ${by}, kept ${keepDays}d`)
    .join(", ") || "none";

/** Whether deployments need the approval of somebody else, without a bypass for admins. */
const isApproved = ({ type, arguments: given }: Resource, environment: string): boolean =>
  type === "github_repository_environment" &&
  given.environment === environment &&
  Array.isArray(given.reviewers) &&
  given.reviewers.length > 0 &&
  given.prevent_self_review === true &&
  given.can_admins_bypass === false;

/** Keeps what the organization allows now: a stricter one stays as strict. https://docs.github.com/rest/actions/permissions#set-github-actions-permissions-for-an-organization */
function shaPinning(organization: string): string {
  const path = `orgs/${organization}/actions/permissions`;
  const kept = ["enabled_repositories", "allowed_actions"].map((name) => `-f ${name}="$(gh api ${path} --jq .${name})"`).join(" ");
  return `gh api -X PUT ${path} ${kept} -F sha_pinning_required=true`;
}
