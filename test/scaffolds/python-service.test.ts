import { execFileSync } from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { born, commit } from "./born";
import { failed, pythonGates, said, type Gate } from "./python-gates";
import { replace } from "./replace";

const JOBS = {
  quality: ["Check the inputs", "Install the dependencies", "Install", "Lint", "Types", "Bandit", "Licenses", "Advisories", "Version"],
  test: ["Tests", "Coverage", "Contract tests"],
  migrations: ["Manifest, order, edits", "Start Postgres", "Dry run", "Stop Postgres"],
} as const;
type JobName = keyof typeof JOBS;

const gatesOf = (repository: string, ...jobs: readonly JobName[]): Promise<readonly Gate[]> => pythonGates(repository, "build", jobs);

describe.each([
  // Its catalog has no SQL for the product, so it is born with the scaffold's.
  ["acme", "acme-shop-api"],
  ["sigma", "sigma-lab-api"],
] as const)("the API of %s", (catalog, name) => {
  it("passes its own CI the minute it exists", async () => {
    const gates = await gatesOf(born(catalog, name), "quality", "test", "migrations");
    expect(gates.map((gate) => gate.name)).toEqual(Object.values(JOBS).flat());
    expect(gates.filter(({ code }) => code !== 0)).toEqual([]);
    if (/could not be checked/.test(said(gates, "Advisories"))) console.log("no answer from the advisory database");
    expect(said(gates, "Dry run")).toMatch(
      /applied and took back migrations\/core\/0004_audit_logs\.sql[\s\S]*applied and took back migrations\/0001_init\.sql/,
    );
    expect(said(gates, "Dry run")).toMatch(/ci_scratch is as it was: all of it ran for real, on a copy that is gone/);
  });
});

describe("its gates", () => {
  it("go red for an answer that callers do not know, and for nothing else", async () => {
    const repository = born("acme", "acme-shop-api");
    replace(
      repository,
      "vendor/acme_base/envelope.py",
      "    request_id: str = Field(",
      '    version: str = Field(default="1", description="Of the API")\n    request_id: str = Field(',
    );
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Contract tests"]);
    expect(said(gates, "Contract tests")).toMatch(/Additional properties are not allowed \('version' was unexpected\)/);
    expect(said(gates, "Contract tests")).toMatch(/test_the_api_is_the_one_on_record/);
  });

  it("go red for an endpoint that answers anybody, and in a form of its own", async () => {
    const repository = born("acme", "acme-shop-api");
    appendFileSync(
      join(repository, "acme_shop_api/routers/backtest_runs.py"),
      '\n\n@router.get("/today/count", include_in_schema=False)\ndef count_of_today() -> dict[str, int]:\n    """Of nobody\'s."""\n    return {"runs": 1}\n',
    );
    replace(repository, "acme_shop_api/services/backtest_runs.py", "RETURNING {}", "RETURNING *");
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Contract tests"]);
    expect(said(gates, "Contract tests")).toMatch(/GET \/backtest-runs\/today\/count returns .*dict.*, not an Envelope or a PageEnvelope/);
    expect(said(gates, "Contract tests")).toMatch(/GET \/backtest-runs\/today\/count answers \d+ to nobody; give it `caller: Reader`/);
    expect(said(gates, "Contract tests")).toMatch(/services\/backtest_runs\.py:\d+: .*RETURNING \*/);
  });

  it("go red for a path that left the API, naming what is on record", async () => {
    const repository = born("acme", "acme-shop-api");
    replace(repository, "acme_shop_api/routers/audit_logs.py", 'prefix="/audit-logs"', 'prefix="/audit-log"');
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Tests", "Contract tests"]);
    expect(said(gates, "Contract tests")).toMatch(/FAILED tests\/contract\/test_openapi\.py/);
  });

  it("go red for an edited migration, whether or not its digest was edited along", async () => {
    const repository = born("acme", "acme-shop-api");
    replace(repository, "migrations/0001_init.sql", "value jsonb NOT NULL", "value jsonb");
    commit(repository);
    const edited = await gatesOf(repository, "migrations");
    expect(failed(edited)).toEqual(["Manifest, order, edits", "Dry run"]);
    expect(said(edited, "Dry run")).toMatch(/migrations\/0001_init\.sql:1 differs from migrations\/manifest\.sha256/);

    const sealed = born("acme", "acme-shop-api");
    replace(sealed, "migrations/0001_init.sql", "value jsonb NOT NULL", "value jsonb");
    execFileSync("sh", ["-c", "sha256sum [0-9]*.sql > manifest.sha256"], { cwd: join(sealed, "migrations") });
    commit(sealed);
    const gates = await gatesOf(sealed, "migrations");
    expect(failed(gates)).toEqual(["Manifest, order, edits"]);
    expect(said(gates, "Manifest, order, edits")).toMatch(/0001_init\.sql.*merged migrations are never edited/);
  });

  it("go red for a migration that locks, one without an undo, and one that makes a core table", async () => {
    const repository = born("acme", "acme-shop-api");
    writeFileSync(
      join(repository, "migrations/0002_index.sql"),
      "-- phase: expand\nCREATE INDEX settings_updated_idx ON settings (updated_at);\n",
    );
    writeFileSync(join(repository, "migrations/0002_index.undo.sql"), "DROP INDEX settings_updated_idx;\n");
    writeFileSync(join(repository, "migrations/0003_signals.sql"), "-- phase: expand\nCREATE TABLE signals (id bigint PRIMARY KEY);\n");
    commit(repository);
    const gates = await gatesOf(repository, "migrations");
    expect(failed(gates)).toEqual(["Manifest, order, edits", "Dry run"]);
    const dryRun = said(gates, "Dry run");
    expect(dryRun).toMatch(/0002_index\.sql:2 require-concurrent-index-creation/);
    expect(dryRun).toMatch(/0003_signals\.sql:1 has no 0003_signals\.undo\.sql beside it/);
    expect(dryRun).toMatch(/0003_signals\.sql:2 CREATE TABLE touches the core table signals; only migrations\/core may/);
  });

  it("go red for lint, types and an unsafe call, each for its own reason", async () => {
    const repository = born("acme", "acme-shop-api");
    appendFileSync(
      join(repository, "acme_shop_api/app.py"),
      '\n\ndef shell(command: str) -> str:\n    """Runs it."""\n    import subprocess\n\n    return subprocess.call(command, shell=True)\n',
    );
    commit(repository);
    const gates = await gatesOf(repository, "quality");
    expect(failed(gates)).toEqual(["Lint", "Types", "Bandit"]);
    expect(said(gates, "Lint")).toMatch(/PLC0415/);
    expect(said(gates, "Types")).toMatch(/Incompatible return value type \(got "int", expected "str"\)/);
    expect(said(gates, "Bandit")).toMatch(/B602/);
  });
});
