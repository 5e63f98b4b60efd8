import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Step } from "../step";
import { describeWith, JQ, PYTHON } from "../../with-programs";

describeWith(JQ)("advisories of Python packages", () => {
  const answering = (report: object, code: number): Step =>
    new Step().program(
      "pip-audit",
      `while (($# > 0)); do [[ $1 == --output ]] && echo '${JSON.stringify(report)}' >"$2"; shift; done; exit ${code}`,
    );
  const clean = { dependencies: [{ name: "tide", version: "1.0", vulns: [] }] };
  const found = { dependencies: [{ name: "tide", version: "1.0", vulns: [{ id: "GHSA-1", fix_versions: ["1.1"] }] }] };
  const unreachable = new Step().program("pip-audit", "echo 'no network' >&2; exit 1");
  const env = (WHEN_UNREACHABLE: string) => ({ REQUIREMENTS: "requirements.txt", WHEN_UNREACHABLE });

  it("pass when there are none", () => {
    expect(answering(clean, 0).run("advisories-python", env("require"))).toMatchObject({ code: 0, output: "" });
  });
  it("fail when there are some, whatever the caller says about reaching", () => {
    const { code, output } = answering(found, 1).run("advisories-python", env("report"));
    expect(code).toBe(1);
    expect(output).toMatch(/tide 1\.0 has GHSA-1; fixed in 1\.1/);
  });
  it.each([
    ["report", 0],
    ["require", 1],
  ])("that could not be fetched are told apart from found ones, and with %s the step ends with %i", (when, expected) => {
    const { code, output } = unreachable.run("advisories-python", env(when));
    expect(code).toBe(expected);
    expect(output).toMatch(/could not be checked/);
    expect(output).not.toMatch(/::error/);
  });
});

describeWith(JQ)("advisories of packages that the database does not know", () => {
  const answering = (...dependencies: readonly object[]): Step =>
    new Step().program(
      "pip-audit",
      `while (($# > 0)); do [[ $1 == --output ]] && echo '${JSON.stringify({ dependencies })}' >"$2"; shift; done`,
    );
  const unknown = { name: "ebb", skip_reason: "Dependency not found on PyPI and could not be audited: ebb (2.0)" };
  const env = { REQUIREMENTS: "requirements.txt", WHEN_UNREACHABLE: "require" };

  it("are named, and do not fail beside those that it knows", () => {
    const { code, output } = answering({ name: "tide", version: "1.0", vulns: [] }, unknown).run("advisories-python", env);
    expect(code).toBe(0);
    expect(output).toMatch(/::warning title=Advisories::ebb could not be checked: Dependency not found/);
  });
  it("count as no answer when it knows none of them", () => {
    const { code, output } = answering(unknown).run("advisories-python", env);
    expect(code).toBe(1);
    expect(output).toMatch(/could not be checked: no answer from the advisory database/);
  });
});

describeWith(JQ)("signatures of npm packages", () => {
  const answering = (report: object): Step => new Step().program("npm", `echo '${JSON.stringify(report)}'; exit 1`);

  it("fail when one is wrong or missing", () => {
    const report = { invalid: [{ name: "tide", version: "1.0" }], missing: [{ name: "ebb", version: "2.0" }] };
    const { code, output } = answering(report).run("signatures-node", { WHEN_UNREACHABLE: "report" });
    expect(code).toBe(1);
    expect(output).toMatch(/tide 1\.0: the signature is wrong/);
    expect(output).toMatch(/ebb 2\.0: not signed/);
  });
  it.each([
    ["report", 0],
    ["require", 1],
  ])("that could not be checked are told apart, and with %s the step ends with %i", (when, expected) => {
    const { code, output } = answering({ error: { code: "ENOTFOUND" } }).run("signatures-node", { WHEN_UNREACHABLE: when });
    expect(code).toBe(expected);
    expect(output).toMatch(/could not be checked/);
  });
});

