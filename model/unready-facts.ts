import { basename, dirname, relative } from "node:path";
import { isMap, pruned } from "./edits/catalog-of-stack";
import { below, reaches, TOP, type Place } from "./edits/fields";
import type { Family } from "./family";
import type { Located, Path } from "./position";
import { problem, sortProblems, type Problem } from "./problem";
import { GITHUB_STACK } from "../contract/stacks";

/** What stands for a value that nobody knows yet, and what it is called. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/@sha256:0{64}$/, "is a digest of zeros, which no image has"],
  [/^0{40}$/, "is a commit of zeros, which no repository has"],
  [/^arn:[^:]*:[^:]*:[^:]*:0{12}:/, "names the AWS account 000000000000, which nobody has"],
  [/to be confirmed/i, "says itself that it is to be confirmed"],
];

const CLUSTER_ADDRESS = /^environments\.[^.]+\.cluster\.(server|ca)$/;

/**
 * What keeps a stack from a real deploy although the catalog has no problem: facts that a comment marks "to be confirmed", placeholders, and
 * approver teams in which nobody could approve. Only what the stack is made from counts.
 * @param unconfirmed places that a comment marks
 */
export function unreadyFacts(family: Family, unconfirmed: readonly Located[], stack: string): readonly Problem[] {
  const { values, at } = family.written;
  const placeholders = [...stringsIn(values)].flatMap(({ path, value }) => {
    const wrong = placeholder(path, value);
    return wrong === null ? [] : [{ path, wrong }];
  });
  const places = new Set(placeholders.map(({ path }) => path.join("\0")));
  const marked = unconfirmed
    .map((fact) => ({ path: catalogPath(family, fact), wrong: "is marked as to be confirmed" }))
    .filter(({ path }) => !places.has(path.join("\0")));
  const facts = [...placeholders, ...marked]
    .filter(({ path }) => concerns(values, path, stack))
    .map(({ path, wrong }) => problem("unconfirmed", at(...path), `${wrong}; write the true value, and take the comment away`));
  return sortProblems([...facts, ...(stack === GITHUB_STACK ? approversWithoutPeople(family) : [])]);
}

function placeholder(path: Path, value: string): string | null {
  const key = String(path.at(-1));
  if (
    ["ca", "formerCa", "endpointCA"].includes(key) &&
    !Buffer.from(value, "base64").toString("latin1").includes("-----BEGIN CERTIFICATE-----")
  )
    return "holds no certificate: write the PEM of the authority in base64";
  return PLACEHOLDERS.find(([pattern]) => pattern.test(value))?.[1] ?? null;
}

function* stringsIn(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: string }> {
  if (typeof value === "string") yield { path, value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* stringsIn(item, [...path, index]);
  else if (isMap(value)) for (const [key, item] of Object.entries(value)) yield* stringsIn(item, [...path, key]);
}

/** The path from the top of the catalog: a fact knows the path in its own file. */
function catalogPath(family: Family, { file, path }: Located): Path {
  const folder = relative(dirname(family.at().file), dirname(file));
  const name = basename(file, ".yaml");
  return [...(folder === "" ? [name] : [folder, name]), ...path];
}

/** Whether a stack is made from a value, or from something in it. What no field describes, such as the place of the state, concerns each. */
function concerns(values: unknown, path: Path, stack: string): boolean {
  // The repositories may stand before the clusters do: a deploy job that is told a placeholder reaches nobody.
  if (stack === GITHUB_STACK && CLUSTER_ADDRESS.test(path.join("."))) return false;
  let place: Place = TOP;
  let value: unknown = values;
  for (const step of path) {
    value = isMap(value) || Array.isArray(value) ? (value as Readonly<Record<string, unknown>>)[String(step)] : undefined;
    const next = typeof step === "number" ? place : below(place, step);
    if (next.step === undefined) return true;
    place = next;
    if (place.exact?.whole === true) return reaches(place.exact.reach, place.names, stack);
  }
  return pruned(value, place, stack) !== undefined;
}

/** GitHub asks nobody when a team is empty, so a promotion waits for ever. The members of a child are members of its parent. */
function approversWithoutPeople({ environments, teams }: Family): readonly Problem[] {
  const hasPeople = (name: string): boolean => {
    const team = teams[name];
    if (team === undefined) return false;
    return (
      team.members.length + team.maintainers.length > 0 || Object.values(teams).some((each) => each.parent === name && hasPeople(each.name))
    );
  };
  return Object.values(environments).flatMap((environment) =>
    environment.approvers.flatMap((name, index) =>
      hasPeople(name)
        ? []
        : [
            problem(
              "unconfirmed",
              environment.at("approvers", index),
              `nobody is in the team "${name}", so a promotion to ${environment.name} would wait for ever; write its members at ${shownPlace(teams[name]?.at("members"))}, or name another team`,
            ),
          ],
    ),
  );
}

const shownPlace = (at: Located | undefined): string => (at === undefined ? "teams.yaml" : `${at.file}:${at.line}`);
