import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONSEQUENCES, below, TOP } from "../../../../model/edits/fields";
import { GROUPS } from "../../../../model/edits/default-of";
import { loadCatalog, loadFamily } from "../../../../model/load";
import { formatProblem } from "../../../../model/problem";
import { fieldRows } from "../../../../model/schema/catalog-document";
import { SCHEMAS } from "../../../../model/schema/json-schema";
import { copyAcme, removeCopies, type Edit } from "../../../model/copy-acme";
import type { Case } from "./case";
import { CORPUS } from "./corpus";
import { resourcesOf, stacksOf, told } from "./plan-of-edit";

/** What a plan says about edits of the catalog: every field, in the catalog's words, with what it does. */
const family = loadFamily(copyAcme());
afterAll(removeCopies);

it.each(CORPUS.map((each) => [each.edit, each] as const))("says what it does: %s", (_edit, { edits, files, says }) => {
  const directory = copyAcme(...edits);
  files?.(directory);
  const { family: edited, problems } = loadCatalog(directory);
  expect(problems.map(formatProblem)).toEqual([]);
  expect(told(family, edited!)).toEqual(says);
  expect(says).not.toEqual([]);
});

describe("the corpus", () => {
  it("has each edit once, and more than a hundred", () => {
    expect(new Set(CORPUS.map(({ edit }) => edit)).size).toBe(CORPUS.length);
    expect(CORPUS.length).toBeGreaterThan(100);
  });

  it("changes no resource of a stack without a word about the edit", () => {
    const before = resourcesOf(family);
    for (const stack of stacksOf(family)) {
      const silent = CORPUS.filter(({ says, files }) => files === undefined && !says.some((line) => line.startsWith(`${stack}: `)));
      // All of them at once, but for those that contradict each other: what none of them changes, each leaves alone.
      const edits = together(silent);
      expect(edits.length).toBeGreaterThan(5);
      expect(resourcesOf(loadFamily(copyAcme(...edits)))[stack]).toEqual(before[stack]);
    }
  });
});

/** The edits of those cases that a person can make together: each finds its text after the ones before, and the catalog stays without problems. */
function together(cases: readonly Case[]): readonly Edit[] {
  return cases.reduce<readonly Edit[]>((before, { edits }) => {
    const all = [...before, ...edits];
    return isPossible(all) ? all : before;
  }, []);
}

function isPossible(edits: readonly Edit[]): boolean {
  const texts = new Map<string, string>();
  for (const [file, from, to] of edits) {
    const text = texts.get(file) ?? readFileSync(join(__dirname, "../../../family/acme", file), "utf8");
    if (!text.includes(from)) return false;
    texts.set(
      file,
      text.replaceAll(from, () => to),
    );
  }
  return loadCatalog(copyAcme(...edits)).problems.length === 0;
}

/** Every field of the catalog, from the schemas: `products.<name>.calls`. Maps have fields of their own. */
const FIELDS = Object.entries(GROUPS).flatMap(([group, { schema, folder }]) => {
  const prefix = folder ? `${group}.<name>` : group;
  const rows = fieldRows(SCHEMAS[schema]!.schema).map(({ key, shape }) => ({ key: `${prefix}.${key}`, shape }));
  return rows.filter(({ key, shape }) => shape !== "map" && !rows.some((other) => other.key.startsWith(`${key}.`))).map(({ key }) => key);
});

/** The consequence of a field, or of the map that is one thing with it. */
const consequenceOf = (field: string) =>
  field.split(".").reduce<{ place: typeof TOP; found: boolean }>(
    ({ place, found }, key) => {
      const next = below(place, key);
      return {
        place: next,
        found: found || next.exact?.whole === true || (next.exact !== undefined && next.path.length === field.split(".").length),
      };
    },
    { place: TOP, found: false },
  ).found;

it("knows what each field of the schemas does", () => {
  expect(FIELDS.length).toBeGreaterThan(120);
  expect(FIELDS.filter((field) => !consequenceOf(field))).toEqual([]);
});

it("knows no field that the schemas do not have", () => {
  const fields = new Set(
    Object.entries(GROUPS).flatMap(([group, { schema, folder }]) => {
      const prefix = folder ? `${group}.<name>` : group;
      return [prefix, group, ...fieldRows(SCHEMAS[schema]!.schema).map(({ key }) => `${prefix}.${key}`)];
    }),
  );
  expect(Object.keys(CONSEQUENCES).filter((field) => !fields.has(field.replace(/<\w+>/g, "<name>")))).toEqual([]);
});
