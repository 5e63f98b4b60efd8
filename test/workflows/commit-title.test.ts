import { resultJob } from "../../workflows/engine/steps";
import { ciWorkflow } from "../../workflows/own/ci";
import { isCallingJob } from "../../workflows/engine/model";
import { Step } from "./step";

it.each(["Add a price", "Explain skip ci", "Skip [ci] for now"])("a title that GitHub obeys in nothing passes: %s", (title) => {
  expect(new Step().run("commit-title", { TITLE: title })).toMatchObject({ code: 0, output: "" });
});

it("a run without a pull request has no title to look at", () => {
  expect(new Step().run("commit-title", { TITLE: "" })).toMatchObject({ code: 0 });
});

it.each([
  ...["Add a price [skip ci]", "[ci skip] Add", "Add [no ci] a price", "[skip actions]", "[actions skip]", "Say [SKIP CI]"],
  "A price (#7)\n\nBody that says\n\n\nskip-checks: true",
])("a title that would keep main from being built is refused: %j", (title) => {
  const { code, output } = new Step().run("commit-title", { TITLE: title });
  expect(code).toBe(1);
  expect(output).toMatch(/^::error title=Title::the title tells GitHub to build neither this commit on main nor a version of it/);
});

describe("every check that protects main", () => {
  const { check: own } = ciWorkflow().jobs;
  it.each([
    ["of the callers", resultJob(["test"])],
    ["of this repository", own],
  ])("looks at the title, or at the commit of the merge queue: %s", (_, job) => {
    if (!job || isCallingJob(job)) throw new Error("the result is a job of its own");
    const last = job.steps.at(-1);
    if (!last || !("run" in last)) throw new Error("the last step runs a shell");
    expect(last.env?.["TITLE"]).toBe("${{ github.event.pull_request.title || github.event.merge_group.head_commit.message }}");
    expect(last.run).toContain("(skip ci|ci skip");
  });
});
