import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { typedSchema } from "../../charts/typed-schema";
import { chartFolders } from "../../charts/values-schema";
import { projectFiles } from "../project-files";

const ROOT = join(__dirname, "../..");

/** The generator formats with Prettier, whose modules Jest does not load: it runs in a process of its own. */
const tsx = (...arguments_: readonly string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", ...arguments_], { cwd: ROOT, encoding: "utf8" });

/** The folder of an invented chart whose values have this schema and these defaults. */
function kiosk(values: object, defaults: object = {}): string {
  const folder = join(mkdtempSync(join(tmpdir(), "chart-")), "kiosk");
  mkdirSync(folder);
  writeFileSync(join(folder, "values.schema.json"), JSON.stringify({ type: "object", ...values }));
  writeFileSync(join(folder, "values.yaml"), JSON.stringify(defaults));
  return folder;
}

const generated = (values: object): string =>
  tsx("--eval", `require("./charts/value-types").chartValueType(process.argv[1]).then(console.log)`, kiosk(values));

it("names required and optional values, choices, lists and maps, and leaves conditions to Helm", () => {
  const code = { type: "string", pattern: "^[a-z]+$" };
  const text = generated({
    required: ["opens", "goods"],
    properties: {
      opens: { enum: ["early", "late"], description: "When it opens." },
      owner: { $ref: "#/definitions/code", description: "Who runs it." },
      days: { type: "array", items: { type: "integer" } },
      goods: { type: "object", patternProperties: { "^[a-z]+$": { type: "object", properties: { sold: { type: "boolean" } } } } },
    },
    oneOf: [{ required: ["owner"] }, { required: ["days"] }],
    definitions: { code },
  });
  expect(text.replaceAll(/\s*\/\*\*[^/]*\*\//g, "")).toBe(`// Emitted from charts/kiosk/values.schema.json; edit that and run: npm run emit

export interface KioskValues {
  opens: "early" | "late";
  owner?: string;
  days?: number[];
  goods: {
    [k: string]: {
      sold?: boolean;
    };
  };
}

`);
  expect(text).toContain("* When it opens.");
  expect(text).toContain("* Who runs it.");
});

it("lets be left out what the schema requires and the chart's own values give", () => {
  const hours = { type: "object", required: ["opens", "closes"], properties: { opens: { type: "string" }, closes: { type: "string" } } };
  const schema = typedSchema(
    kiosk({ required: ["owner", "hours"], properties: { owner: { type: "string" }, hours } }, { hours: { opens: "9" } }),
  );
  expect(schema).toMatchObject({ required: ["owner"], properties: { hours: { required: ["closes"] } } });
});

it.each([
  ["a value without a type", { opens: { description: "When it opens." } }, 'opens: write "type" or "enum"'],
  ["a list of anything", { days: { type: "array" } }, 'days: write "items"'],
  ["an object of anything", { goods: { type: "object" } }, 'goods: write "properties"'],
  ["a definition that is not there", { opens: { $ref: "#/definitions/hour" } }, "opens: there is no definition #/definitions/hour"],
])("refuses %s, whose type would be any", (_name, properties, message) => {
  expect(() => typedSchema(kiosk({ properties }))).toThrow(`charts/kiosk/values.schema.json ${message}`);
});

it("no value of a chart has the type any or unknown", () => {
  for (const folder of chartFolders()) expect(() => typedSchema(folder)).not.toThrow();
  const types = projectFiles("charts/*-values.ts");
  expect(types).not.toEqual([]);
  for (const file of types) expect(readFileSync(file, "utf8")).not.toMatch(/^(?! *\*).*\b(any|unknown)\b/m);
});

it("the types and the READMEs of the charts are what their schemas say", () => {
  const emitted = tsx("--eval", `require("./charts/chart-files").chartFiles().then((files) => console.log(JSON.stringify([...files])))`);
  const stale = (JSON.parse(emitted) as readonly (readonly [string, string])[])
    .filter(([path, text]) => readFileSync(join(ROOT, path), "utf8") !== text)
    .map(([path]) => path);
  // Stale? npm run emit
  expect(stale).toEqual([]);
});
