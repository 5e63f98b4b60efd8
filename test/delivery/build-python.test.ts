import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryCallers } from "../../workflows/callers/repository-callers";
import { born, commit, git, library, pullRequest } from "./act";
import { failedGates, said } from "./gates";

const tide = (): string => {
  const repository = born(
    "tide",
    repositoryCallers("python-library", {
      library,
      released: true,
      name: "acme-tide",
      package: "tide",
      pythonVersions: '["3.11"]',
      migrations: "migrations",
      contractTests: "tests/contract",
    }),
    { "scripts/migrate": "migrate", "migrations/core": "core" },
  );
  // The releases that its contract counts.
  for (const tag of ["v1.0.0", "v1.1.0"]) git(repository, "tag", tag);
  return repository;
};

/** Rewrites the manifest to what the files are, as somebody who wants it green would; the lines of releases stay. */
const accept = (repository: string): void => {
  const folder = join(repository, "migrations");
  const manifest = join(folder, "manifest.sha256");
  const checksum = (name: string) =>
    `${createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex")}  ${name}`;
  const lines = readFileSync(manifest, "utf8").trimEnd().split("\n");
  const added = readdirSync(folder).filter((name) => name.endsWith(".sql") && !lines.some((line) => line.endsWith(`  ${name}`)));
  const listed = lines.map((line) => (line.startsWith("#") ? line : checksum(line.slice(66))));
  writeFileSync(manifest, [...listed, ...added.sort().map(checksum), ""].join("\n"));
};

/** Adds a migration and what takes it back, both in the manifest. */
const migration = (repository: string, name: string, up: string, undo: string): void => {
  writeFileSync(join(repository, `migrations/${name}.sql`), `-- phase: expand\n${up}\n`);
  writeFileSync(join(repository, `migrations/${name}.undo.sql`), `${undo}\n`);
  accept(repository);
};

it("goes green on a good project, with version and coverage in the summary", async () => {
  const { code, output } = await pullRequest(tide(), "build");
  expect(failedGates(output)).toEqual([]);
  expect(output).toMatch(/version: `1\.4\.0`/);
  expect(output).toMatch(/coverage: `100`/);
  // Squawk judges by phase: the files that take back, and a contract, drop what is there to be dropped.
  expect(said(output, "Dry run")).toMatch(/applied and took back migrations\/0002_heights\.sql[^]*applied migrations\/0003_height_cm\.sql/);
  expect(code).toBe(0);
});

it("goes red for lint, a failing test, an edited migration and a leaked secret, each for its own reason and nothing else", async () => {
  const repository = tide();
  appendFileSync(join(repository, "tide/pages.py"), "import os\n");
  const test = join(repository, "tests/test_pages.py");
  writeFileSync(test, readFileSync(test, "utf8").replace('["c"]', '["d"]'));
  const first = join(repository, "migrations/0001_init.sql");
  writeFileSync(first, readFileSync(first, "utf8").replace("place text", "location text"));
  accept(repository);
  writeFileSync(
    join(repository, "notes.txt"),
    `token = "ghp_${randomBytes(32).toString("base64url").replace(/[-_]/g, "x").slice(0, 36)}"\n`,
  );
  commit(repository, "Break four gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Gitleaks", "Lint", "Manifest, order, edits", "Summarize", "Tests"]);
  expect(said(output, "Lint")).toMatch(/F401.*`os` imported but unused|`os` imported but unused/);
  expect(said(output, "Tests")).toMatch(/AssertionError|assert \{/);
  expect(said(output, "Manifest, order, edits")).toMatch(/0001_init\.sql.*merged migrations are never edited/);
  expect(said(output, "Gitleaks")).toMatch(/github-pat/);
  expect(said(output, "Gitleaks")).not.toMatch(/ghp_/);
  expect(said(output, "Summarize")).toMatch(/failed: migrations, quality, secrets, test|failed:/);
});

it("goes red for types, coverage and an unsafe migration", async () => {
  const repository = tide();
  appendFileSync(
    join(repository, "tide/pages.py"),
    "\n\ndef size(items: Sequence[str]) -> str:\n    total = len(items)\n    if total > 1:\n        total = total + 1\n    return total\n",
  );
  migration(repository, "0004_depth", "ALTER TABLE tides ADD COLUMN depth bigint NOT NULL;", "ALTER TABLE tides DROP COLUMN depth;");
  commit(repository, "Break three gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Dry run", "Summarize", "Tests", "Types"]);
  expect(said(output, "Types")).toMatch(/Incompatible return value type \(got "int", expected "str"\)/);
  expect(said(output, "Tests")).toMatch(/total of \d+ is less than fail-under=85/);
  expect(said(output, "Dry run")).toMatch(/migrations\/0004_depth\.sql:2 adding-required-field: /);
});

it("goes red for Bandit, a changed contract and a migration that does not run", async () => {
  const repository = tide();
  const pages = join(repository, "tide/pages.py");
  writeFileSync(
    pages,
    readFileSync(pages, "utf8")
      .replace("str(end) if end", 'f"c{end}" if end')
      .replace("from collections", "import subprocess\nfrom collections"),
  );
  appendFileSync(pages, "\n\ndef run(command: str) -> int:\n    return subprocess.call(command, shell=True)  # pragma: no cover\n");
  migration(repository, "0004_depth", "ALTER TABLE tide ADD COLUMN depth bigint;", "ALTER TABLE tide DROP COLUMN depth;");
  commit(repository, "Break three gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Bandit", "Contract tests", "Dry run", "Summarize"]);
  expect(said(output, "Bandit")).toMatch(/B602/);
  expect(said(output, "Contract tests")).toMatch(/test_envelope_is_as_published/);
  expect(said(output, "Dry run")).toMatch(/relation "tide" does not exist/);
});

it("goes red for formatting, a license that is not allowed, and migrations with a gap and without a checksum", async () => {
  const repository = tide();
  appendFileSync(join(repository, "tide/__init__.py"), "x  =  1\n");
  const unidecode = "Unidecode==1.4.0 --hash=sha256:c3c7606c27503ad8d501270406e345ddb480a7b5f38827eafe4fa82a137f0021\n";
  for (const file of ["requirements.txt", "requirements-dev.txt"]) appendFileSync(join(repository, file), unidecode);
  writeFileSync(join(repository, "migrations/0005_gap.sql"), "-- phase: expand\nSELECT 1;\n");
  commit(repository, "Break three gates");
  const { code, output } = await pullRequest(repository, "build");
  expect(code).not.toBe(0);
  expect(failedGates(output)).toEqual(["Licenses", "Lint", "Manifest, order, edits", "Summarize"]);
  expect(said(output, "Lint")).toMatch(/1 file would be reformatted/);
  expect(said(output, "Licenses")).toMatch(/Unidecode 1\.4\.0 is under .*GPL/);
  expect(said(output, "Manifest, order, edits")).toMatch(/expected 0004_<name>\.sql here/);
  expect(said(output, "Manifest, order, edits")).toMatch(/0005_gap\.sql.*not in migrations\/manifest\.sha256/);
});
