import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { chartDefaults, mergeValues } from "../../charts/defaults";
import type { Located, Path } from "../../model/position";
import { problem, type Problem } from "../../model/problem";

/** Where a value of a release comes from in the catalog. */
export type ValueOrigin = (path: Path) => Located;

const validators = new Map<string, ValidateFunction>();

/**
 * What the schema of a chart (`values.schema.json`) refuses of a release's values over the chart's own, told to whoever wrote them in the
 * catalog. Helm would say it too, in the middle of an apply and without the place.
 */
export function releaseProblems(
  chartDirectory: string,
  chart: string,
  given: Readonly<Record<string, unknown>>,
  origin: ValueOrigin,
): readonly Problem[] {
  const validate = validatorOf(chartDirectory);
  const values = mergeValues(chartDefaults(chartDirectory), given);
  if (validate(values)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => !SUMMARIES.has(keyword))
    .map((error) => {
      const path = pathOf(error);
      return problem(
        "release-values",
        origin(path),
        sentence(error, `value ${path.join(".")} of the chart ${chart}`, valueAt(values, path)),
      );
    });
}

/** Keywords that only repeat that one of their parts failed. */
const SUMMARIES = new Set(["if", "not", "oneOf", "anyOf", "allOf"]);

function validatorOf(chartDirectory: string): ValidateFunction {
  const known = validators.get(chartDirectory);
  if (known) return known;
  const schema = JSON.parse(readFileSync(join(chartDirectory, "values.schema.json"), "utf8")) as object;
  // strictTypes and strictRequired are ajv's opinions on style; Helm has none.
  const validate = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }).compile(schema);
  validators.set(chartDirectory, validate);
  return validate;
}

/** The way to the value that is wrong; for a missing key, to where it would be. */
function pathOf({ instancePath, keyword, params }: ErrorObject): Path {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const extra: unknown =
    keyword === "required" ? params.missingProperty : keyword === "additionalProperties" ? params.additionalProperty : undefined;
  return typeof extra === "string" ? [...path, extra] : path;
}

const valueAt = (values: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined),
    values,
  );

function sentence({ keyword, message = keyword, params }: ErrorObject, name: string, value: unknown): string {
  const got = `got ${JSON.stringify(value)}`;
  switch (keyword) {
    case "required":
      return `${name} is missing`;
    case "additionalProperties":
      return `${got}; there is no ${name}`;
    case "enum":
      return `${got}; ${name} must be one of ${(params.allowedValues as readonly unknown[]).map(String).join(", ")}`;
    default:
      return `${got}; ${name} ${message}`;
  }
}
