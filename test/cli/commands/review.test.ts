import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewChecklist, type Finding } from "../../../cli/review/review-checklist";
import { synthesizedResources, type Resource } from "../../../cli/terraform/synthesized";
import type { Family } from "../../../model/family";
import { mapValues } from "../../../model/record";
import { editedAcme, type Edit } from "../../stacks/edited-acme";
import { Workplace } from "../workplace";
import { filesOf, writeEmitted } from "../../../workflows/emit";

/** `sigma review`: every line that a program can answer is answered yes of a family that keeps it, and no of one that does not. */
const KEPT: readonly Edit[] = [
  ["products/tide.yaml", "repositories: { ui: { state: planned } }", "database: { partitions: { levels: { by: day, keep: 90d } } }"],
  ["products/shop.yaml", "secrets: { api: [PAYMENT_KEY] }\n", ""],
  ["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""],
  ["repositories.yaml", "summary: Retired, state: archived", "summary: SDK"],
];

interface Reviewed {
  readonly family: Family;
  readonly resources: readonly Resource[];
  /** Holds the emitted workflows and the documents. */
  readonly root: string;
}

let kept: Reviewed;
const folder = mkdtempSync(join(tmpdir(), "review-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeAll(() => {
  const family = withoutAppKeys(editedAcme(...KEPT));
  const root = join(folder, "root");
  writeEmitted(root, filesOf(family));
  writeFileSync(join(root, "docs/contracts.md"), "");
  kept = { family, resources: synthesizedResources(family), root };
});

/** As if the keys of the Apps were sealed that the platform's jobs and the versions of user interfaces use. */
const withoutAppKeys = (family: Family): Family => ({
  ...family,
  repositories: mapValues(family.repositories, (repository) => ({
    ...repository,
    environments: mapValues(repository.environments, (environment) => ({
      ...environment,
      secretNames: environment.secretNames.filter((name) => !name.endsWith("_APP_KEY")),
    })),
  })),
});

const review = ({ family, resources, root }: Reviewed): readonly Finding[] => reviewChecklist(family, resources, root);
const lines = (findings: readonly Finding[], result: Finding["result"]): readonly string[] =>
  findings.filter((finding) => finding.result === result).map(({ line }) => line);

/** A family with another catalog; its resources are synthesized when a line looks at them. */
const catalog =
  (...edits: readonly Edit[]) =>
  (): Reviewed => {
    const family = editedAcme(...edits);
    return { ...kept, family };
  };
const without = (lost: (resource: Resource) => boolean) => (): Reviewed => ({
  ...kept,
  resources: kept.resources.filter((resource) => !lost(resource)),
});
const withoutFiles = (): Reviewed => ({ ...kept, root: join(folder, "nowhere") });
/** The resources of one repository and type with other arguments. */
const withArguments =
  (type: string, repository: string, change: (given: Resource["arguments"]) => Resource["arguments"]) => (): Reviewed => ({
    ...kept,
    resources: kept.resources.map((resource) =>
      resource.type === type && resource.path[2] === repository ? { ...resource, arguments: change(resource.arguments) } : resource,
    ),
  });
const demanding = (repository: string, context: string) =>
  withArguments("github_repository_ruleset", repository, (given) => ({
    ...given,
    rules: { required_status_checks: { required_check: [{ context }] } },
  }));
const withStep = (workflow: string, step: string) => (): Reviewed => {
  const root = mkdtempSync(join(folder, "root-"));
  cpSync(kept.root, root, { recursive: true });
  writeFileSync(join(root, ".github/workflows", `${workflow}.yml`), `jobs: { one: { steps: [{ name: ${JSON.stringify(step)} }] } }\n`);
  return { ...kept, root };
};

/** What must be lost for the line to be answered no, and what the answer then names. */
const LOST: readonly (readonly [string, () => Reviewed, RegExp])[] = [
  [
    "CODEOWNERS assigned per repo/path",
    without(({ type, path }) => type === "github_repository_file" && path.includes("acme-base")),
    /"acme-base"/,
  ],
  [
    "branch protections in place",
    without(
      ({ type, path, arguments: { target } }) =>
        type === "github_repository_ruleset" && target === "branch" && path.includes("acme-tide-api"),
    ),
    /"acme-tide-api"/,
  ],
  ["UI builds independently", demanding("acme-shop-ui", "scan / scan"), /"acme-shop-ui"/],
  ["product apps deploy independently or via gateway", () => withRepository("acme-tide-ui", { environments: {} }), /"tide"/],
  ["SDK + CI contract tests wired", withStep("build-python", "Tests"), /no step "Contract tests"/],
  ["SDK + CI contract tests wired", catalog(...KEPT.filter(([, , to]) => to !== "summary: SDK")), /there are no SDKs/],
  ["SDK + CI contract tests wired", demanding("acme-old", "lint / result"), /not "acme-old"/],
  ["SDK + CI contract tests wired", demanding("acme-tide-api", "scan / scan"), /not "acme-tide-api"/],
  ["pagination/envelope stability documented", withoutFiles, /docs\/contracts\.md is not there/],
  ["migrations gated", withStep("build-python", "Lint"), /"Dry run"/],
  [
    "env secrets configured",
    catalog(...KEPT.filter(([file]) => file !== "products/shop.yaml")),
    /7 without a value: npx sigma check --secrets/,
  ],
  [
    "DB per product in prod",
    () => ({ ...kept, family: { ...kept.family, environments: { trial: kept.family.environments.trial! } } }),
    /trial is consolidated/,
  ],
  ["separate roles per product/env", sharedRoles, /acme_tide_rw in live/],
  ["migrations scripted and gated in CI (dry-run + checksum)", withStep("build-python", "Lint"), /"Manifest, order, edits"/],
  ["scans enabled", without(({ type, path }) => type === "github_repository" && path.includes("acme-infra")), /"acme-infra"/],
  ["scans in every build", withStep("build-python", "Bandit"), /"Gitleaks"/],
  ["images scanned before they are pushed", withStep("docker-scan", "Hadolint"), /"Trivy image"/],
  ["only listed actions run", without(({ type }) => type === "github_actions_repository_permissions"), /"acme-gateway"/],
  ["update automation configured", withoutFiles, /family\.json is not there/],
  [
    "promotion to the last environment is approved",
    withArguments("github_repository_environment", "acme-tide-api", (given) => ({ ...given, reviewers: [] })),
    /not "acme-tide-api"/,
  ],
  [
    "promotion to the last environment is approved",
    withArguments("github_repository_environment", "acme-shop-ui", (given) => ({ ...given, prevent_self_review: false })),
    /not "acme-shop-ui"/,
  ],
  [
    "promotion to the last environment is approved",
    withArguments("github_repository_environment", "acme-infra", (given) => ({ ...given, can_admins_bypass: true })),
    /not "acme-infra"/,
  ],
];

function withRepository(name: string, change: Partial<Family["repositories"][string]>): Reviewed {
  const { family } = kept;
  return { ...kept, family: { ...family, repositories: { ...family.repositories, [name]: { ...family.repositories[name]!, ...change } } } };
}

/** Two products that sign in to their databases as one. */
function sharedRoles(): Reviewed {
  const { family } = kept;
  const live = family.environments.live!;
  const databases = { ...live.databases, shop: { ...live.databases.shop!, shares: live.databases.tide!.shares } };
  return { ...kept, family: { ...family, environments: { ...family.environments, live: { ...live, databases } } } };
}

it("answers yes to every line of a family that keeps it, and leaves to a person what no program knows", () => {
  const findings = review(kept);
  expect(findings.filter(({ result }) => result === "no")).toEqual([]);
  expect(lines(findings, "by hand")).toEqual([
    "migrations reversible, seeds available",
    "date partition and retention on large tables",
    "actions that teams use beside the family's",
    "actions pinned by commit, required by the organization",
    "deploys may pull the charts",
  ]);
});

it.each(LOST)("answers no when it is lost: %s", (line, lost, detail) => {
  const finding = review(lost()).find((each) => each.line === line);
  expect(finding).toMatchObject({ result: "no", detail: expect.stringMatching(detail) as string });
});

it("names the actions that teams use beside the family's, and where they are allowed", () => {
  const found = ({ actions }: Pick<Family, "actions">) =>
    reviewChecklist({ ...kept.family, actions }, [], kept.root).find(({ line }) => line.startsWith("actions that teams use"));
  expect(found(kept.family)?.detail).toMatch(/^actions\/labeler@a{40} \(.*family\.yaml:\d+\); read each at its commit$/);
  expect(found({ actions: { allowed: [] } })).toMatchObject({ result: "yes", detail: "none" });
});

it("says where the charts are opened: once with GitHub Enterprise, for each repository without", () => {
  const found = ({ family }: Reviewed): string | undefined =>
    reviewChecklist(family, [], kept.root).find(({ line }) => line === "deploys may pull the charts")?.detail;
  const settings = (chart: string): string =>
    `https://github.com/orgs/acme-corp/packages/container/acme-infra%2Fcharts%2F${chart}/settings`;
  const where = `${settings("service")} and ${settings("web")}`;
  expect(found(kept)).toBe(`once, after the first release, at ${where}: Change visibility, Internal`);
  expect(found({ ...kept, family: { ...kept.family, plan: "team" } })).toBe(
    `at ${where}: Manage Actions access, Add repository, role Read: acme-shop-api, acme-shop-ui, acme-tide-api, acme-tide-ui`,
  );
});

it("has a yes and a no for every line that it does not leave to a person", () => {
  expect(lines(review(kept), "yes").filter((line) => !LOST.some(([lost]) => lost === line))).toEqual([
    "optional platform DB only for global concerns",
  ]);
  const { result } = review(catalog()()).find(({ line }) => line.startsWith("optional platform DB"))!;
  expect(result).toBe("by hand");
});

it("leaves undeclared tables to a person", () => {
  const found = (reviewed: Reviewed, words: string) => review(reviewed).find(({ line }) => line === words);
  expect(found(kept, "date partition and retention on large tables")?.detail).toMatch(
    /declared: shop: orders by month, kept \d+d, clicks by day, kept 90d; tide: levels by day, kept 90d$/,
  );
  const repositories = Object.values(kept.family.repositories).map((repository) => [repository.name, { ...repository, environments: {} }]);
  const undeclared = { ...kept, family: { ...kept.family, repositories: Object.fromEntries(repositories) as Family["repositories"] } };
  expect(found(undeclared, "env secrets configured")).toMatchObject({
    result: "by hand",
    detail: expect.stringMatching(/^no repository declares/) as string,
  });
});

it("prints each line with its answer and exits 1 for a no", async () => {
  const work = new Workplace();
  try {
    const { code, stdout } = await work.sigma(["review"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/│ DB +│ env secrets configured +│ NO +│ 6 without a value: npx sigma check --secrets +│/);
    expect(stdout).toMatch(/\d+ yes, \d+ no, \d+ to be checked by a person\n$/);
    const json = await work.sigma(["review", "--json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual(
      expect.arrayContaining([expect.objectContaining({ line: "separate roles per product/env", result: "yes" })]),
    );
  } finally {
    work.remove();
  }
});
