import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { fileProblem, type FILES, folderEntries, unknownFileProblems } from "./catalog-files";
import { parseYaml, type ParsedYaml } from "./parse-yaml";
import type { Located } from "../position";
import type { Problem } from "../problem";
import { readCatalogFile } from "./read-file";
import { readMigrations } from "./read-migrations";
import { record } from "../record";
import { environmentsSchema } from "../schema/environments";
import { familySchema } from "../schema/family";
import { importsSchema } from "../schema/imports";
import { productSchema } from "../schema/product";
import { repositoriesSchema } from "../schema/repositories";
import { secretsSchema } from "../schema/secrets";
import { teamsSchema } from "../schema/teams";
import type { Source, Sources } from "./sources";
import { validate } from "../schema/validate";
import { CODE, NAME, type Word } from "../../contract/patterns";
import { IMPORTS_FILE } from "../../contract/stacks";

export interface ReadSources {
  /** Null when a file has a problem: the other files cannot be checked against a file that is missing or wrong. */
  readonly sources: Sources | null;
  readonly problems: readonly Problem[];
  readonly unconfirmed: readonly Located[];
}

/** Reads every file of a catalog against its schema and returns the problems of all files. */
export function readSources(directory: string, shown: string): ReadSources {
  const problems: (readonly Problem[])[] = [unknownFileProblems(directory, shown)];
  const unconfirmed: (readonly Located[])[] = [];

  const read = <Spec>(name: string, schema: z.ZodType<Spec>): Source<Spec> | null => {
    const file = join(shown, name);
    const text = readCatalogFile(directory, name, file);
    const yaml: { readonly parsed?: ParsedYaml; readonly problems: readonly Problem[] } =
      "text" in text ? parseYaml(text.text, file) : { problems: [text.problem] };
    problems.push(yaml.problems);
    unconfirmed.push(yaml.parsed?.unconfirmed ?? []);
    if (!yaml.parsed) return null;
    const { value, problems: found } = validate(schema, yaml.parsed);
    problems.push(found);
    return value === undefined ? null : { spec: value, written: yaml.parsed.value, at: yaml.parsed.at };
  };
  const readMain = <Spec>(name: (typeof FILES)[number], schema: z.ZodType<Spec>): Source<Spec> | null => {
    // A dangling link exists, too; reading it reports the problem.
    if (lstatSync(join(directory, name), { throwIfNoEntry: false })) return read(name, schema);
    problems.push([fileProblem(join(shown, name), "is missing; write it (catalog/schemas lists its keys)")]);
    return null;
  };
  const readFolder = <Spec>(folder: string, schema: z.ZodType<Spec>, key: Word): Readonly<Record<string, Source<Spec>>> => {
    const entries = folderEntries(directory, folder, shown, key);
    problems.push(entries.problems);
    return record(
      entries.names.flatMap((name) => {
        const source = read(join(folder, `${name}.yaml`), schema);
        return source ? [[name, source] as const] : [];
      }),
    );
  };
  const readAllMigrations = (codes: readonly string[]) =>
    record(
      codes.map((code) => {
        const migrations = readMigrations(directory, code, shown);
        problems.push(migrations.problems);
        return [code, migrations.files] as const;
      }),
    );

  const family = readMain("family.yaml", familySchema);
  const environments = readMain("environments.yaml", environmentsSchema);
  const teams = readMain("teams.yaml", teamsSchema);
  const repositories = readMain("repositories.yaml", repositoriesSchema);
  const imports = lstatSync(join(directory, IMPORTS_FILE), { throwIfNoEntry: false }) ? read(IMPORTS_FILE, importsSchema) : null;
  const products = readFolder("products", productSchema, CODE);
  const others = {
    imports: imports?.spec ?? {},
    products,
    migrations: readAllMigrations(Object.keys(products)),
    secrets: readFolder("secrets", secretsSchema, NAME),
  };
  const told = oncePerPlace(problems.flat());
  const complete = told.length === 0 && family && environments && teams && repositories;
  return {
    sources: complete ? { family, environments, teams, repositories, ...others } : null,
    problems: told,
    unconfirmed: unconfirmed.flat(),
  };
}

/** Drops a schema problem where the same value already has a YAML problem. */
function oncePerPlace(problems: readonly Problem[]): readonly Problem[] {
  const place = ({ at: { file, path } }: Problem) => [file, ...path].join("\0");
  const odd = new Set(problems.filter(({ check }) => check === "yaml").map(place));
  return problems.filter((problem) => problem.check !== "schema" || !odd.has(place(problem)));
}
