import { GITHUB_STACK } from "../../contract/stacks";
import type { Path } from "../position";
import type { Consequence, Consequences, Reach } from "./consequence";
import { OF_ENVIRONMENTS } from "./of-environments";
import { OF_FAMILY } from "./of-family";
import { OF_PRODUCTS } from "./of-products";
import { OF_REPOSITORIES } from "./of-repositories";
import { OF_SECRETS } from "./of-secrets";
import { OF_TEAMS } from "./of-teams";

/** What a change of each field of the catalog does. */
export const CONSEQUENCES: Consequences = {
  ...OF_FAMILY,
  ...OF_ENVIRONMENTS,
  ...OF_PRODUCTS,
  ...OF_REPOSITORIES,
  ...OF_TEAMS,
  ...OF_SECRETS,
};

/** One step of the fields' paths. */
interface Step {
  readonly key: string;
  readonly pattern: string;
  readonly consequence: Consequence | undefined;
  readonly literal: ReadonlyMap<string, Step>;
  readonly named: Step | undefined;
}

/** A place in the catalog, with the field that it belongs to. */
export interface Place {
  readonly step: Step | undefined;
  readonly path: Path;
  readonly names: Readonly<Record<string, string>>;
  /** The field itself; undefined between fields. */
  readonly exact: Consequence | undefined;
}

const build = (key: string, pattern: string, patterns: readonly (readonly string[])[]): Step => {
  const heads = new Set(patterns.flatMap(([head]) => (head === undefined ? [] : [head])));
  const steps = [...heads].map((head) =>
    build(
      head,
      pattern === "" ? head : `${pattern}.${head}`,
      patterns.filter(([first]) => first === head).map(([, ...rest]) => rest),
    ),
  );
  return {
    key,
    pattern,
    consequence: CONSEQUENCES[pattern],
    literal: new Map(steps.filter(({ key: each }) => !each.startsWith("<")).map((step) => [step.key, step])),
    named: steps.find(({ key: each }) => each.startsWith("<")),
  };
};

const placeOf = (step: Step | undefined, path: Path, names: Place["names"]): Place => ({ step, path, names, exact: step?.consequence });

/** The top of the catalog. */
export const TOP: Place = placeOf(
  build(
    "",
    "",
    Object.keys(CONSEQUENCES).map((pattern) => pattern.split(".")),
  ),
  [],
  {},
);

/** The place of a key below another place. */
export function below({ step, path, names }: Place, key: string): Place {
  const literal = step?.literal.get(key);
  if (literal !== undefined || step?.named === undefined) return placeOf(literal, [...path, key], names);
  return placeOf(step.named, [...path, key], { ...names, [step.named.key.slice(1, -1)]: key });
}

/** Whether a stack is told of a field: the organization's, or an environment's. */
export function reaches(reach: Reach, { environment }: Place["names"], stack: string): boolean {
  if (stack === GITHUB_STACK) return reach !== "clusters";
  return (reach === "clusters" || reach === "everywhere") && (environment === undefined || environment === stack);
}
