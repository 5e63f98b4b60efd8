import { existsSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ProjectCopy } from "../cli/project-copy";
import { ROOT } from "../cli/workplace";
import { blocks, commands, DOCUMENTS, links } from "./documents";

/** What the README and the onboarding say is what happens: every command runs in a clean copy of the project, with a home of its own. */
const DONE_ALREADY: Readonly<Record<string, string>> = {
  "npm test": "this is it",
};

it("shows only workflow examples that are YAML", () => {
  const examples = blocks("README.md", "yaml");
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    const { jobs } = parse(example) as { jobs: Record<string, { uses: string }> };
    for (const { uses } of Object.values(jobs)) {
      const [, file = ""] = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(uses) ?? [];
      expect({ uses, emitted: existsSync(join(ROOT, file)) }).toEqual({ uses, emitted: true });
    }
  }
});

it.each(DOCUMENTS)("%s has no link that leads nowhere", (document) => {
  expect(links(document).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
});

// The onboarding repeats commands of the README; each runs once, in the order in which a reader meets it.
const lines = [...new Set(["README.md", "docs/onboarding.md"].flatMap(commands))];

describe("in a clean copy of the project", () => {
  let copy: ProjectCopy;
  beforeAll(() => {
    copy = new ProjectCopy();
  });
  afterAll(() => {
    copy.remove();
  });

  it("has commands to run", () => {
    expect(lines).toEqual(expect.arrayContaining([...Object.keys(DONE_ALREADY), "npm start"]));
  });

  it.each(lines.filter((line) => !Object.hasOwn(DONE_ALREADY, line)))("runs %s", async (line) => {
    const { code, output } = await copy.run("/bin/sh", ["-c", line]);
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  });
});
