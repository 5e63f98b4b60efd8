import { fieldRows } from "../../model/schema/catalog-document";
import { SCHEMAS } from "../../model/schema/json-schema";

describe.each(Object.entries(SCHEMAS))("docs/catalog.md: %s", (_file, { schema }) => {
  const rows = fieldRows(schema);

  it("says what each field means", () => {
    expect(rows.filter(({ meaning }) => meaning === "").map(({ key }) => key)).toEqual([]);
  });

  it("shows an example of each field that is not a map", () => {
    const without = rows.filter(({ shape, example }) => !/\bmap$/.test(shape) && (example === "" || example === "`[]`"));
    expect(without.map(({ key }) => key)).toEqual([]);
  });

  it("names each field once", () => {
    const keys = rows.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

it("shows the shape, the default and an example of a field", () => {
  const rows = fieldRows(SCHEMAS["environments.json"]!.schema);
  expect(rows.find(({ key }) => key === "<name>.waitMinutes")).toEqual({
    key: "<name>.waitMinutes",
    shape: "number 0 to 43200",
    initial: "`0`",
    example: "`10`",
    meaning: "Minutes between approval and deployment. Default: 0",
  });
  expect(rows.find(({ key }) => key === "<name>.domain")).toMatchObject({ shape: "text", initial: "required", example: "`example.org`" });
  expect(rows.find(({ key }) => key === "<name>.refs.tags")).toMatchObject({ shape: "list of text", initial: "`[]`", example: '`["v*"]`' });
});
