import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeWith, itWith, JQ } from "../with-programs";
import { Step } from "./step";

const summary = (step: Step): string => readFileSync(join(step.directory, "summary"), "utf8");

const seen = (next: string | null): Step =>
  new Step()
    .write(
      "answer.json",
      JSON.stringify({
        next,
        repositories: [
          {
            name: "acme-a",
            ring: "canary",
            scaffold: { version: "1.0.0", pins: ["v1.0.0", "v1.1.0"] },
            says: "open: https://x\nchecks passed",
          },
          { name: "acme-b", ring: "half", scaffold: null, says: "not on GitHub" },
        ],
      }),
    )
    .program("npx", "cat answer.json");

describeWith(JQ)("the fleet's status", () => {
  it("is a table in the summary", () => {
    const step = seen(null);
    expect(step.run("fleet-status", {})).toMatchObject({ code: 0, output: "" });
    expect(summary(step)).toContain(
      "| acme-a | canary | 1.0.0 | v1.0.0, v1.1.0 | open: https://x; checks passed |\n| acme-b | half | none |  | not on GitHub |\n",
    );
  });

  it.each([
    ["canary", "next=canary\n"],
    [null, "next=\n"],
  ])("with %j to be updated next asks for it", (next, outputs) => {
    expect(seen(next).run("fleet-status", {}).outputs).toBe(outputs);
  });
});

itWith(JQ)("a status that fails, fails the job", () => {
  expect(new Step().program("npx", "exit 1").run("fleet-status", {}).code).not.toBe(0);
});

describe("the fleet's update", () => {
  it("keeps what it said in the summary, also when a ring failed", () => {
    const step = new Step().program("npx", 'echo "$*"; echo "the ring canary failed" >&2; exit 1');
    expect(step.run("fleet-update", { WAIT: "30" }).code).toBe(1);
    expect(summary(step)).toBe("```\n--no-install sigma fleet update --wait 30\nthe ring canary failed\n```\n");
  });

  it("passes when nothing failed", () => {
    expect(new Step().program("npx", "echo done").run("fleet-update", { WAIT: "30" }).code).toBe(0);
  });
});
