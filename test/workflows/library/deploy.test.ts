import type { Family } from "../../../model/family";
import { emittedFiles } from "../../../workflows/files";
import { libraryProps } from "../../../workflows/library-props";
import { deployWorkflow } from "../../../workflows/library/deploy";
import { actions } from "../../../workflows/actions";
import { isCallingJob, isRunStep, type Job, type Workflow } from "../../../workflows/engine/model";
import { editedAcme } from "../../stacks/edited-acme";
import { acme as library, acmeWithFour as libraryWithFour, releasedCommits } from "../acme";

const acme = { ...library, releasedCommits };
const acmeWithFour = { ...libraryWithFour, releasedCommits };

const deployments = (workflow: Workflow): readonly Job[] =>
  Object.entries(workflow.jobs).flatMap(([id, job]) => (id.startsWith("deploy-") && !isCallingJob(job) ? [job] : []));

describe("with three environments", () => {
  const jobs = deployments(deployWorkflow(acme));

  it("has one job for each, in the order of promotion, each behind its GitHub environment", () => {
    expect(jobs.map((job) => job.environment?.name)).toEqual(["dev", "stg", "prod"]);
    expect(jobs.map((job) => job.needs)).toEqual([["image"], ["image", "deploy-dev"], ["image", "deploy-dev", "deploy-stg"]]);
  });

  it("runs each where the environment says, and lets no caller choose", () => {
    const workflow = deployWorkflow(acme);
    expect(jobs.map((job) => job.runsOn)).toEqual(["dev-runner", "stg-runner", "prod-runner"]);
    expect(JSON.stringify(workflow)).not.toContain("inputs.runner");
  });

  it("queues every deployment of a service to an environment and cancels none", () => {
    expect(jobs.map((job) => job.concurrency)).toEqual(
      ["dev", "stg", "prod"].map((name) => ({ group: `deploy-\${{ inputs.service }}-${name}`, cancelInProgress: false, queue: "max" })),
    );
  });

  it("lets a branch into dev alone, and a version tag into the others", () => {
    expect(jobs.map((job) => /\((github\.ref[^&]*|startsWith[^&]*)\) &&/.exec(job.if ?? "")?.[1])).toEqual([
      "github.ref == 'refs/heads/main'",
      "startsWith(github.ref, 'refs/tags/v')",
      "startsWith(github.ref, 'refs/tags/v')",
    ]);
  });

  it("goes on over a skipped environment, and stops at a failed one", () => {
    for (const { if: condition } of jobs) expect(condition).toMatch(/^!cancelled\(\) && !failure\(\) && /);
  });

  it("stops where the caller says", () => {
    expect(jobs[0]?.if).not.toContain("inputs.until");
    expect(jobs[2]?.if).toContain(`!contains(fromJSON('["dev","stg"]'), inputs.until)`);
  });

  it("verifies who built image and chart before it reaches the cluster, and shows the difference before it releases", () => {
    for (const job of jobs) {
      expect(job.steps.map(({ name }) => name)).toEqual([
        "Check out",
        "Set up Helm",
        "Log in",
        "Verify the image",
        "Fetch the chart",
        "Reach the cluster",
        "Prepare the release",
        "Look at what runs",
        "Refuse an older commit",
        "Refuse what has not proven itself",
        "Refuse to go back over a contract step",
        "Show the difference",
        "Release",
        "Sign that it ran here",
      ]);
    }
  });

  it("signs in each environment what the next one asks for", () => {
    const signed = jobs.map(({ steps }) =>
      steps.flatMap((step) => (isRunStep(step) || step.uses !== actions.attest ? [] : [step.with?.["predicate-type"]])),
    );
    const asked = jobs.map(({ steps }) => steps.find(({ name }) => name === "Refuse what has not proven itself")?.env ?? {});
    expect(asked.map(({ BEFORE }) => BEFORE)).toEqual(["", "dev", "stg"]);
    asked.slice(1).forEach(({ PROOF, BEFORE }, index) => {
      expect(signed[index]).toEqual([`${PROOF ?? ""}/${BEFORE ?? ""}`]);
    });
  });

  it("uses no secret but the job's own token", () => {
    expect(JSON.stringify(deployWorkflow(acme))).not.toContain("secrets.");
  });

  it("keeps releases out of Secrets", () => {
    for (const job of jobs) expect(job.env).toMatchObject({ HELM_DRIVER: "configmap" });
  });
});

it("holds nothing of a cluster that takes GitHub's tokens, so that an older commit follows it when it moves", () => {
  const moved = editedAcme(
    ["environments.yaml", "https://kubernetes.live.acme.example:6443", "https://kubernetes.next.acme.example:6443"],
    ["environments.yaml", "    ca: YWNtZQ==\n    audience: acme-live", "    ca: bmV4dA==\n    audience: acme-next"],
  );
  const emitted = (family: Family) => emittedFiles(libraryProps(family));
  expect(Object.fromEntries(emitted(moved))).toEqual(Object.fromEntries(emitted(editedAcme())));
});

it("ends red when its ref let nothing be deployed, and says what each environment admits", () => {
  const { result } = deployWorkflow(acmeWithFour).jobs;
  if (!result || isCallingJob(result)) throw new Error("no job of its own called result");
  expect(result.needs).toEqual(["image", "deploy-dev", "deploy-stg", "deploy-canary", "deploy-prod", "label"]);
  expect(result.steps.at(-1)).toMatchObject({
    name: "Look whether anything was deployed",
    env: { ONLY: "${{ inputs.only }}", ADMITTED: "dev main, stg v*, canary v*, prod v*" },
  });
});

it("has four jobs for four environments", () => {
  expect(deployments(deployWorkflow(acmeWithFour)).map((job) => job.environment?.name)).toEqual(["dev", "stg", "canary", "prod"]);
  expect(deployments(deployWorkflow(acmeWithFour))[3]?.needs).toEqual(["image", "deploy-dev", "deploy-stg", "deploy-canary"]);
});

it.each([
  [
    "a pattern that is more than a prefix",
    { branches: ["release/*/hotfix"], tags: [] },
    /"release\/\*\/hotfix" is neither a name nor a prefix/,
  ],
  ["an environment that admits nothing", { branches: [], tags: [] }, /dev admits no ref/],
])("refuses %s", (_, refs, message) => {
  const [dev, ...others] = acme.environments;
  expect(() => deployWorkflow({ ...acme, environments: [{ ...dev!, refs }, ...others] })).toThrow(message);
});
