import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const RUNBOOKS = join(__dirname, "../../docs/runbooks");

/** The comment over a block that a test runs, followed by the path of the test. */
export const RUN = "run: ";

/** A block of commands, or an edit of the catalog, in a runbook. */
export interface CommandBlock {
  /** The heading that it stands under. */
  readonly heading: string;
  readonly language: "sh" | "yaml";
  readonly text: string;
  /** The HTML comment before it: whether a test runs it, or why none does. */
  readonly comment: string | null;
}

/** The names of all pages, without `.md`. */
export const runbookNames = (): readonly string[] =>
  readdirSync(RUNBOOKS)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => file.slice(0, -".md".length));

/** The blocks of a page, in its order. */
export function commandBlocks(page: string): readonly CommandBlock[] {
  const text = readFileSync(join(RUNBOOKS, `${page}.md`), "utf8");
  const pattern = /^#+ (?<heading>.+)$|(?:^<!-- (?<comment>.+) -->\n\n)?^```(?<language>\w+)\n(?<block>[^]*?)^```$/gm;
  const blocks: CommandBlock[] = [];
  let heading = "";
  for (const { groups = {} } of text.matchAll(pattern)) {
    if (groups["heading"] !== undefined) heading = groups["heading"];
    const { language } = groups;
    if (language === "sh" || language === "yaml")
      blocks.push({ heading, language, text: groups["block"] ?? "", comment: groups["comment"] ?? null });
  }
  return blocks;
}