describe("vulnerabilities of an image", () => {
  const scanning = (code: number): Step => new Step().program("skopeo", "exit 0").program("trivy", `exit ${code}`);
  const env = { IMAGE: "image", PLATFORMS: "linux/amd64,linux/arm64", SEVERITIES: "HIGH,CRITICAL", WHEN_UNREACHABLE: "report" };

  it("pass when there are none", () => {
    expect(scanning(0).run("trivy-image", env).code).toBe(0);
  });
  it("fail when there are some, in every platform", () => {
    const { code, output } = scanning(10).run("trivy-image", env);
    expect(code).toBe(1);
    expect(output.match(/::error/g)).toHaveLength(2);
  });
  it("that could not be looked up are told apart", () => {
    expect(scanning(1).run("trivy-image", env)).toMatchObject({
      code: 0,
      output: expect.stringContaining("could not be checked") as string,
    });
    expect(scanning(1).run("trivy-image", { ...env, WHEN_UNREACHABLE: "require" }).code).toBe(1);
  });
});

describe("applying a plan", () => {
  const prepared = (): Step =>
    new Step().write("planned/plan", "the plan").write("planned/plan.sha256", "x").program("npx", 'printf "%s|" "$@"');
  const digest = createHash("sha256").update("the plan").digest("hex");

  it("hands exactly the plan of this run to sigma, with the deletions that were named", () => {
    const step = prepared();
    const { code, output } = step.run("apply-stack", { STACK: "stg", DIGEST: digest, ALLOW_DELETE: "a.b c.d" });
    expect({ code, output }).toEqual({ code: 0, output: "--no-install|sigma|deploy|stg|--yes|--allow-delete=a.b|--allow-delete=c.d|" });
    expect(readFileSync(join(step.directory, "cdktf.out/stacks/stg/plan"), "utf8")).toBe("the plan");
  });
  it("names no deletion when none was allowed", () => {
    expect(prepared().run("apply-stack", { STACK: "stg", DIGEST: digest, ALLOW_DELETE: "" }).output).toBe(
      "--no-install|sigma|deploy|stg|--yes|",
    );
  });
  it("refuses a plan of another run", () => {
    const { code, output } = prepared().run("apply-stack", { STACK: "stg", DIGEST: "0".repeat(64), ALLOW_DELETE: "" });
    expect(code).toBe(1);
    expect(output).toMatch(/this run made 0{64}: a foreign plan is not applied/);
  });
});

describe("a release of the library", () => {
  /** A history with a tag for each commit, and a comparison that only says what it was asked to compare. */
  function tagged(...tags: readonly string[]): Step {
    const step = new Step().program("npx", 'echo "compared: ${*: -2}"');
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@acme.test", "-c", "commit.gpgsign=false", ...args], {
        cwd: step.directory,
      });
    git("init", "--quiet");
    for (const tag of [...tags, null]) {
      git("commit", "--quiet", "--allow-empty", "--message", "Change");
      if (tag !== null) git("tag", tag);
    }
    return step;
  }
  const compared = (step: Step, VERSION: string) => step.run("release-contracts", { VERSION, GITHUB_SHA: "1".repeat(40) }).output.trim();

  it.each([
    ["the last one", ["v1.4.0", "v1.5.0"], "v1.5.1", "v1.5.0 v1.5.1"],
    ["the last full one after its own pre-release", ["v1.5.0", "v2.0.0-rc.1"], "v2.0.0", "v1.5.0 v2.0.0"],
    ["the last full one as the next pre-release", ["v1.5.0", "v2.0.0-rc.1"], "v2.0.0-rc.2", "v1.5.0 v2.0.0-rc.2"],
    ["nothing after pre-releases alone", ["v1.0.0-rc.1"], "v1.0.0", "none v1.0.0"],
  ])("is compared with %s", (_, tags, version, expected) => {
    expect(compared(tagged(...tags), version)).toBe(`compared: ${expected}`);
  });
  it("goes on with a version that an earlier attempt for this commit tagged", () => {
    const step = tagged("v1.4.0", "v1.5.0");
    const sha = execFileSync("git", ["rev-parse", "v1.5.0"], { cwd: step.directory, encoding: "utf8" }).trim();
    const { output } = step.run("release-contracts", { VERSION: "v1.5.0", GITHUB_SHA: sha });
    expect(output.trim()).toBe("compared: v1.4.0 v1.5.0");
  });
  it("refuses a version that is another commit", () => {
    expect(tagged("v1.5.0").run("release-contracts", { VERSION: "v1.5.0", GITHUB_SHA: "1".repeat(40) })).toMatchObject({
      code: 1,
      output: expect.stringMatching(/v1\.5\.0 is [0-9a-f]{40}, this run is for 1{40}; a version is never moved/) as string,
    });
  });
});

