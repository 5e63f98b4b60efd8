import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { list } from "../../model/problem";

/** What was found about a line of the checklist. */
export interface Answer {
  readonly result: "yes" | "no" | "by hand";
  readonly detail: string;
}

/** "yes" when `holds` is true of every thing, else the names of the others. "no" without things: an empty family is not ready. */
export function all<T>(things: readonly T[], holds: (thing: T) => boolean, name: (thing: T) => string, what: string): Answer {
  const missing = things.filter((thing) => !holds(thing));
  if (things.length === 0) return { result: "no", detail: `there are no ${what}` };
  return missing.length === 0
    ? { result: "yes", detail: `${things.length} ${what}` }
    : { result: "no", detail: `not ${list(missing.map(name))}` };
}

/** "yes" where both are; otherwise the first that is not. */
export const both = (one: Answer, other: Answer): Answer =>
  one.result === "yes" && other.result === "yes"
    ? { result: "yes", detail: `${one.detail}; ${other.detail}` }
    : one.result === "yes"
      ? other
      : one;

interface WorkflowFile {
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly { readonly name?: string }[] }>>;
}

/** Whether an emitted workflow has steps of these names. */
export function steps(root: string, workflow: string, names: readonly string[]): Answer {
  const file = join(".github", "workflows", `${workflow}.yml`);
  if (!existsSync(join(root, file))) return { result: "no", detail: `${file} is not there; npm run emit writes it` };
  const { jobs } = parse(readFileSync(join(root, file), "utf8")) as WorkflowFile;
  const present = Object.values(jobs).flatMap((job) => (job.steps ?? []).map(({ name }) => name));
  const missing = names.filter((name) => !present.includes(name));
  return missing.length === 0
    ? { result: "yes", detail: `${file}: ${names.join(", ")}` }
    : { result: "no", detail: `${file} has no step ${list(missing)}` };
}

/** Whether the family has a document or another emitted file. */
export const document = (root: string, file: string): Answer =>
  existsSync(join(root, file)) ? { result: "yes", detail: file } : { result: "no", detail: `${file} is not there` };
