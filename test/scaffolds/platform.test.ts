import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { born, commit } from "./born";
import { failed, pythonGates, said, type Gate } from "./python-gates";
import { replace } from "./replace";
import { virtualEnvironment } from "../virtual-environment";

const gatesOf = (repository: string, ...jobs: readonly string[]): Promise<readonly Gate[]> => pythonGates(repository, "build", jobs);

describe("the platform library", () => {
  // That of acme holds another library's package beside its own.
  it.each([
    ["acme", "acme-base"],
    ["sigma", "sigma-platform"],
  ] as const)("of %s passes its own CI the minute it exists", async (catalog, name) => {
    const gates = await gatesOf(born(catalog, name), "quality", "test", "migrations");
    expect(gates.map((gate) => gate.name)).toEqual(
      expect.arrayContaining(["Lint", "Types", "Bandit", "Licenses", "Tests", "Contract tests", "Manifest, order, edits", "Dry run"]),
    );
    expect(gates.filter(({ code }) => code !== 0)).toEqual([]);
    expect(said(gates, "Dry run")).toMatch(/applied and took back migrations\/core\/0004_audit_logs\.sql/);
  });

  it("fails for an envelope that is not the published one, and for nothing else", async () => {
    const repository = born("sigma", "sigma-platform");

    replace(repository, "sigma_platform/envelope.py", "    limit: int\n", "    limit: int\n    total: int | None = None\n");
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Contract tests"]);
    expect(said(gates, "Contract tests")).toMatch(/'total' was unexpected/);
  });

  it("fails for a lineage digest that other languages and earlier releases would not give", async () => {
    const repository = born("sigma", "sigma-platform");
    replace(repository, "sigma_platform/io.py", "ensure_ascii=False, ", "");
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toContain("Contract tests");
    expect(said(gates, "Contract tests")).toMatch(/test_lineage_has_the_published_digests/);
  });

  it("fails for a session that would hand out broken connections after a failover", async () => {
    const repository = born("sigma", "sigma-platform");
    replace(repository, "sigma_platform/db.py", "            check=ConnectionPool.check_connection,\n", "");
    commit(repository);
    const gates = await gatesOf(repository, "test");
    expect(failed(gates)).toEqual(["Tests"]);
    expect(said(gates, "Tests")).toMatch(/FAILED tests\/unit\/test_db\.py::test_goes_on_after_its_connections_were_cut/);
  });

  it("fails for an edited core migration and for an undo that leaves something behind", async () => {
    const repository = born("sigma", "sigma-platform");
    replace(repository, "migrations/core/0003_backtest_runs.sql", "error text,", "error text,\n  note text,");
    commit(repository);
    expect(failed(await gatesOf(repository, "migrations"))).toEqual(["Manifest, order, edits", "Dry run"]);

    const careless = born("sigma", "sigma-platform");
    // Released as the manifest says; a release without its tag is refused before anything is added to it.
    execFileSync("git", ["tag", "v0.1.0"], { cwd: careless });
    writeFileSync(join(careless, "migrations/core/0005_notes.sql"), "-- phase: expand\nCREATE TABLE notes (id bigint PRIMARY KEY);\n");
    writeFileSync(join(careless, "migrations/core/0005_notes.undo.sql"), "SELECT 1;\n");
    const env = {
      ...process.env,
      PATH: [join(virtualEnvironment(join(careless, "requirements-dev.txt")), "bin"), process.env["PATH"]].join(delimiter),
    };
    execFileSync("make", ["db-migrate-seal"], { cwd: careless, env, stdio: "pipe" });
    commit(careless);
    const gates = await gatesOf(careless, "migrations");
    expect(failed(gates)).toEqual(["Dry run"]);
    expect(said(gates, "Dry run")).toMatch(/0005_notes\.undo\.sql:1 does not take everything back/);
  });

  it("builds a package that holds its types and nothing of its tests", () => {
    const repository = born("sigma", "sigma-platform");
    const env = {
      ...process.env,
      PATH: [join(virtualEnvironment(join(repository, "requirements-dev.txt")), "bin"), process.env["PATH"]].join(delimiter),
    };
    execFileSync("make", ["build"], { cwd: repository, env, stdio: "pipe" });
    const wheel = readdirSync(join(repository, "dist")).find((file) => file.endsWith(".whl")) ?? "";
    const files = execFileSync("python3", ["-m", "zipfile", "--list", join(repository, "dist", wheel)], { encoding: "utf8" });
    expect(wheel).toBe("sigma_platform-0.1.0-py3-none-any.whl");
    expect(files).toMatch(/^sigma_platform\/py\.typed/m);
    expect(files).toMatch(/^sigma_platform\/web\/errors\.py/m);
    expect(files).not.toMatch(/^(tests|scripts)\//m);
  });
});
