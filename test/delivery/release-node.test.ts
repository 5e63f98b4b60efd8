import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call } from "../../workflows/callers/library";
import { pipeline } from "../../workflows/callers/pipeline";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { born, commit, git, library, run, type ActResult } from "./act";
import { failedGates, said } from "./gates";
import { GitHubRest } from "./github-rest";

const home = mkdtempSync(join(tmpdir(), "release-node-"));
/** GitHub's API, of the one repository that a test is about. */
let rest: GitHubRest;
beforeAll(async () => {
  rest = await GitHubRest.start(null, { token: "token-of-the-app", serving: new CertificateAuthority(home).issue({ commonName: "api" }) });
  // act names the real one, and curl is told that it is here.
  writeFileSync(join(home, ".curlrc"), `connect-to = "api.github.com:443:127.0.0.1:${rest.port}"\ninsecure\n`);
});
beforeEach(() => {
  rest.tags.clear();
});
afterAll(() => {
  rest.stop();
  rmSync(home, { recursive: true });
});

/** A repository with the library's `release-node` alone, and what GitHub keeps of it: a bare repository, pull requests, releases. */
class Quay {
  readonly repository = born("quay", [
    pipeline({ release: call(library, "release-node", { secrets: { RELEASE_APP_KEY: "${{ secrets.RELEASE_APP_KEY }}" } }) }),
  ]);
  /** The secret of the environment `release`. */
  key = "key-of-the-app";
  private readonly github = mkdtempSync(join(home, "github-"));
  private readonly bare = join(this.github, "quay.git");

  constructor() {
    git(this.repository, "switch", "--quiet", "main");
    git(home, "init", "--quiet", "--bare", this.bare);
    git(this.repository, "config", `url.${this.bare}.insteadOf`, "https://github.com/acme-corp/acme-tide.git");
    mkdirSync(join(this.github, "bin"));
    cpSync(join(__dirname, "stand-ins/gh-threads"), join(this.github, "bin/gh"));
    chmodSync(join(this.github, "bin/gh"), 0o755);
    this.threads = { pulls: [], releases: [] };
  }

  change(name: string, size: "minor" | "major"): void {
    writeFileSync(join(this.repository, `.changeset/${name}.md`), `---\n"acme-quay": ${size}\n---\n\nMoor ${name}.\n`);
    commit(this.repository, `Moor ${name}`);
  }

  /** What a push to main starts. */
  push(newest = "HEAD"): Promise<ActResult> {
    // What the checkout of the job would fetch.
    git(this.repository, "update-ref", "refs/remotes/origin/main", newest);
    return run(this.repository, "release", {
      event: { name: "push", payload: { ref: "refs/heads/main" } },
      secrets: { RELEASE_APP_KEY: this.key },
      environment: { THREADS: join(this.github, "threads.json"), CURL_HOME: home },
      programs: join(this.github, "bin"),
    });
  }

  set threads(threads: { readonly pulls: readonly object[]; readonly releases: readonly object[] }) {
    writeFileSync(join(this.github, "threads.json"), JSON.stringify(threads));
  }

  get threads(): { readonly pulls: readonly object[]; readonly releases: readonly object[] } {
    return JSON.parse(readFileSync(join(this.github, "threads.json"), "utf8")) as Quay["threads"];
  }

  /** A file of the branch that the version pull request is from. */
  proposed(file: string): string {
    return git(this.bare, "show", `release/next:${file}`);
  }
}

/** What failed; all that was said when something did. */
const outcome = ({ code, output }: ActResult) => ({ failed: failedGates(output), code, output: code === 0 ? "" : output });
const GREEN = { failed: [], code: 0, output: "" };

