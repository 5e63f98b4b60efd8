import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { databases } from "../bad-catalogs/databases";
import { environments } from "../bad-catalogs/environments";
import { exceptions } from "../bad-catalogs/exceptions";
import { fields } from "../bad-catalogs/fields";
import { files } from "../bad-catalogs/files";
import { organization } from "../bad-catalogs/organization";
import { products } from "../bad-catalogs/products";
import { repositories } from "../bad-catalogs/repositories";
import { teams } from "../bad-catalogs/teams";
import { yaml } from "../bad-catalogs/yaml";
import { filesOf, printed, removed, spoiled } from "./bad-catalog";
import { removeCopies } from "./copy-acme";

const SUBJECTS = { databases, environments, exceptions, fields, files, organization, products, repositories, teams, yaml };
const BAD = Object.values(SUBJECTS).flatMap((subject) => Object.entries(subject));

afterAll(removeCopies);

describe("the corpus of bad catalogs", () => {
  it.each(BAD)("%s: is refused as expected, and left as it is", (_, { edits, refusals }) => {
    const directory = spoiled(edits);
    const contents = () => filesOf(directory).map((file) => [file, readFileSync(join(directory, file))]);
    const before = contents();
    expect(printed(directory).split("\n")).toEqual([...refusals, ""]);
    expect(contents()).toEqual(before);
  });

  it("names a file, a line and a column in every line, and no two catalogs are refused for the same reason", () => {
    for (const line of BAD.flatMap(([, { refusals }]) => refusals)) expect(line).toMatch(/^[\w./-]+:\d+:\d+ \S/);
    expect(new Set(BAD.map(([, { refusals }]) => refusals.join("\n"))).size).toBe(BAD.length);
  });

  it("is every file of its folder", () => {
    expect(readdirSync(join(__dirname, "../bad-catalogs")).sort()).toEqual(Object.keys(SUBJECTS).map((subject) => `${subject}.ts`));
  });
});

describe("an edit of a bad catalog", () => {
  it.each([
    ["is not there", "waves: many", 0],
    ["is there more than once", "backups:", 2],
  ])("fails when its text %s", (_, from, times) => {
    expect(() => spoiled([["environments.yaml", from, "x"]])).toThrow(`environments.yaml holds ${JSON.stringify(from)} ${times} times`);
  });

  it("fails when it removes a file that does not exist", () => {
    expect(() => spoiled([removed("products/wave.yaml")])).toThrow("ENOENT");
  });
});