describeWith(JQ, PYTHON)("publishing a package", () => {
  const project = (): Step => new Step().write("pyproject.toml", '[project]\nname = "Acme_Tide"\nversion = "1.4.0"\n');
  const answering = (status: number, page: object): Step =>
    project().program(
      "curl",
      `while (($# > 0)); do [[ $1 == --output ]] && echo '${JSON.stringify(page)}' >"$2"; shift; done; printf ${status}`,
    );
  const env = { GITHUB_REF: "refs/tags/v1.4.0", INDEX: "https://packages.acme.test/simple", VERSION: "1.4.0" };
  const having = (version: string) => ({ files: [{ filename: `acme_tide-${version}-py3-none-any.whl` }] });

  it("goes on for a version that the index does not have", () => {
    expect(answering(200, having("1.3.0")).run("version-is-new", env).code).toBe(0);
    expect(answering(404, {}).run("version-is-new", env).code).toBe(0);
  });
  it("keeps the index's files of the version for the comparison with the build", () => {
    const files = [{ filename: "acme_tide-1.4.0.tar.gz", hashes: { sha256: "a".repeat(64) } }, ...having("1.3.0").files];
    const step = answering(200, { files });
    expect(step.run("version-is-new", env).code).toBe(0);
    expect(readFileSync(join(step.directory, "published"), "utf8")).toBe(`${"a".repeat(64)}  acme_tide-1.4.0.tar.gz\n`);
  });
  it.each<[string, Step, Readonly<Record<string, string>>, RegExp]>([
    [
      "a tag that says another version",
      answering(404, {}),
      { GITHUB_REF: "refs/tags/v1.5.0" },
      /pyproject\.toml says 1\.4\.0, this run is for refs\/tags\/v1\.5\.0/,
    ],
    ["a branch", answering(404, {}), { GITHUB_REF: "refs/heads/v1.4.0" }, /this run is for refs\/heads\/v1\.4\.0/],
    [
      "an index that does not answer",
      answering(503, {}),
      {},
      /the index answered 503 for acme-tide, so whether 1\.4\.0 exists could not be checked/,
    ],
  ])("refuses %s", (_, step, change, message) => {
    const { code, output } = step.run("version-is-new", { ...env, ...change });
    expect(code).toBe(1);
    expect(output).toMatch(message);
  });

  it("takes the release notes from the changelog, and refuses to publish without", () => {
    const step = project().write("CHANGELOG.md", "# Changes\n\n## 1.4.0\n\nTides.\n\n## 1.3.0\n\nEbb.\n");
    expect(step.run("release-notes", { VERSION: "1.4.0" }).code).toBe(0);
    expect(readFileSync(join(step.directory, "distribution/notes.md"), "utf8").trim()).toBe("Tides.");
    expect(step.run("release-notes", { VERSION: "1.5.0" })).toMatchObject({
      code: 1,
      output: expect.stringContaining('no section "## 1.5.0"') as string,
    });
  });
});

describe("the public API of a package", () => {
  /** A repository with a release v<last> and one commit more. */
  const released = (last: string, breaking: boolean): Step => {
    const step = new Step().program("griffe", breaking ? "echo removed; exit 1" : "exit 0");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@acme.test", ...args], { cwd: step.directory });
    git("init", "--quiet");
    git("commit", "--quiet", "--allow-empty", "--message", "one");
    if (last !== "") git("tag", `v${last}`);
    git("commit", "--quiet", "--allow-empty", "--message", "two");
    return step;
  };

  it.each([
    ["", "1.0.0", true, 0],
    ["1.4.0", "1.5.0", false, 0],
    ["1.4.0", "1.5.0", true, 1],
    ["1.4.0", "2.0.0", true, 0],
    ["0.4.0", "0.4.1", true, 1],
    ["0.4.0", "0.5.0", true, 0],
  ])("after %j, %s with a breaking change %j ends with %i", (last, version, breaking, expected) => {
    expect(released(last, breaking).run("compare-api", { PACKAGE: "tide", VERSION: version }).code).toBe(expected);
  });

  it("says which version would do", () => {
    expect(released("1.4.0", true).run("compare-api", { PACKAGE: "tide", VERSION: "1.5.0" }).output).toMatch(
      /the next version is v2\.0\.0/,
    );
  });
});
