import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf, overlaid, printed } from "./bad-catalog";
import { removeCopies } from "./copy-acme";

const CORPUS = join(__dirname, "../bad-catalogs");
const BAD = readdirSync(CORPUS);

afterAll(removeCopies);

/**
 * One broken catalog per folder: the files that differ from acme's, and in expected.txt the lines that the check prints.
 * After a change of wording: BLESS=1 npx jest test/model/bad-catalogs, then read the difference.
 */
describe("the corpus of bad catalogs", () => {
  it.each(BAD)("%s: is refused as expected, and left as it is", (name) => {
    const directory = overlaid(join(CORPUS, name));
    const contents = () => filesOf(directory).map((file) => [file, readFileSync(join(directory, file))]);
    const before = contents();
    const lines = printed(directory);
    const expected = join(CORPUS, name, "expected.txt");
    if (process.env.BLESS === "1") writeFileSync(expected, lines);

    expect(lines).not.toBe("");
    expect(lines).toBe(readFileSync(expected, "utf8"));
    expect(contents()).toEqual(before);
  });

  it("names a file, a line and a column in every line, and no two catalogs are refused for the same reason", () => {
    const all = BAD.map((name) => readFileSync(join(CORPUS, name, "expected.txt"), "utf8"));
    for (const line of all.join("").trimEnd().split("\n")) expect(line).toMatch(/^[\w./-]+:\d+:\d+ \S/);
    expect(new Set(all).size).toBe(BAD.length);
  });
});
