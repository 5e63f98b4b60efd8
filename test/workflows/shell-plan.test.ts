import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Step } from "./step";
import { describeWith, JQ } from "../with-programs";

const read = (step: Step, path: string): string => readFileSync(join(step.directory, path), "utf8");

describeWith(JQ)("a plan", () => {
  const planned = (plan: object): Step =>
    new Step()
      .write(
        "answer.json",
        JSON.stringify([{ changes: [{}, {}], keepsCatalog: false, report: "### github: all", brief: "### github", ...plan }]),
      )
      .write("cdktf.out/stacks/github/plan", "the plan")
      .write("cdktf.out/stacks/github/plan.sha256", "x")
      .program("npx", "cat answer.json");

  it("is kept with its report, which is also the summary of the job, and with a brief one for the comment", () => {
    const step = planned({});
    const { code, output, outputs } = step.run("plan-stack", { STACK: "github" });
    expect({ code, output }).toEqual({ code: 0, output: "" });
    expect(outputs).toMatch(/^changes=2$/m);
    expect(read(step, "planned/report.md")).toBe("### github: all\n");
    expect(read(step, "planned/brief.md")).toBe("### github\n");
    expect(read(step, "summary")).toBe("### github: all\n");
  });

  it.each([
    [[], false, 0],
    [[], true, 1],
    [[{}], true, 2],
  ])("of %j that keeps another catalog (%j) has something to apply: %d", (changes, keepsCatalog, expected) => {
    expect(planned({ changes, keepsCatalog }).run("plan-stack", { STACK: "github" }).outputs).toContain(`changes=${expected}\n`);
  });
});

it("a comment holds each stack's report, or its brief one, or says where it is", () => {
  const step = new Step()
    .write("plans/plan-github/report.md", "### github\n")
    .write("plans/plan-dev/report.md", "r".repeat(20_000))
    .write("plans/plan-dev/brief.md", "### dev, in brief\n")
    .write("plans/plan-stg/report.md", "r".repeat(20_000))
    .write("plans/plan-stg/brief.md", "b".repeat(20_000))
    .program("gh", 'printf "%s " "$@"');
  const { code, output } = step.run("comment-plans", { STACKS: "github dev stg prod", PULL_REQUEST: "7" });
  expect({ code, output }).toEqual({ code: 0, output: "pr comment 7 --edit-last --create-if-none --body-file comment.md " });
  expect(read(step, "comment.md")).toBe(
    "### github\n\n### dev, in brief\n\n### stg: the report is too long for this comment; it is in the summary of the job\n\n### prod: could not be planned; see the job\n\n",
  );
});

describeWith(JQ)("a report of drift", () => {
  const report = (drift: readonly object[]) =>
    new Step()
      .write("plans/plan-github/plan.json", JSON.stringify([{ changes: [{}], drift }]))
      .write("plans/plan-github/report.md", "### github\n")
      .program("gh", 'if [[ $2 == create ]]; then echo "created $4"; fi')
      .run("report-drift", { STACKS: "github", ORGANIZATION: "acme-corp", GITHUB_SERVER_URL: "https://github.com" });

  it("opens an issue and stays green for what people changed by hand", () => {
    expect(report([{ address: "github_repository.shop", alarm: null }])).toMatchObject({ code: 0, output: "created Drift in github\n" });
  });

  it("opens the issue and ends red for what may be forged", () => {
    const { code, output } = report([{ address: "github_actions_environment_variable.shop", alarm: "who did it?" }]);
    expect(code).toBe(1);
    expect(output).toContain(
      "::error title=Drift in github::github_actions_environment_variable.shop was changed outside the catalog: who did it?\n",
    );
    expect(output).toContain("created Drift in github\n");
  });
});
