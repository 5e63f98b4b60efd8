/** What serves a line of the requirements: a file, and something that it must hold. Of this repository where no other one is named. */
export interface Server {
  readonly repository?: string;
  readonly file: string;
  readonly holds?: RegExp;
}

/** A line of "Sigma Family Repositories", in its own words, with what serves it. */
export interface Line {
  readonly says: string;
  readonly servedBy: readonly Server[];
}

const at =
  (repository: string) =>
  (file: string, holds?: RegExp): Server => ({ repository, file, ...(holds && { holds }) });
const here = (file: string, holds?: RegExp): Server => ({ file, ...(holds && { holds }) });
const core = at("sigma-core");
const platform = at("sigma-platform");
const sdk = at("sigma-sdk");
const packs = at("sigma-packs");
const api = at("sigma-lab-api");
const ui = at("sigma-lab-ui");
const gateway = at("sigma-gateway");
const PYTHON = ".github/workflows/build-python.yml";
const NODE = ".github/workflows/build-node.yml";
const DELIVERY = ".github/workflows/delivery.yml";
const line = (says: string, ...servedBy: readonly Server[]): Line => ({ says, servedBy });

export const LINES: readonly Line[] = [
  line("Python packages: lowercase with underscores", core("pyproject.toml", /sigma_core/)),
  line("Docker images: ghcr.io/<org>/<repo>[:tag]", api("infra/values-prod.yaml"), here("contract/names.ts", /image/i)),
  line("Project names may use hyphens, import uses underscore", sdk("pyproject.toml", /^name = "sigma-sdk"$/m), sdk("edge_sdk/client.py")),

  ...["datasets", "features", "indicators", "models", "backtests", "evaluation", "storage", "registry"].map((area) =>
    line(`sigma_core/: ${area}`, core(`sigma_core/${area}/__init__.py`)),
  ),
  line("core tests/: unit and integration tests", core("tests/unit/test_indicators.py"), core("tests/integration/test_research.py")),
  line("core pyproject.toml: build metadata", core("pyproject.toml", /^\[build-system\]$/m)),
  line("core README.md, CHANGELOG.md", core("README.md"), core("CHANGELOG.md")),
  line(
    "core: lint, type check, tests, coverage, SAST, dep scan",
    core(DELIVERY, /build-python\.yml@/),
    here(PYTHON, /ruff[^]*mypy[^]*bandit/i),
    here(PYTHON, /pip-audit|Advisories/),
    here(PYTHON, /Coverage/),
  ),
  line(
    "core: publish package on tag to private PyPI (SemVer)",
    core(DELIVERY, /publish-python\.yml@/),
    here(".github/workflows/publish-python.yml"),
  ),
  line(
    "Stable function signatures for critical utilities",
    core("tests/public_api.txt"),
    here("workflows/library/publish-python.ts", /griffe/),
  ),
  line("Backward-compatible changes preferred", here("workflows/library/publish-python.ts", /griffe/)),

  ...["db", "config", "audit", "lineage", "pagination", "policy", "io"].map((helper) =>
    line(`sigma_platform/: ${helper}`, platform(`sigma_platform/${helper}.py`)),
  ),
  line(
    "migrations/core/: shared DB schema (signals, option_signals, backtests, audit)",
    platform("migrations/core/0001_signals.sql"),
    platform("migrations/core/0002_option_signals.sql"),
    platform("migrations/core/0003_backtest_runs.sql"),
    platform("migrations/core/0004_audit_logs.sql"),
  ),
  line("scripts/: apply_migrations.py, seed_data.py", platform("scripts/apply_migrations.py"), platform("scripts/seed_data.py")),
  line("platform tests/, build files", platform("tests/unit/test_db.py"), platform("pyproject.toml")),
  line("platform: publish package on tag", platform(DELIVERY, /publish-python\.yml@/)),
  line("Migration dry-run job (checks SQL syntax/orders)", platform(DELIVERY, /migrations: migrations\/core/), here(PYTHON, /Dry run/)),

  line("API package: FastAPI app", api("edge_lab_api/app.py", /FastAPI\(/)),
  line("routers/: group by area", api("edge_lab_api/routers/backtest_runs.py")),
  line("services/: thin wrappers calling sigma_platform", api("edge_lab_api/services/backtest_runs.py", /from sigma_platform/)),
  line("workers/: product jobs", api("workers/abandoned_runs.py")),
  line(
    "migrations/: SQL migrations for product + shared core schema",
    api("migrations/0001_init.sql"),
    api("migrations/core/0001_signals.sql"),
  ),
  line("API scripts/: migrate/seed, utilities", api("scripts/migrate/__main__.py"), api("scripts/seed.py")),
  line(
    "API infra/: Dockerfile, Helm chart/values",
    api("infra/Dockerfile"),
    api("infra/values-prod.yaml"),
    here("charts/service/Chart.yaml"),
  ),
  line("API tests/: unit + API contract tests", api("tests/unit/test_backtest_runs.py"), api("tests/contract/test_routes.py")),
  line("API: lint, type check, tests, contract tests", api(DELIVERY, /build-python\.yml@/), here(PYTHON, /Contract tests/)),
  line(
    "DB migration dry-run + checksum verify",
    api(DELIVERY, /migrations: migrations,/),
    here(PYTHON, /Manifest, order, edits/),
    api("migrations/manifest.sha256"),
  ),
  line(
    "Build/push Docker image, Helm deploy (dev→stg→prod) with approvals; run pre-deploy migrations",
    api(DELIVERY, /docker-scan\.yml@[^]*deploy\.yml@/),
    here(".github/workflows/deploy.yml", /helm/),
    here("charts/service/templates/migrations.yaml"),
  ),

  line(
    "UI src/: routes, components, brand tokens",
    ui("src/routes/routes.tsx"),
    ui("src/components/layout.tsx"),
    ui("src/brand/brand.json"),
  ),
  line("UI public/, index.html, favicons", ui("index.html"), ui("public/favicon.svg")),
  line("vite.config.ts: API base pointing to the product API", ui("vite.config.ts"), ui("src/api/base-url.ts")),
  line("UI Makefile / npm scripts: install/dev/build/preview", ui("Makefile", /^install:[^]*^dev:[^]*^build:[^]*^preview:/m)),
  line(
    "UI: lint, type check, unit/e2e (Playwright), build",
    ui(DELIVERY, /build-node\.yml@/),
    here(NODE, /lint[^]*typecheck/i),
    ui("playwright.config.ts"),
  ),
  line("UI: deploy independently (container)", ui(DELIVERY, /deploy\.yml@/), ui("infra/Dockerfile")),
  line("Env-driven API base targeting the matching product API", ui("public/config.js"), ui("src/api/base-url.ts", /VITE_API_BASE_URL/)),

  line(
    "edge_sdk/: typed client, paginated iterators, lineage helpers",
    sdk("edge_sdk/client.py", /Iterator/),
    sdk("edge_sdk/lineage.py"),
    sdk("edge_sdk/py.typed"),
  ),
  line(
    "SDK tests/: contract tests against golden schemas",
    sdk("tests/contract/test_golden.py"),
    sdk("tests/contract/golden/page.schema.json"),
  ),
  line("SDK: publish on tag (SemVer)", sdk(DELIVERY, /publish-python\.yml@/)),

  line(
    "reusable Actions (build-python, build-node, docker-scan, deploy)",
    here(PYTHON, /workflow_call/),
    here(NODE, /workflow_call/),
    here(".github/workflows/docker-scan.yml", /workflow_call/),
    here(".github/workflows/deploy.yml", /workflow_call/),
  ),
  line("Validate Helm templates, Terraform plan, policy checks", here(".github/workflows/infra-plan.yml"), here(".ci/run", /cluster/)),

  line(
    "{pack_id}/: indicator_sets/, model_configs/, policy_templates/",
    packs("momentum-basic/indicator_sets/trend.yaml"),
    packs("momentum-basic/model_configs/entry.yaml"),
    packs("momentum-basic/policy_templates/release-gate.yaml"),
  ),
  line(
    "packs tools/: validators, lints, schema checks",
    packs("tools/validate.py"),
    packs("tools/lint.py"),
    packs("tools/schemas/pack.schema.json"),
  ),
  line(
    "Validate pack schemas and policies; optionally publish pack bundles",
    packs(DELIVERY, /validate-packs\.yml@/),
    packs("tools/bundle.py"),
  ),

  line("Gateway mode: sigma-gateway mounts /api/{product}", gateway("sigma_gateway/routes.py")),
  line("dependabot/renovate to bump downstream pins", api("renovate.json", /sigma-infra/), here("renovate.json")),
  line("SemVer per UI repo; Changesets", ui(".changeset/config.json"), ui(DELIVERY, /release-node\.yml@/)),
  line(
    "SAST (Bandit), pip-audit, Trivy scans, Gitleaks, license checks",
    here(PYTHON, /[Bb]andit/),
    here(PYTHON, /Advisories/),
    here(".github/workflows/docker-scan.yml", /trivy/i),
    here(PYTHON, /gitleaks/i),
    here(PYTHON, /Licenses/),
  ),
  line(
    "Contract tests: response envelopes and pagination remain stable",
    api("tests/contract/test_envelope.py"),
    api("tests/contract/test_pagination.py"),
  ),
  line("DB migration strategy: expand → backfill → contract", api("tests/contract/test_expand.py"), api("README.md", /phase: expand/)),
  line("Migrations gated and reversible; seeds available", api("migrations/0001_init.undo.sql"), api("scripts/seed.py")),
];

/** Lines that nothing serves yet: where what serves them would stand. Whoever writes it moves the line up. */
export const MISSING: readonly { readonly says: string; readonly repository: string; readonly place: RegExp }[] = [
  { says: "platform docs", repository: "sigma-platform", place: /^docs\// },
  { says: "workers/: scanners, live loops", repository: "sigma-lab-api", place: /^workers\/.*(scan|live_loop)/ },
  { says: "UI src/: product-specific features", repository: "sigma-lab-ui", place: /^src\/features\// },
  {
    says: "Sigma Lab: create and validate packs, models, policies; model cards; publish",
    repository: "sigma-lab-api",
    place: /routers\/(packs|models|policies)/,
  },
  { says: "Sigma Sim: scenarios, runs, artifacts, reports", repository: "sigma-sim-api", place: /routers\/(scenarios|artifacts|reports)/ },
  {
    says: "Sigma Market: listings, subscriptions, entitlements, catalog search",
    repository: "sigma-market-api",
    place: /routers\/(listings|subscriptions|entitlements)/,
  },
  {
    says: "Sigma Pilot: playbooks, guardrails, schedulers, live hooks",
    repository: "sigma-pilot-api",
    place: /routers\/(playbooks|guardrails|schedules)/,
  },
];
