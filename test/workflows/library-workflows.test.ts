import { libraryWorkflows } from "../../workflows/library-workflows";
import { emittedFiles } from "../../workflows/files";
import { checkExpressions } from "../../workflows/engine/expressions";
import { isCallingJob, isRunStep, type Job, type Workflow } from "../../workflows/engine/model";
import { RELEASE_MINUTES } from "../../contract/time-outs";
import { actions } from "../../workflows/actions";
import { acme } from "./acme";
import { findings } from "./parser";

const workflows = libraryWorkflows(acme);
const NPM_INSTALL = /npm (?:ci|install)\b.*/g;
const files = [...emittedFiles(acme)].filter(([path]) => path.startsWith(".github/workflows/"));
const jobsOf = (workflow: Workflow): readonly (readonly [string, Job])[] =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => (isCallingJob(job) ? [] : [[id, job] as const]));

describe.each(workflows.map((workflow) => [workflow.id, workflow] as const))("%s", (_, workflow) => {
  it("lets no expression reach a shell", () => {
    expect(checkExpressions(workflow)).toEqual([]);
  });

  it("leaves no token behind after a checkout", () => {
    const checkouts = jobsOf(workflow).flatMap(([, job]) =>
      job.steps.filter((step) => !isRunStep(step) && step.uses.name === "actions/checkout"),
    );
    for (const step of checkouts) expect(step).toMatchObject({ with: { "persist-credentials": false } });
  });

  it("bounds the time of every job", () => {
    // Two take longer than what others wait for: the one that runs every suite of this repository, and the release, whose migrations may take hours.
    const most = { ci: 90, deploy: RELEASE_MINUTES }[workflow.id] ?? 60;
    for (const [, job] of jobsOf(workflow)) expect(job.timeoutMinutes).toBeLessThanOrEqual(most);
  });

  it("checks the inputs before anything else in every job that waits for none", () => {
    if (!workflow.on.workflowCall) return;
    for (const [, job] of jobsOf(workflow)) {
      if ((job.needs ?? []).length === 0) expect(job.steps[0]?.name).toBe("Check the inputs");
      else expect(job.steps.map(({ name }) => name)).not.toContain("Check the inputs");
    }
  });

  it("restores no cache, but for the tools of this repository's own checks", () => {
    if (workflow.id === "ci") return;
    const used = jobsOf(workflow).flatMap(([, job]) => job.steps.flatMap((step) => (isRunStep(step) ? [] : [step.uses.name])));
    expect(used.filter((name) => name.startsWith("actions/cache"))).toEqual([]);
  });

  it("runs no install script of a package in a job with an identity", () => {
    const identified = jobsOf(workflow).filter(
      ([, { permissions, steps }]) =>
        "id-token" in permissions || steps.some((step) => !isRunStep(step) && step.uses.name === actions.createGithubAppToken.name),
    );
    const installations = identified.flatMap(([, { steps }]) =>
      steps.flatMap((step) => (isRunStep(step) ? (step.run.match(NPM_INSTALL) ?? []) : [])),
    );
    for (const installation of installations) expect(installation).toContain(" --ignore-scripts");
  });

  it("waits only for jobs that exist", () => {
    for (const job of Object.values(workflow.jobs)) for (const need of job.needs ?? []) expect(Object.keys(workflow.jobs)).toContain(need);
  });
});

describe.each(files)("%s", (path, text) => {
  it("has nothing that GitHub's own parser refuses", () => {
    expect(findings(path, text)).toEqual([]);
  });

  it("passes no secret on wholesale", () => {
    expect(text).not.toContain("secrets: inherit");
  });

  it("names its source in the first line", () => {
    expect(text).toMatch(/^# Emitted from workflows\/[a-z/-]+\.ts; edit that and run: npm run emit\n/);
  });

  it("pins every action by a full commit with its version beside it", () => {
    for (const line of text.split("\n").filter((each) => /^\s*(- )?uses: /.test(each) && !each.includes("uses: $/"))) {
      expect(line).toMatch(/uses: [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});
