import Ajv, { type ErrorObject } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { chartDefaults, mergeValues, type Values } from "../../charts/defaults";
import { chartFolders } from "../../charts/values-schema";

export { mergeValues, type Values };

const readYaml = (file: string): Values => parse(readFileSync(file, "utf8")) as Values;

/** A chart's folder with what a test asks of it. */
export interface Chart {
  readonly name: string;
  readonly folder: string;
  readonly schema: Values;
  /** Values files of `ci/`, by name. */
  readonly examples: Readonly<Record<string, Values>>;
  /** Problems of values over the chart's defaults, as helm would find them. */
  readonly problems: (values: Values) => readonly ErrorObject[];
}

export const charts: Readonly<Record<string, Chart>> = Object.fromEntries(
  chartFolders().map((folder) => {
    const schema = JSON.parse(readFileSync(join(folder, "values.schema.json"), "utf8")) as Values;
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    const defaults = chartDefaults(folder);
    const examples = Object.fromEntries(
      readdirSync(join(folder, "ci")).map((file) => [basename(file, ".yaml"), readYaml(join(folder, "ci", file))]),
    );
    const problems = (values: Values) => (validate(mergeValues(defaults, values)) ? [] : (validate.errors ?? []));
    return [basename(folder), { name: basename(folder), folder, schema, examples, problems }];
  }),
);