it("proposes the version in one pull request, and moves it along with main", async () => {
  const quay = new Quay();
  quay.change("boats", "minor");
  expect(outcome(await quay.push())).toEqual(GREEN);
  const pull = { title: "Version 2.2.0", head: "release/next", base: "main", state: "open" };
  expect(quay.threads).toMatchObject({ pulls: [pull], releases: [] });
  expect(JSON.parse(quay.proposed("package.json"))).toMatchObject({ version: "2.2.0" });
  expect(JSON.parse(quay.proposed("package-lock.json"))).toMatchObject({ version: "2.2.0" });
  expect(quay.proposed("CHANGELOG.md")).toMatch(/## 2\.2\.0[^]*Moor boats\.[^]*## 2\.1\.0/);
  expect(() => quay.proposed(".changeset/boats.md")).toThrow();

  quay.change("ships", "major");
  expect(outcome(await quay.push())).toEqual(GREEN);
  expect(quay.threads).toMatchObject({ pulls: [{ ...pull, title: "Version 3.0.0" }], releases: [] });
  expect(quay.proposed("CHANGELOG.md")).toMatch(/## 3\.0\.0[^]*Moor ships\.[^]*Moor boats\./);
});

it("tags the version once no changeset waits, with its part of the changelog, and only once", async () => {
  const quay = new Quay();
  const tagged = await quay.push();
  expect(outcome(tagged)).toEqual(GREEN);
  const release = { tag: "v2.1.0", title: "v2.1.0" };
  expect(rest.tags.get("v2.1.0")).toBe(git(quay.repository, "rev-parse", "HEAD").trim());
  expect(quay.threads).toMatchObject({ pulls: [], releases: [{ ...release, notes: expect.stringContaining("Moor.") as string }] });
  expect(tagged.output).toMatch(/version: `2\.1\.0`/);

  git(quay.repository, "tag", "v2.1.0");
  const again = await quay.push();
  expect(outcome(again)).toEqual(GREEN);
  expect(said(again.output, "Tag the version")).toMatch(/v2\.1\.0 exists: nothing to tag/);
  expect(quay.threads.releases).toHaveLength(1);
});

it("finishes a version that got its tag and lost its job before the release", async () => {
  const quay = new Quay();
  git(quay.repository, "tag", "v2.1.0");
  commit(quay.repository, "Go on");
  expect(outcome(await quay.push())).toEqual(GREEN);
  expect(quay.threads.releases).toMatchObject([{ tag: "v2.1.0", title: "v2.1.0" }]);
  expect([...rest.tags]).toEqual([]);
});

it("leaves the proposal to the newest run of main when it was overtaken", async () => {
  const quay = new Quay();
  quay.change("boats", "minor");
  quay.change("ships", "minor");
  const newest = git(quay.repository, "rev-parse", "HEAD").trim();
  git(quay.repository, "reset", "--quiet", "--hard", "HEAD^");
  const overtaken = await quay.push(newest);
  expect(outcome(overtaken)).toEqual(GREEN);
  expect(said(overtaken.output, "Propose the version")).toMatch(/main has moved on since [0-9a-f]{40}/);
  expect(quay.threads.pulls).toEqual([]);
  expect(() => quay.proposed("package.json")).toThrow();
});

it("says where the key of the release App belongs when it is missing", async () => {
  const quay = new Quay();
  quay.key = "";
  const { code, output } = await quay.push();
  expect({ failed: failedGates(output), refused: code !== 0 }).toEqual({ failed: ["Look for the key", "Summarize"], refused: true });
  // The runner here takes the repository's name from its remote, a folder.
  expect(said(output, "Look for the key")).toMatch(/npx sigma secret seal \S+ release RELEASE_APP_KEY <key\.pem/);
  expect(quay.threads).toEqual({ pulls: [], releases: [] });
});

it("refuses to push what a changeset wrote beside versions and changelogs", async () => {
  const quay = new Quay();
  const script =
    'require("node:fs").writeFileSync("boats.js", "1");\nconst none = async () => "Moor.";\nmodule.exports = { getReleaseLine: none, getDependencyReleaseLine: none };\n';
  writeFileSync(join(quay.repository, ".changeset/changelog.cjs"), script);
  const config = join(quay.repository, ".changeset/config.json");
  writeFileSync(config, readFileSync(config, "utf8").replace("@changesets/cli/changelog", "./changelog.cjs"));
  quay.change("boats", "minor");
  const { code, output } = await quay.push();
  expect({ failed: failedGates(output), refused: code !== 0 }).toEqual({ failed: ["Propose the version", "Summarize"], refused: true });
  expect(said(output, "Propose the version")).toMatch(/the changesets changed more than versions and changelogs: boats\.js/);
  expect(quay.threads.pulls).toEqual([]);
});
