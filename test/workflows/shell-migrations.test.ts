import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { Step } from "./step";

/** A repository whose migrations are added, sealed, released and tagged one by one; `run` is the gate of build-python. */
class Migrations {
  private readonly step = new Step();
  private manifest: string[] = [];

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  git(...args: readonly string[]): this {
    const who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
    execFileSync("git", [...who, ...args], { cwd: this.step.directory });
    return this;
  }

  add(name: string): this {
    const text = `-- phase: expand\nSELECT '${name}';\n`;
    this.step.write(`migrations/${name}`, text);
    this.manifest.push(`${createHash("sha256").update(text).digest("hex")}  ${name}`);
    return this.commit();
  }

  release(version: string, at = this.manifest.length): this {
    this.manifest.splice(at, 0, `# release ${version}`);
    return this.commit();
  }

  /** Another text for a file that is there; `proved` is the line with which the manifest names the old one. */
  replace(name: string, proved: boolean): this {
    const at = this.manifest.findIndex((line) => line.endsWith(`  ${name}`));
    const old = this.manifest[at]?.slice(0, 64) ?? "";
    const text = `-- phase: expand\nSELECT 'another ${name}';\n`;
    this.step.write(`migrations/${name}`, text);
    this.manifest[at] = `${createHash("sha256").update(text).digest("hex")}  ${name}`;
    if (proved) this.manifest.unshift(`# replaced ${old}  ${name}  not in dev, prod on 2026-11-29`);
    return this.commit();
  }

  /** The release's line stands above the file from now on. */
  releasedBefore(version: string, name: string): this {
    this.manifest.splice(this.manifest.indexOf(`# release ${version}`), 1);
    this.manifest.splice(
      this.manifest.findIndex((line) => line.endsWith(`  ${name}`)),
      0,
      `# release ${version}`,
    );
    return this;
  }

  private commit(): this {
    this.step.write("migrations/manifest.sha256", `${this.manifest.join("\n")}\n`);
    return this.git("add", "--all", "migrations").git("commit", "--quiet", "--message", "More");
  }

  /** As a checkout of the last commit alone. */
  shallow(): this {
    const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: this.step.directory, encoding: "utf8" });
    this.step.write(".git/shallow", head);
    return this;
  }

  run(): { code: number | null; output: string } {
    return this.step.run("migrations-files", { MIGRATIONS: "migrations", BASE: "" });
  }
}

describe("the releases that a manifest of migrations names", () => {
  it("are tags that held these files; the last line may stand before its tag", () => {
    const migrations = new Migrations().add("0001_init.sql").release("v1.0.0").git("tag", "v1.0.0");
    migrations.add("0002_more.sql").release("v1.1.0");
    expect(migrations.run()).toMatchObject({ code: 0, output: "" });
  });

  it("are refused without their tag once something follows", () => {
    const { code, output } = new Migrations()
      .add("0001_init.sql")
      .release("v1.0.0")
      .release("v1.1.0")
      .add("0002_more.sql")
      .git("tag", "v1.1.0")
      .run();
    expect(code).toBe(1);
    expect(output).toMatch(
      /^::error file=migrations\/manifest\.sha256,title=Migrations::names the release v1\.0\.0, but there is no tag v1\.0\.0 with these/,
    );
    expect(output).not.toContain("v1.1.0,");
  });

  it("are refused when the tag held other files", () => {
    const migrations = new Migrations().add("0001_init.sql").git("tag", "v1.0.0").add("0002_more.sql");
    const { code, output } = migrations.release("v1.0.0").add("0003_last.sql").run();
    expect(code).toBe(1);
    expect(output).toContain("says that v1.0.0 held 0002_more.sql, but its tag does not: put the line where it was");
  });

  it("are reported as unchecked without the history", () => {
    const migrations = new Migrations().add("0001_init.sql").release("v1.0.0").add("0002_more.sql");
    const { code, output } = migrations.shallow().run();
    expect(code).toBe(0);
    expect(output).toContain("::warning title=Migrations::the history is not here, so nobody checked that the releases");
  });
});

describe("a merged migration", () => {
  const merged = (): Migrations => new Migrations().add("0001_init.sql").add("0002_more.sql").release("v1.0.0").git("tag", "v1.0.0");

  it("is not edited", () => {
    const { code, output } = merged().releasedBefore("v1.0.0", "0002_more.sql").replace("0002_more.sql", false).run();
    expect(code).toBe(1);
    expect(output).toContain(
      "::error file=migrations/0002_more.sql,title=Migrations::merged migrations are never edited, renamed or removed: add a new one (or prove that no environment has it: migrate replace)",
    );
  });

  it("is replaced where the manifest names the file as it was and who has not got it, also when a release held it", () => {
    expect(merged().releasedBefore("v1.0.0", "0002_more.sql").replace("0002_more.sql", true).run()).toMatchObject({ code: 0, output: "" });
  });

  it("is replaced once for each such line", () => {
    const twice = merged().releasedBefore("v1.0.0", "0002_more.sql").replace("0002_more.sql", true).add("0003_last.sql");
    const { output } = twice.replace("0001_init.sql", false).run();
    expect(output).toContain("file=migrations/0001_init.sql,title=Migrations::merged migrations are never edited");
  });
});
