import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { fileProblem, type FILES, folderEntries, strangers } from "./catalog-files";
import { repositoryName } from "./names";
import { parseYaml } from "./parse-yaml";
import type { Located } from "./position";
import type { Problem } from "./problem";
import { readCatalogFile } from "./read-file";
import { record } from "./record";
import { environmentsSchema } from "./schema/environments";
import { familySchema } from "./schema/family";
import { productSchema } from "./schema/product";
import { repositoriesSchema } from "./schema/repositories";
import { secretsSchema } from "./schema/secrets";
import { teamsSchema } from "./schema/teams";
import type { Source, Sources } from "./sources";
import { validate } from "./validate";
import { CODE, NAME, type Word } from "./words";

export interface ReadSources {
  /** Null when one of the four main files cannot be read. */
  readonly sources: Sources | null;
  /** Names of entries that are in the catalog, but not in `sources`: references to them are no problem of their own. */
  readonly leftOut: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly unconfirmed: readonly Located[];
}

/** Reads every file of a catalog against its schema. */
export function readSources(directory: string, shown: string): ReadSources {
  const problems: (readonly Problem[])[] = [strangers(directory, shown)];
  const unconfirmed: (readonly Located[])[] = [];
  const leftOut = new Set<string>();

  const read = <Spec>(name: string, schema: z.ZodType<Spec>): Source<Spec> | null => {
    const file = join(shown, name);
    const text = readCatalogFile(directory, name, file);
    const yaml = "text" in text ? parseYaml(text.text, file) : { problems: [text.problem] };
    problems.push(yaml.problems);
    if (!yaml.parsed) return null;
    unconfirmed.push(yaml.parsed.unconfirmed);
    const { value, at, problems: found, leftOut: names } = validate(schema, yaml.parsed);
    problems.push(found);
    for (const entry of names) leftOut.add(entry);
    return value === undefined ? null : { spec: value, at };
  };
  const readOne = <Spec>(name: (typeof FILES)[number], schema: z.ZodType<Spec>): Source<Spec> | null => {
    // A link that leads nowhere is there, too: reading it says so.
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
        if (!source) leftOut.add(name);
        return source ? [[name, source] as const] : [];
      }),
    );
  };

  const family = readOne("family.yaml", familySchema);
  const environments = readOne("environments.yaml", environmentsSchema);
  const teams = readOne("teams.yaml", teamsSchema);
  const repositories = readOne("repositories.yaml", repositoriesSchema);
  const products = readFolder("products", productSchema, CODE);
  const secrets = readFolder("secrets", secretsSchema, NAME);
  const complete = family && environments && teams && repositories;
  const repositoriesLeftOut = [...leftOut].flatMap((code) =>
    (["api", "ui"] as const).map((part) => repositoryName(family?.spec.family ?? "", code, part)),
  );
  return {
    sources: complete ? { family, environments, teams, repositories, products, secrets } : null,
    leftOut: new Set([...leftOut, ...repositoriesLeftOut]),
    problems: problems.flat(),
    unconfirmed: unconfirmed.flat(),
  };
}
