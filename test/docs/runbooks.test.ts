import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandBlocks, RUN, RUNBOOKS, runbookNames } from "./runbook-page";

const ROOT = join(__dirname, "../..");

describe("the runbooks", () => {
  it("are listed in their README, each once", () => {
    const listed = [...readFileSync(join(RUNBOOKS, "README.md"), "utf8").matchAll(/^\| \[.+?\]\((.+?)\.md\)/gm)].map(([, name]) => name);
    expect([...listed].sort()).toEqual([...runbookNames()].sort());
  });

  it.each(runbookNames())("say of each block of commands whether a test runs it, and why not: %s", (page) => {
    const silent = commandBlocks(page).filter(({ comment }) => !/^run: test\/\S+\.test\.ts|^not run: \w+/.test(comment ?? ""));
    expect(silent.map(({ heading, text }) => ({ heading, text }))).toEqual([]);
  });

  it("name tests that are there and that speak of the page", () => {
    for (const page of runbookNames()) {
      for (const { comment } of commandBlocks(page)) {
        if (!comment?.startsWith(RUN)) continue;
        const [test = ""] = comment.slice(RUN.length).split(/[, ]/);
        expect({ page, test, there: existsSync(join(ROOT, test)) }).toEqual({ page, test, there: true });
        expect(readFileSync(join(ROOT, test), "utf8")).toContain(`"${page}"`);
      }
    }
  });
});
