import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { renderWorkflow } from "../../workflows/engine/render";
import { releaseWorkflow } from "../../workflows/own/release";
import { ProjectCopy } from "../cli/project-copy";
import { CertificateAuthority } from "../cluster/support/certificate-authority";
import { commit, git } from "./act";
import { runJob, type JobRun } from "./emitted-job";
import { GitHubRest } from "./github-rest";
import { OciRegistry } from "./oci-registry";
import { tool } from "./tool";

const REPOSITORY = "acme-corp/acme-infra";
const DEPLOY = ".github/workflows/deploy.yml";

describe("a release of the library, as emitted", () => {
  const home = mkdtempSync(join(tmpdir(), "release-"));
  const project = new ProjectCopy();
  let registry: OciRegistry;
  let github: GitHubRest;

  beforeAll(async () => {
    registry = await OciRegistry.start(new CertificateAuthority(home).issue({ commonName: "registry" }));
    github = await GitHubRest.start(REPOSITORY);
    mkdirSync(join(home, "bin"));
    for (const [program, standIn] of [
      ["gh", "gh"],
      ["gh-threads", "gh-threads"],
      ["npm", "npm"],
    ] as const) {
      cpSync(join(__dirname, "stand-ins", standIn), join(home, "bin", program));
      chmodSync(join(home, "bin", program), 0o755);
    }
    symlinkSync(tool("helm4"), join(home, "bin/helm"));
    writeFileSync(join(home, "threads.json"), JSON.stringify({ releases: [] }));
    writeFileSync(join(home, "attestations.json"), "[]");
    git(project.directory, "init", "--quiet", "--initial-branch", "main");
    // The release before had one input more.
    const now = project.read(DEPLOY);
    project.edit(
      DEPLOY,
      "    inputs:\n",
      "    inputs:\n      canary:\n        type: boolean\n        description: Was dropped since\n        required: false\n",
    );
    commit(project.directory, "Release 1.0.0");
    git(project.directory, "tag", "v1.0.0");
    project.write(DEPLOY, now);
    commit(project.directory, "Drop an input");
  });
  afterAll(() => {
    registry.stop();
    github.stop();
    project.remove();
    rmSync(home, { recursive: true });
  });

  const head = (): string => git(project.directory, "rev-parse", "HEAD").trim();

  const releases = (): readonly object[] =>
    (JSON.parse(readFileSync(join(home, "threads.json"), "utf8")) as { releases: readonly object[] }).releases;

  const run = (job: "check" | "publish", version: string, ref = "refs/heads/main", sha = head()): Promise<JobRun> =>
    runJob({
      text: renderWorkflow(releaseWorkflow({ registry: registry.host }), "Emitted for a test"),
      job,
      cwd: project.directory,
      environment: {
        PATH: [join(home, "bin"), process.env["PATH"]].join(delimiter),
        HOME: home,
        SSL_CERT_FILE: join(home, "ca.crt"),
        THREADS: join(home, "threads.json"),
        ATTESTATIONS: join(home, "attestations.json"),
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: REPOSITORY,
        GITHUB_REF: ref,
        GITHUB_SHA: sha,
      },
      expressions: { "inputs.version": version, "github.token": "token", "github.repository": REPOSITORY },
    });

  it.each([
    ["a version that is none", "1.2", "refs/heads/main", "Check the version", /input version is 1\.2; it must match/],
    ["a branch", "v2.0.0", "refs/heads/change", "Check the version", /started on refs\/heads\/change; start it on main/],
    [
      "a version that exists",
      "v1.0.0",
      "refs/heads/main",
      "Contracts of the workflows",
      /v1\.0\.0 is [0-9a-f]{40}, this run is for [0-9a-f]{40}; a version is never moved/,
    ],
    [
      "a minor version for what breaks callers",
      "v1.1.0",
      "refs/heads/main",
      "Contracts of the workflows",
      /v1\.1\.0 is too small a step from v1\.0\.0: the changes are major, so at least v2\.0\.0/,
    ],
  ])("refuses %s", async (_, version, ref, step, message) => {
    const { code, steps, output } = await run("check", version, ref);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: step });
    expect(output).toMatch(message);
  });

  it("refuses a workflow that was edited by hand", async () => {
    const emitted = project.read(DEPLOY);
    project.edit(DEPLOY, "cancel-in-progress: false", "cancel-in-progress: true");
    const { code, steps, output } = await run("check", "v2.0.0");
    project.write(DEPLOY, emitted);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Emitted files are fresh" });
    expect(output).toMatch(/deploy\.yml: differs/);
  });

  it("says what a major version breaks, packages the charts and pushes them by digest", async () => {
    const checked = await run("check", "v2.0.0");
    expect({ code: checked.code, output: checked.code === 0 ? "" : checked.output }).toEqual({ code: 0, output: "" });
    expect(checked.summary).toMatch(/### Breaks callers\n\n- deploy: input canary is gone/);

    const published = await run("publish", "v2.0.0");
    expect({ code: published.code, output: published.code === 0 ? "" : published.output }).toEqual({ code: 0, output: "" });
    const { prefix, service, web } = published.outputs;
    expect(prefix).toBe(`${registry.host}/${REPOSITORY}/charts`);
    for (const digest of [service, web]) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(published.outputs).toMatchObject({ "sign-service": "true", "sign-web": "true" });

    expect(releases()).toEqual([
      { tag: "v2.0.0", title: "v2.0.0", files: [], notes: expect.stringContaining(`${head()} # v2.0.0`) as string },
    ]);
    expect(github.tags.get("v2.0.0")).toBe(head());
  });

  /** Signs the charts as the steps after the push do, or as somebody else does. */
  const sign = (
    outputs: JobRun["outputs"],
    identity = `https://github.com/${REPOSITORY}/.github/workflows/release.yml@refs/heads/main`,
  ) => {
    const subjects = ["service", "web"].map((chart) => `${outputs["prefix"]}/${chart}@${outputs[chart]}`);
    const about = { repo: REPOSITORY, predicate: "https://slsa.dev/provenance/v1", identity, ref: "refs/heads/main", commit: head() };
    writeFileSync(join(home, "attestations.json"), JSON.stringify(subjects.map((subject) => ({ subject: `oci://${subject}`, ...about }))));
    for (const subject of subjects) github.attested.add(subject.split("@")[1] ?? "");
  };

  it("can be run again, after main has moved too: takes the signed charts, the tag and the release that are there, and finishes the rest", async () => {
    const { outputs } = await run("publish", "v2.0.0");
    sign(outputs);
    writeFileSync(join(home, "threads.json"), JSON.stringify({ releases: [] }));
    git(project.directory, "tag", "v2.0.0");
    const sha = head();
    // Packed anew, charts have other bytes.
    const checked = await run("check", "v2.0.0");
    expect({ code: checked.code, output: checked.code === 0 ? "" : checked.output }).toEqual({ code: 0, output: "" });
    commit(project.directory, "Go on");
    const again = await run("publish", "v2.0.0", "refs/heads/main", sha);
    expect({ code: again.code, output: again.code === 0 ? "" : again.output }).toEqual({ code: 0, output: "" });
    expect(again.outputs).toEqual({ ...outputs, "sign-service": "false", "sign-web": "false" });
    expect(releases()).toMatchObject([{ tag: "v2.0.0" }]);
    git(project.directory, "reset", "--quiet", "--hard", sha);
  });

  it("neither takes nor replaces a chart that somebody else signed", async () => {
    const { outputs } = await run("publish", "v2.0.0");
    sign(outputs, `https://github.com/${REPOSITORY}/.github/workflows/release.yml@refs/heads/change`);
    const { code, steps, output } = await run("publish", "v2.0.0");
    sign(outputs);
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Push the charts" });
    expect(output).toMatch(/charts\/service@\S+ is signed, but not by .*release.*; nothing was changed/);
  });

  it("never moves a version", async () => {
    github.tags.set("v2.0.0", "d".repeat(40));
    const { code, steps, output } = await run("publish", "v2.0.0");
    github.tags.set("v2.0.0", head());
    expect({ code, last: steps.at(-1) }).toEqual({ code: 1, last: "Write the release" });
    expect(output).toMatch(/v2\.0\.0 is d{40}, this run is for [0-9a-f]{40}; a version is never moved/);
  });

  it("leaves the charts where a deployment of that commit looks for them, under the digest that was signed", async () => {
    const { outputs } = await run("publish", "v2.0.0");
    const env = { PATH: process.env["PATH"], HOME: home, SSL_CERT_FILE: join(home, "ca.crt") };
    for (const chart of ["service", "web"]) {
      const args = ["pull", `oci://${outputs["prefix"]}/${chart}`, "--version", `0.0.0-g${head()}`, "--destination", home];
      // Not synchronous: the registry answers from this process.
      const { stdout, stderr } = await promisify(execFile)(tool("helm4"), args, { env });
      expect(`${stdout}${stderr}`).toContain(outputs[chart]);
    }
  });
});
