import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import { parse } from "yaml";
import { jsonSchemas } from "../../../model/schema/json-schema";
import { isContainer } from "../../../model/schema/schema-field";
import { SIGMA_CATALOG } from "../../family/sigma";

const ROOT = join(__dirname, "../../..");
const ACME = join(__dirname, "../../family/acme");
const SCHEMAS = jsonSchemas();

// The formats repeat what the patterns beside them say.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, validateFormats: false });
const validators: Readonly<Record<string, ValidateFunction>> = Object.fromEntries(
  Object.entries(SCHEMAS).map(([file, text]) => [file, ajv.compile(JSON.parse(text) as object)]),
);

/** Every YAML file of a catalog with the schema that it is written by. */
function files(catalog: string): readonly (readonly [file: string, schema: string])[] {
  // A catalog without sealed values has no folder for them.
  const yaml = (folder: string) =>
    existsSync(join(catalog, folder)) ? readdirSync(join(catalog, folder)).filter((file) => file.endsWith(".yaml")) : [];
  return [
    ...yaml(".").map((file) => [join(catalog, file), `${basename(file, ".yaml")}.json`] as const),
    ...yaml("products").map((file) => [join(catalog, "products", file), "product.json"] as const),
    ...yaml("secrets").map((file) => [join(catalog, "secrets", file), "secrets.json"] as const),
  ];
}

/** Paths of the properties that no description explains. */
function undescribed(schema: unknown, path: string): readonly string[] {
  if (!isContainer(schema)) return [];
  const properties = isContainer(schema.properties) ? Object.entries(schema.properties) : [];
  const own = properties.flatMap(([key, field]) =>
    isContainer(field) && typeof field.description === "string" && field.description.length > 8 ? [] : [`${path}.${key}`],
  );
  return [...own, ...Object.entries(schema).flatMap(([key, inner]) => undescribed(inner, `${path}.${key}`))];
}

describe("the JSON Schemas of the catalog", () => {
  it.each(Object.keys(SCHEMAS))("describe each field: %s", (file) => {
    expect(undescribed(JSON.parse(SCHEMAS[file]!), file)).toEqual([]);
  });

  it.each([...files(SIGMA_CATALOG), ...files(ACME)].map(([file, schema]) => [relative(ROOT, file), schema]))(
    "admit %s (%s)",
    (file, schema) => {
      const validator = validators[schema]!;
      validator(parse(readFileSync(join(ROOT, file), "utf8")));
      expect(validator.errors).toBeNull();
    },
  );

  it("are named by every file of the catalog, so that editors find them", () => {
    for (const [file, schema] of files(SIGMA_CATALOG)) {
      const [, named = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, "utf8")) ?? [];
      expect(join(dirname(file), named)).toBe(join(SIGMA_CATALOG, "schemas", schema));
    }
  });

  it("refuse a misspelled key, a wrong type and a name of the wrong form", () => {
    const product = parse(readFileSync(join(ACME, "products/tide.yaml"), "utf8")) as object;
    const validate = validators["product.json"]!;
    expect(validate({ ...product, sumary: "x" })).toBe(false);
    expect(validate({ ...product, summary: 1 })).toBe(false);
    expect(validate({ ...product, calls: ["Shop"] })).toBe(false);
    expect(validate({ ...product, database: { live: { sizes: "small" } } })).toBe(false);
  });
});
