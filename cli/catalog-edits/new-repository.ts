import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Family } from "../../model/family";
import { setEntry } from "./set-entry";
import type { Change } from "./changed-catalog";
import { UserError } from "../user-error";

export interface RepositoryOptions {
  readonly kind: string;
  readonly owner: string;
  readonly summary: string;
  readonly contents?: string;
  readonly imports?: string;
}

/** Adds an entry to repositories.yaml. */
export function newRepository(
  family: Family,
  directory: string,
  name: string,
  { kind, owner, summary, contents, imports }: RepositoryOptions,
): readonly Change[] {
  const present = Object.hasOwn(family.repositories, name) ? family.repositories[name] : undefined;
  if (present)
    throw new UserError(`"${name}" is there already, at ${present.at().file}:${present.at().line}; edit it, or take another name`);
  const file = "repositories.yaml";
  const entry = { kind, ...(contents && { contents }), owner, summary, ...(imports && { imports: [imports] }) };
  return [{ file, text: setEntry(file, readFileSync(join(directory, file), "utf8"), ["repositories", name], entry) }];
}
