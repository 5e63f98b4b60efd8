import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startsOnPullRequest } from "../../../workflows/callers/required-checks";
import { ciWorkflow } from "../../../workflows/own/ci";
import { isCallingJob, isRunStep, type Job } from "../../../workflows/engine/model";
import { Step } from "../step";
import { describeWith, JQ } from "../../with-programs";

const jobs = Object.entries(ciWorkflow().jobs).flatMap(([name, job]): readonly (readonly [string, Job])[] =>
  isCallingJob(job) ? [] : [[name, job]],
);
const parts = jobs.filter(([name]) => name !== "check");

it("has a job for each part of .ci/run, and none for another", () => {
  const { stderr } = spawnSync(".ci/run", ["?"], { encoding: "utf8" });
  expect(stderr).toBe(`no part "?"; parts: ${parts.map(([name]) => name).join(" ")}\n`);
  for (const [name, { steps }] of parts)
    expect(steps.at(-1)).toMatchObject({ env: { PART: name }, run: expect.stringMatching(/\.ci\/run "\$PART"\n$/) as string });
});

it("has one check that waits for all that a pull request starts, also after they were cancelled", () => {
  const check = jobs.find(([name]) => name === "check")?.[1];
  expect(check?.needs).toEqual(parts.filter(([, job]) => startsOnPullRequest(job)).map(([name]) => name));
  expect(check?.if).toBe("always()");
});

it("runs the live cluster as root on main alone, until it was green there once", () => {
  const live = parts.find(([name]) => name === "live")?.[1];
  expect(live?.if).toBe("github.event_name == 'push'");
  expect(live?.steps.at(-1)).toMatchObject({ run: 'sudo --preserve-env env "PATH=$PATH" .ci/run "$PART"\n' });
});

it("keeps nothing from run to run but the folder of the tools, by what decides their recipes", () => {
  const run = readFileSync(join(__dirname, "../../../.ci/run"), "utf8");
  const cached = parts.flatMap(([, { steps }]) => steps.filter((step) => !isRunStep(step) && step.uses.name === "actions/cache"));
  expect(cached).toHaveLength(parts.length - 1);
  for (const step of cached) {
    const { path, key } = "with" in step ? (step.with ?? {}) : {};
    expect(run).toContain(`SIGMA_TOOLS_DIR:-${String(path)}}`);
    expect(key).toMatch(/go-version.*python-version.*hashFiles\('\.ci\/\*\*'\)/);
  }
});

describeWith(JQ)("the check", () => {
  const result = (jobs: object) => {
    const step = new Step();
    const { code, output } = step.run("ci-result", { RESULTS: JSON.stringify(jobs) });
    return { code, output, summary: readFileSync(join(step.directory, "summary"), "utf8") };
  };
  const checks = { result: "success", outputs: { seconds: "310" } };

  it("shows the slowest job first, its time and that of all together", () => {
    const { code, summary } = result({ checks, cluster: { result: "success", outputs: { seconds: "900" } } });
    expect(code).toBe(0);
    expect(summary.split("\n").slice(2)).toEqual([
      "| cluster | success | 900 |",
      "| checks | success | 310 |",
      "",
      "Slowest: cluster, 900 s. All jobs together: 1210 s.",
      "",
    ]);
  });

  it.each(["failure", "cancelled", "skipped"])("fails when a job ended with %s, before it could say its time", (ended) => {
    const { code, output } = result({ checks, cluster: { result: ended, outputs: {} } });
    expect(code).toBe(1);
    expect(output).toContain("::error title=CI::failed: cluster");
    expect(output).toContain(`| cluster | ${ended} | 0 |`);
  });
});
