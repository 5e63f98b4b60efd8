import * as yamlPlugin from "prettier/plugins/yaml";
import { check } from "prettier/standalone";
import { Document, parse } from "yaml";
import { setEntry } from "../../../cli/catalog-edits/set-entry";

/** One mechanism for every command that edits a file of the catalog. */

const restore = new Document({}).createNode({ generation: 2, at: "2026-11-22T09:45:52Z" }, { flow: true });
const RESTORE = "{ generation: 2, at: 2026-11-22T09:45:52Z }";

const isPretty = (text: string): Promise<boolean> => check(text, { parser: "yaml", plugins: [yamlPlugin], printWidth: 140 });

describe.each<readonly [name: string, before: string, path: readonly string[], after: string]>([
  [
    "makes the maps on the way",
    "brand: Tide\n",
    ["database", "live", "restore"],
    `brand: Tide\ndatabase:\n  live:\n    restore: ${RESTORE}\n`,
  ],
  [
    "goes below the last entry",
    "a:\n  b: 1\n  c: 2 # two\n# The end.\n",
    ["a", "d"],
    `a:\n  b: 1\n  c: 2 # two\n  d: ${RESTORE}\n# The end.\n`,
  ],
  ["goes below the last line of a nested entry", "a:\n  b:\n    - 1\nz: 1\n", ["a", "d"], `a:\n  b:\n    - 1\n  d: ${RESTORE}\nz: 1\n`],
  ["goes into braces", "a: { b: 1 } # one\nz: [1, 2]\n", ["a", "d"], `a: { b: 1, d: ${RESTORE} } # one\nz: [1, 2]\n`],
  ["goes into empty braces", "a: {}\n", ["a", "d"], `a: { d: ${RESTORE} }\n`],
  ["makes maps inside braces", "a: { b: 1 }\n", ["a", "c", "d"], `a: { b: 1, c: { d: ${RESTORE} } }\n`],
  ["replaces braces", "a:\n  d: { generation: 1 } # once\n", ["a", "d"], `a:\n  d: ${RESTORE} # once\n`],
  ["replaces a scalar", "a: { d: 1, e: 2 }\n", ["a", "d"], `a: { d: ${RESTORE}, e: 2 }\n`],
  ["is the first entry", "# Nothing yet.\n", ["d"], `# Nothing yet.\nd: ${RESTORE}\n`],
  [
    "replaces a map of one entry a line",
    "a:\n  d:\n    at: x\n    lsn: y\nz: 1\n",
    ["a", "d"],
    "a:\n  d:\n    generation: 2\n    at: 2026-11-22T09:45:52Z\nz: 1\n",
  ],
  [
    "takes a line apart that would be too long",
    `a:\n  b: { text: ${"x".repeat(90)}, list: [1, 2] } # why\nz: 1\n`,
    ["a", "b", "d"],
    `a:\n  b: # why\n    text: ${"x".repeat(90)}\n    list: [1, 2]\n    d: ${RESTORE}\nz: 1\n`,
  ],
  [
    "takes braces below their key apart",
    `a:\n  long-name:\n    { text: ${"x".repeat(106)}, list: [1, 2] }\nz: 1\n`,
    ["a", "long-name", "d"],
    `a:\n  long-name:\n    text: ${"x".repeat(106)}\n    list: [1, 2]\n    d: ${RESTORE}\nz: 1\n`,
  ],
])("an entry %s", (_name, before, path, after) => {
  it("as expected, and as prettier accepts it", async () => {
    expect(await isPretty(before)).toBe(true);
    expect(setEntry("x.yaml", before, path, restore)).toBe(after);
    expect(await isPretty(after)).toBe(true);
    expect(parse(after) as object).toMatchObject(path.reduceRight<object>((inner, key) => ({ [key]: inner }), { generation: 2 }));
  });
});

it("leaves every other line as it was written, however that is", () => {
  const odd = 'x:   [a,b]\n"y": {a:   1}\n\n\n# c\n   \nz: >\n  folded\n  text\n';
  expect(setEntry("x.yaml", odd, ["new"], 1)).toBe(`${odd}new: 1\n`);
});

it("goes on its own line where braces are written so", () => {
  expect(setEntry("x.yaml", "a:\n  {\n    b: 1,\n    c: 2,\n  }\n", ["a", "d"], 3)).toBe("a:\n  {\n    b: 1,\n    c: 2,\n    d: 3,\n  }\n");
});

it("keeps the line ends of Windows", () => {
  expect(setEntry("x.yaml", "a:\r\n  b: 1\r\nz: 1\r\n", ["a", "c", "d"], 2)).toBe("a:\r\n  b: 1\r\n  c:\r\n    d: 2\r\nz: 1\r\n");
});

it("ends the last line first where it has no end", () => {
  expect(setEntry("x.yaml", "a: 1", ["b"], 2)).toBe("a: 1\nb: 2\n");
});

it("quotes what would be read as something else", () => {
  const edited = setEntry("x.yaml", "a: {}\n", ["a", "b"], { id: "4711", no: "no", text: "x: y", list: ["1"] });
  expect(parse(edited)).toEqual({ a: { b: { id: "4711", no: "no", text: "x: y", list: ["1"] } } });
});

it("is refused below something that is not a map, with the file and the place", () => {
  expect(() => setEntry("teams.yaml", "a: [1]\n", ["a", "b"], 1)).toThrow(
    "teams.yaml: a is not a map, so nothing can be added below; write it as one first",
  );
});
