import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { z } from "zod";
import { checks } from "./checks/all";
import { applyExceptions } from "./checks/exceptions";
import { didYouMean } from "./did-you-mean";
import type { Family } from "./family";
import { parseYaml } from "./parse-yaml";
import type { Located } from "./position";
import { problem, sortProblems, type Problem } from "./problem";
import { readCatalogFile } from "./read-file";
import { resolve } from "./resolve";
import { environmentsSchema, familySchema, productSchema, repositoriesSchema, secretsSchema, teamsSchema } from "./schema";
import type { Source } from "./sources";
import { validate } from "./validate";
import { CODE, NAME, type Word } from "./words";

export interface Loaded {
  /** Null when the catalog has problems: nothing may be built from half a catalog. */
  readonly family: Family | null;
  readonly problems: readonly Problem[];
  /** Facts that a comment in the catalog marks "to be confirmed". */
  readonly unconfirmed: readonly Located[];
}

export interface LoadOptions {
  /** The day on which exceptions must still hold. @default today */
  readonly today?: Date;
}

const FILES = {
  "family.yaml": familySchema,
  "environments.yaml": environmentsSchema,
  "teams.yaml": teamsSchema,
  "repositories.yaml": repositoriesSchema,
};

/**
 * Reads a catalog: every file, every problem, then the resolved family.
 * Checks across files also run over what is right in a file with problems, so that one reading tells as much as possible.
 */
export function loadCatalog(directory: string, { today = new Date() }: LoadOptions = {}): Loaded {
  const shown = relative(process.cwd(), directory) || ".";
  const problems: Problem[] = [];
  const unconfirmed: Located[] = [];
  let complete = true;

  const read = <Spec>(name: string, schema: z.ZodType<Spec>): Source<Spec> | null => {
    const file = join(shown, name);
    const text = readCatalogFile(directory, name, file);
    const yaml = "text" in text ? parseYaml(text.text, file) : { problems: [text.problem] };
    problems.push(...yaml.problems);
    if (!yaml.parsed) return null;
    unconfirmed.push(...yaml.parsed.unconfirmed);
    const validated = validate(schema, yaml.parsed);
    problems.push(...validated.problems);
    return validated.value === undefined ? null : { spec: validated.value, at: yaml.parsed.at };
  };
  const readOne = <Spec>(name: keyof typeof FILES, schema: z.ZodType<Spec>): Source<Spec> | null => {
    if (existsSync(join(directory, name))) return read(name, schema);
    problems.push(
      problem(
        "file",
        { file: join(shown, name), line: 1, column: 1, path: [] },
        "is missing; write it (npx sigma show --schema lists its keys)",
      ),
    );
    return null;
  };
  const readFolder = <Spec>(folder: string, schema: z.ZodType<Spec>, key: Word): Readonly<Record<string, Source<Spec>>> => {
    const entries = yamlFiles(directory, folder, shown, key);
    problems.push(...entries.problems);
    const sources = entries.names.map((name) => [name, read(join(folder, `${name}.yaml`), schema)] as const);
    if (sources.some(([, source]) => source === null)) complete = false;
    return Object.fromEntries(sources.flatMap(([name, source]) => (source ? [[name, source]] : [])));
  };

  if (!existsSync(directory)) {
    const message = "is not there; run the command in the folder that holds the catalog, or name it with --catalog";
    return { family: null, problems: [problem("file", { file: shown, line: 1, column: 1, path: [] }, message)], unconfirmed };
  }
  problems.push(...strangers(directory, shown));
  const family = readOne("family.yaml", familySchema);
  const environments = readOne("environments.yaml", environmentsSchema);
  const teams = readOne("teams.yaml", teamsSchema);
  const repositories = readOne("repositories.yaml", repositoriesSchema);
  const products = readFolder("products", productSchema, CODE);
  const secrets = readFolder("secrets", secretsSchema, NAME);
  if (!family || !environments || !teams || !repositories || !complete)
    return { family: null, problems: sortProblems(problems), unconfirmed };

  const resolved = resolve({ family, environments, teams, repositories, products, secrets });
  const found = [...resolved.problems, ...checks.flatMap((check) => check(resolved.family))];
  problems.push(...applyExceptions(resolved.family, found, today));
  return { family: problems.length === 0 ? resolved.family : null, problems: sortProblems(problems), unconfirmed };
}

/** Names of the `.yaml` files of a folder; a name is a key, so it has the key's form. */
function yamlFiles(
  directory: string,
  folder: string,
  shown: string,
  key: Word,
): { names: readonly string[]; problems: readonly Problem[] } {
  const path = join(directory, folder);
  if (!existsSync(path)) return { names: [], problems: [] };
  const files = readdirSync(path).sort();
  const names = files.filter((file) => file.endsWith(".yaml")).map((file) => file.slice(0, -".yaml".length));
  const at = (file: string): Located => ({ file: join(shown, folder, file), line: 1, column: 1, path: [] });
  return {
    names: names.filter((name) => key.pattern.test(name)),
    problems: [
      ...names
        .filter((name) => !key.pattern.test(name))
        .map((name) => problem("file", at(`${name}.yaml`), `the name "${name}" is the entry's key; ${key.advice}`)),
      ...files
        .filter((file) => file.endsWith(".yml"))
        .map((file) => problem("file", at(file), `is not read; name it ${file.replace(/yml$/, "yaml")}`)),
    ],
  };
}

/** Files beside the known ones are a misspelt name more often than not. */
function strangers(directory: string, shown: string): readonly Problem[] {
  const known = Object.keys(FILES);
  return readdirSync(directory)
    .filter((file) => /\.ya?ml$/.test(file) && !known.includes(file))
    .map((file) =>
      problem(
        "file",
        { file: join(shown, file), line: 1, column: 1, path: [] },
        `is not a file of the catalog${didYouMean(file, known) || `; files: ${known.join(", ")}`}`,
      ),
    );
}

/** The family of a catalog without problems, for programs that were preceded by a check; throws with all problems otherwise. */
export function loadFamily(directory: string, options: LoadOptions = {}): Family {
  const { family, problems } = loadCatalog(directory, options);
  if (!family) throw new CatalogError(problems);
  return family;
}

/** The catalog has problems; the message is all of them, one a line. */
export class CatalogError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`).join("\n"));
    this.name = "CatalogError";
  }
}
