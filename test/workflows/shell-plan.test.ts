import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Step } from "./step";

const read = (step: Step, path: string): string => readFileSync(join(step.directory, path), "utf8");
const fences = (text: string): number => text.match(/^```/gm)?.length ?? 0;

describe("a plan with more changes than a comment holds", () => {
  /** Three thousand changes: more than a pipe and a comment take. */
  const changes = Array.from({ length: 3000 }, (_, index) => ({
    action: "create",
    address: `github_repository.${"x".repeat(60)}_${index}`,
    attributes: [],
  }));
  const planned = (): Step =>
    new Step()
      .write("answer.json", JSON.stringify([{ changes, unchanged: [] }]))
      .write("cdktf.out/stacks/github/plan", "the plan")
      .write("cdktf.out/stacks/github/plan.sha256", "x")
      .program("npx", "cat answer.json");

  it("is planned all the same, and its report says that it was cut", () => {
    const step = planned();
    const { code, output, outputs } = step.run("plan-stack", { STACK: "github" });
    expect({ code, output }).toEqual({ code: 0, output: "" });
    expect(outputs).toMatch(/^changes=3000$/m);
    const report = read(step, "planned/report.md");
    expect(report.length).toBeLessThan(61_000);
    expect(report).toMatch(/^### github: 3000 changes, 0 unchanged\n\n```diff\n/);
    expect(report).toMatch(/_\d+\n```\nCut here; everything is in plan\.json of this run\.\n$/);
    expect(read(step, "summary")).toBe(report);
  });

  it("leaves room for the others in the comment", () => {
    const step = planned().write("plans/plan-dev/report.md", "### dev: 1 changes, 0 unchanged\n\n```diff\n+ create a\n```\n");
    step.run("plan-stack", { STACK: "github" });
    step.write("plans/plan-github/report.md", read(step, "planned/report.md")).program("gh", 'printf "%s " "$@"');
    const { code, output } = step.run("comment-plans", { STACKS: "github dev prod", PULL_REQUEST: "7" });
    expect({ code, output }).toEqual({ code: 0, output: "pr comment 7 --edit-last --create-if-none --body-file comment.md " });
    const comment = read(step, "comment.md");
    expect(comment.length).toBeLessThan(65_536);
    expect(fences(comment)).toBe(4);
    expect(comment).toMatch(/Cut here; more of it is in the summary of the run\.[^]*### dev: 1 changes[^]*### prod: could not be planned/);
  });
});

it("names the attributes that a plan changes", () => {
  const changes = [
    { action: "delete", address: "a.b", attributes: [] },
    { action: "update", address: "c.d", attributes: ["description", "topics"] },
  ];
  const step = new Step()
    .write("answer.json", JSON.stringify([{ changes, unchanged: {} }]))
    .write("cdktf.out/stacks/github/plan", "the plan")
    .write("cdktf.out/stacks/github/plan.sha256", "x")
    .program("npx", "cat answer.json");
  expect(step.run("plan-stack", { STACK: "github" })).toMatchObject({ code: 0, output: "" });
  expect(read(step, "summary")).toContain("\n- delete a.b\n! update c.d: description, topics\n```\n");
});
