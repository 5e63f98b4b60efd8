import { relative, resolve } from "node:path";
import type { Command } from "commander";
import type { Family } from "../model/family";
import { counted } from "../model/counted";
import { loadCatalog } from "../model/load";
import type { Located } from "../model/position";
import { formatProblem } from "../model/problem";
import { UserError } from "./user-error";

/** The folder that `--catalog` names. */
export function catalogDirectory(command: Command): string {
  const { catalog } = command.optsWithGlobals<{ catalog: string }>();
  return resolve(catalog);
}

/** Loads the family. @throws UserError that lists every problem of the catalog */
export const requireFamily = (command: Command): Family => requireFacts(command).family;

/** Loads the family, with the places of the facts that a comment marks as unconfirmed. @throws UserError that lists every problem of the catalog */
export function requireFacts(command: Command): { readonly family: Family; readonly unconfirmed: readonly Located[] } {
  const directory = catalogDirectory(command);
  const { family, problems, unconfirmed } = loadCatalog(directory);
  if (family) return { family, unconfirmed };
  throw new UserError(
    `${counted(problems.length, "problem")} in ${relative(process.cwd(), directory) || "."}\n${problems.map(formatProblem).join("\n")}`,
  );
}
