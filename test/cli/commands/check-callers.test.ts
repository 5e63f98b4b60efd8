import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { libraryAt } from "../../../cli/library-at";
import { gitIn } from "../../../scaffolding/git";
import { checkCallers } from "../../../workflows/check-callers/check-callers";
import { STACK_TRACE, Workplace } from "../workplace";

/** `sigma check callers`: what GitHub would find only when a run starts. */
const work = new Workplace();
afterAll(() => {
  work.remove();
});

const CALLER = "acme-shop-ui/.github/workflows/delivery.yml";
const check = (folder: string) => work.sigma(["check", "callers", folder]);

beforeAll(async () => {
  expect(await work.sigma(["scaffold", "acme-shop-ui"])).toMatchObject({ code: 0 });
});

it("finds nothing in the callers that a repository is born with", async () => {
  expect(await check("acme-shop-ui")).toMatchObject({ code: 0, stdout: "2 caller workflows; no problems\n" });
});

it("tells every difference with its place, and exits 1", async () => {
  const before = work.read(CALLER);
  const released = "0123456789abcdef0123456789abcdef01234567";
  work.edit(CALLER, `docker-scan.yml@${released} # v1.0.0`, `docker-scan.yml@${"f".repeat(40)}`);
  work.edit(CALLER, "chart: web", "charts: web");
  const { code, stdout, stderr } = await check("acme-shop-ui");
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^acme-shop-ui\/\.github\/workflows\/delivery\.yml:\d+:\d+ no version beside the commit; write # v1\.2\.3 after it$/m,
  );
  expect(stdout).toMatch(/:\d+:\d+ commit f{40} of acme-corp\/acme-infra was not released; newest: 0123456789abcdef/);
  expect(stdout).toMatch(/:\d+:\d+ deploy has no input "charts"; inputs: /);
  expect(stdout).toMatch(/\n\d problems\n$/);
  // Neither commit is one of this repository.
  expect(stderr.trimEnd().split("\n").sort()).toEqual(
    [released, "f".repeat(40)].map(
      (commit) => `commit ${commit} is not in this checkout of the library; what it pins is compared with the present workflows`,
    ),
  );
  work.write(CALLER, before);
});

it("compares a caller with the workflows of the commit that it pins", () => {
  const directory = mkdtempSync(join(tmpdir(), "library-"));
  const git = gitIn(directory);
  const release = (text: string): string => {
    mkdirSync(join(directory, ".github/workflows"), { recursive: true });
    writeFileSync(join(directory, ".github/workflows/deploy.yml"), text);
    git(["add", "."]);
    git(["-c", "user.name=t", "-c", "user.email=t@acme.test", "commit", "--quiet", "--message", "Release"]);
    return git(["rev-parse", "HEAD"]).trim();
  };
  git(["init", "--quiet"]);
  const workflow = (input: string): string =>
    `on:\n  workflow_call:\n    inputs: { ${input}: { type: string, required: true } }\njobs: { result: { runs-on: x, steps: [] } }\n`;
  const [first, second] = [release(workflow("chart")), release(workflow("release"))] as const;
  const caller = (commit: string): string =>
    `jobs:\n  deploy:\n    permissions: {}\n    uses: acme-corp/acme-infra/.github/workflows/deploy.yml@${commit} # v1.0.0\n    with: { chart: web }\n`;
  const problems = (commit: string) =>
    checkCallers({
      library: "acme-corp/acme-infra",
      workflows: { deploy: workflow("release") },
      workflowsAt: (pinned) => libraryAt(directory, pinned),
      releasedCommits: [],
      callers: { "delivery.yml": caller(commit) },
    }).map(({ message }) => message);
  expect(problems(first)).toEqual([]);
  expect(problems(second)).toEqual([
    expect.stringContaining("requires the input release"),
    expect.stringContaining('has no input "chart"'),
  ]);
  expect(libraryAt(directory, "f".repeat(40))).toBeNull();
  rmSync(directory, { recursive: true });
});

it("names the folder that has no workflows", async () => {
  const { code, stdout, stderr } = await check("nowhere");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe("sigma: nowhere has no workflows in .github/workflows; name the folder of a repository\n");
  expect(stderr).not.toMatch(STACK_TRACE);
});
