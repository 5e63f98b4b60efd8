import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import type { Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import type { Rendered } from "../../scaffolding/rendered";
import { readRecord, RECORD } from "../../scaffolding/record";
import { callersLibrary, renderRepository } from "../../scaffolding/render";
import { dockerScanWorkflow } from "../../workflows/library/docker-scan";
import { isCallingJob } from "../../workflows/engine/model";
import { checkCallers } from "../../workflows/check-callers/check-callers";
import { emittedFiles } from "../../workflows/files";
import { libraryProps } from "../../workflows/library-props";
import { SIGMA_CATALOG } from "../family/sigma";
import { editedAcme } from "../stacks/edited-acme";
import { ACME, ROOT } from "./workplace";

/** Every repository of both families as it is born. What its own tools say of it: test/scaffolds. */
const HEAD = "0".repeat(40);
const FAMILIES: Readonly<Record<string, Family>> = { acme: loadFamily(ACME), sigma: loadFamily(SIGMA_CATALOG) };
const { acme, sigma } = FAMILIES as { acme: Family; sigma: Family };

const born = (family: Family, name: string): Rendered => renderRepository(family, name, callersLibrary(family, HEAD));
const text = (files: Rendered, path: string): string => files.get(path)?.text ?? `no ${path}`;

const ALL = Object.entries(FAMILIES).flatMap(([catalog, family]) =>
  Object.values(family.repositories)
    .filter(({ inside }) => inside === null)
    .map(({ name }) => [name, catalog] as const),
);

/** What only the Sigma family's catalog may say. */
const SIGMA = new RegExp(
  [sigma.organization, sigma.domain, ...Object.keys(sigma.repositories), ...Object.values(sigma.products).map(({ brand }) => brand)]
    .concat(Object.values(sigma.repositories).flatMap(({ imports }) => imports))
    .map((name) => name.replace(/[.]/g, "\\."))
    .join("|"),
);

it.each(ALL)("%s of the family %s is born with what every repository has, the same each time", (name, catalog) => {
  const family = FAMILIES[catalog]!;
  const files = born(family, name);
  const paths = [...files.keys()];
  for (const path of [
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "CONTRIBUTING.md",
    "renovate.json",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    RECORD,
  ])
    expect(paths).toContain(path);
  expect(paths).toEqual([...paths].sort());
  expect(paths.filter((path) => /CODEOWNERS$/i.test(path))).toEqual([]);
  expect(born(family, name)).toEqual(files);
  for (const [path, file] of files) {
    expect([path, file.text.includes("<%"), file.text.includes("\r")]).toEqual([path, false, false]);
    if (file.text !== "") expect([path, file.text.endsWith("\n")]).toEqual([path, true]);
  }
});

it.each(ALL.filter(([, catalog]) => catalog === "acme"))(
  "%s of an invented family does not know the one this tool was made for",
  (name) => {
    const found = [...born(acme, name)].filter(([path, file]) => SIGMA.test(path) || SIGMA.test(file.text)).map(([path]) => path);
    expect(found).toEqual([]);
  },
);

it.each(ALL)("%s of the family %s calls workflows as they want to be called", (name, catalog) => {
  const family = FAMILIES[catalog]!;
  const emitted = [...emittedFiles(libraryProps(family))].filter(([path]) => path.startsWith(".github/workflows/"));
  const callers = [...born(family, name)].filter(([path]) => path.startsWith(".github/workflows/"));
  const problems = checkCallers({
    library: `${family.organization}/${family.infraRepository}`,
    workflows: Object.fromEntries(emitted.map(([path, workflow]) => [basename(path, ".yml"), workflow])),
    releasedCommits: family.workflows.released.map(({ sha }) => sha),
    callers: Object.fromEntries(callers.map(([path, file]) => [path, file.text])),
  });
  expect(problems).toEqual([]);
});

it("records every file as it was applied, to be read back", () => {
  const files = born(acme, "acme-shop-api");
  const record = readRecord(text(files, RECORD));
  expect(record).toMatchObject({ repository: "acme-shop-api", kind: "python-service", contents: "" });
  expect(record.files).toEqual(new Map([...files].filter(([path]) => path !== RECORD)));
});

it("calls the family's workflows at the newest release", () => {
  const [released] = acme.workflows.released;
  expect(text(born(acme, "acme-shop-ui"), ".github/workflows/delivery.yml")).toContain(
    `uses: acme-corp/acme-infra/.github/workflows/build-node.yml@${released!.sha} # v1.0.0\n`,
  );
});

it("says beside the pin that it is not released while nothing is", () => {
  expect(sigma.workflows.released).toEqual([]);
  const [first] = Object.values(sigma.products);
  expect(text(born(sigma, first!.repositories.ui), ".github/workflows/delivery.yml")).toMatch(
    new RegExp(`build-node\\.yml@${HEAD} # v\\d+\\.\\d+\\.\\d+, not released yet\n`),
  );
});

it("extends the Renovate preset that this repository emits", () => {
  expect(JSON.parse(text(born(acme, "acme-shop-api"), "renovate.json"))).toMatchObject({
    extends: ["github>acme-corp/acme-infra//.github/renovate/family"],
  });
  expect([...emittedFiles(libraryProps(acme)).keys()]).toContain(".github/renovate/family.json");
});

it("licenses nothing: proprietary where the code is private, undecided where it is public", () => {
  expect(text(born(acme, "acme-infra"), "LICENSE")).toContain("proprietary and confidential");
  const open = editedAcme(["repositories.yaml", "summary: This catalog }", "summary: This catalog, visibility: public }"]);
  expect(text(born(open, "acme-infra"), "LICENSE")).toContain("No license to use");
});

it("takes a product's first migrations from the catalog, for good, with the digests that sha256sum checks", () => {
  const { code, repositories, migrations } = Object.values(sigma.products)[0]!;
  const files = born(sigma, repositories.api);
  expect(Object.keys(migrations)).toEqual(["0001_init.sql", "0001_init.undo.sql"]);
  for (const [name, sql] of Object.entries(migrations)) {
    expect([code, files.get(`migrations/${name}`)]).toEqual([code, { text: sql, executable: false, once: true }]);
    const digest = createHash("sha256").update(sql).digest("hex");
    expect(text(files, "migrations/manifest.sha256")).toContain(`${digest}  ${name}\n`);
  }
});

describe("a repository inside another one", () => {
  it("is rendered with its holder, not alone", () => {
    expect(() => born(acme, "acme-helpers")).toThrow(
      /^"acme-helpers" lives inside "acme-base" and is rendered with it: sigma scaffold acme-base$/,
    );
  });

  it("brings its package and its folders, and leaves build files to its holder", () => {
    const files = born(acme, "acme-base");
    const alone = born(
      editedAcme(["repositories.yaml", "imports: [acme_helpers], inside: acme-base", "imports: [acme_helpers]"]),
      "acme-base",
    );
    const brought = [...files.keys()].filter((path) => !alone.has(path));
    expect(brought).toContain("acme_helpers/__init__.py");
    expect(brought.filter((path) => !path.includes("/") || path.startsWith("."))).toEqual([]);
    for (const path of ["README.md", "LICENSE", ".gitignore"]) expect(files.get(path)).toEqual(alone.get(path));
  });

  it("has what it needs in the build files of its holder", () => {
    const family = editedAcme(
      ["repositories.yaml", "imports: [acme_base],", "imports: [acme_base], inside: acme-helpers,"],
      ["repositories.yaml", "imports: [acme_helpers], inside: acme-base", "imports: [acme_helpers]"],
      ["family.yaml", "  platform: { name: acme_shared, owner: acme-base }\n", ""],
    );
    const files = born(family, "acme-helpers");
    const platform = born(acme, "acme-base");
    expect(text(files, "pyproject.toml")).toMatch(/^include = \[.*"acme_helpers".*"acme_base\*"\]$/m);
    expect(text(files, "requirements.in")).toMatch(/^psycopg\[binary,pool\]>=/m);
    const pins = (requirements: string) => [...requirements.matchAll(/^[\w.-]+.*==\S+/gm)].map(([pin]) => pin);
    expect(pins(text(files, "requirements.txt"))).toEqual(expect.arrayContaining(pins(text(platform, "requirements.txt"))));
    // Targets of the workflows, each once.
    for (const target of ["test", "db-migrate", "db-migrate-dry", "seed"])
      expect([target, text(files, "Makefile").match(new RegExp(`^${target}: ##`, "gm"))?.length]).toEqual([target, 1]);
    expect(text(files, "Makefile").match(/^include requirements\.mk$/gm)).toHaveLength(1);
    expect(text(files, "requirements.mk")).toMatch(/^install: ##/m);
    const { jobs } = parse(text(files, ".github/workflows/delivery.yml")) as { jobs: Record<string, { with: object }> };
    expect(jobs.build).toMatchObject({ with: { package: "acme_helpers", migrations: "migrations/core" } });
  });

  it("is refused where two of them bring different files of one path", () => {
    const family = editedAcme([
      "repositories.yaml",
      "imports: [acme_old], owner: base, summary: Retired, state: archived }",
      "imports: [acme_old], owner: base, summary: Retired, inside: acme-base }",
    ]);
    expect(() => born(family, "acme-base")).toThrow(
      /^acme-base: acme-helpers and acme-old both bring tests\/\S+; let one of them live in a repository of its own$/,
    );
  });

  it("of packs keeps its files in a folder of its kind, and its check in the pipeline of its holder", () => {
    const files = born(
      editedAcme(["repositories.yaml", "summary: Content, state: planned }", "summary: Content, inside: acme-shop-api }"]),
      "acme-shop-api",
    );
    expect([...files.keys()].filter((path) => path.startsWith("packs/"))).not.toEqual([]);
    const { jobs } = parse(text(files, ".github/workflows/delivery.yml")) as { jobs: Record<string, { uses: string; with: object }> };
    expect(jobs.validate).toMatchObject({
      uses: expect.stringContaining("/validate-packs.yml@") as string,
      with: { "dev-requirements": "packs/requirements-dev.txt" },
    });
    expect([...files.keys()]).toContain("packs/requirements-dev.txt");
    expect(text(files, "Makefile")).toMatch(/^validate:/m);
  });
});

describe("the repository of the catalog", () => {
  it("has the callers that are emitted in it, once there is a release to call", () => {
    const files = born(acme, "acme-infra");
    const emitted = emittedFiles(libraryProps(acme));
    const callers = [...files.keys()].filter((path) => path.startsWith(".github/workflows/"));
    expect(callers).toEqual([".github/workflows/drift.yml", ".github/workflows/fleet.yml", ".github/workflows/infra.yml"]);
    for (const path of callers) expect(text(files, path)).toBe(emitted.get(path));
    expect([...born(sigma, sigma.infraRepository).keys()].filter((path) => path.startsWith(".github/"))).toEqual([]);
  });

  it("has here what its own catalog gives it", () => {
    const files = [...born(sigma, sigma.infraRepository)].filter(([path]) => path !== RECORD);
    // These are as it was born; the others are its owners' by now, and CI compares its callers with what is emitted. Whose the LICENSE is depends on the catalog.
    const unchanged = [".editorconfig", ".gitattributes"];
    for (const [path, file] of files) {
      const present = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : "not there";
      expect([path, present]).not.toEqual([path, "not there"]);
      if (unchanged.includes(path)) expect([path, present]).toEqual([path, file.text]);
    }
    expect(files.map(([path]) => path)).toEqual(expect.arrayContaining(unchanged));
  });
});

it("no repository installs from two indexes: a name of the family's on the other one would win by its version", () => {
  for (const [name, catalog] of ALL)
    for (const [path, file] of born(FAMILIES[catalog]!, name))
      expect([name, path, file.text.includes("--extra-index-url")]).toEqual([name, path, false]);
});

it("the image of an API takes its packages from the index, and the token, that its build hands over", () => {
  const dockerfile = text(born(acme, "acme-shop-api"), "infra/Dockerfile");
  const { build } = dockerScanWorkflow({
    ...{ registry: acme.registry, pythonIndex: acme.python.index, releasedCommits: [] },
    ...{ organization: acme.organization, infraRepository: acme.infraRepository },
  }).jobs;
  if (!build || isCallingJob(build)) throw new Error("no job of its own called build");
  expect(build.steps).toContainEqual(
    expect.objectContaining({
      name: "Build",
      with: expect.objectContaining({
        "build-args": `PACKAGE_INDEX=${acme.python.index}`,
        secrets: expect.stringMatching(
          /^\$\{\{ secrets\.INDEX_TOKEN && format\('netrc=machine \S+ login __token__ password \{0\}', /,
        ) as string,
      }) as object,
    }),
  );
  expect(dockerfile).toMatch(
    /^ARG PACKAGE_INDEX=""\nRUN --mount=type=secret,id=netrc,target=\/root\/\.netrc \\\n {2}PIP_EXTRA_INDEX_URL="\$PACKAGE_INDEX" .*\\\n {2}--require-hashes /m,
  );
});

describe("what the catalog decides of a running application", () => {
  const values = (files: Rendered, environment: string) =>
    parse(text(files, `infra/values-${environment}.yaml`)) as Readonly<Record<string, unknown>>;

  it("stands in no values file of its repository: how many pods run is handed over at each deploy", () => {
    for (const repository of ["acme-shop-api", "acme-shop-ui"])
      for (const environment of Object.keys(acme.environments))
        expect(values(born(acme, repository), environment)).not.toHaveProperty("replicas");
  });

  it("is the header in which APIs read who calls: no values file names it", () => {
    for (const environment of Object.keys(acme.environments))
      expect(values(born(acme, "acme-shop-api"), environment)).toMatchObject({ env: { LOG_LEVEL: "info" } });
    expect([...born(acme, "acme-shop-api").keys()].filter((file) => file.startsWith("infra/values-"))).not.toEqual([]);
    for (const [file, { text: values }] of born(acme, "acme-shop-api"))
      if (file.startsWith("infra/")) expect(values).not.toContain("ACTOR_");
  });
});

it("an API and a user interface say who decides who can call them in a cluster", () => {
  for (const [name, catalog] of ALL) {
    const files = born(FAMILIES[catalog]!, name);
    const { kind } = FAMILIES[catalog]!.repositories[name]!;
    if (kind.name === "python-service")
      expect(text(files, "README.md")).toMatch(/## Before the first deploy\n[^#]*`X-[A-Za-z-]+`[^#]*`identity` of the environment/);
    if (kind.name === "web-ui") expect(text(files, "README.md")).toMatch(/`\/oauth2\/sign-out`[^#]*`identity` of the environment/);
  }
});
