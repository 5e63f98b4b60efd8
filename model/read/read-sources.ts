import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { fileProblem, type FILES, folderEntries, strangers } from "./catalog-files";
import { repositoryName } from "../../contract/names";
import { FAMILY_STAND_INS, WHOLE_STAND_INS } from "../family-stand-ins";
import { parseYaml, type ParsedYaml } from "./parse-yaml";
import type { Located, Path } from "../position";
import type { Problem } from "../problem";
import { readCatalogFile } from "./read-file";
import { readMigrations } from "./read-migrations";
import { record } from "../record";
import { environmentsSchema } from "../schema/environments";
import { familySchema, type FamilySpec } from "../schema/family";
import { productSchema } from "../schema/product";
import { repositoriesSchema } from "../schema/repositories";
import { secretsSchema } from "../schema/secrets";
import { teamsSchema } from "../schema/teams";
import type { Source, Sources } from "./sources";
import { validate } from "../schema/validate";
import { CODE, NAME, type Word } from "../../contract/patterns";

export interface ReadSources {
  /** What can be read of the catalog: once, or twice with different values where family.yaml is wrong. */
  readonly readings: readonly Sources[];
  readonly unread: Unread;
  readonly problems: readonly Problem[];
  readonly unconfirmed: readonly Located[];
}

/** What is in the catalog but not in its readings. That it is missing there is no problem of its own. */
export interface Unread {
  /** Names of entries. */
  readonly names: ReadonlySet<string>;
  /** Whether a main file could not be read at all, so that any name may be in it. */
  readonly anyName: boolean;
}

/** Reads every file of a catalog against its schema. */
export function readSources(directory: string, shown: string): ReadSources {
  const problems: (readonly Problem[])[] = [strangers(directory, shown)];
  const unconfirmed: (readonly Located[])[] = [];
  const unread = new Set<string>();
  let anyName = false;

  const parse = (name: string): ParsedYaml | null => {
    const file = join(shown, name);
    const text = readCatalogFile(directory, name, file);
    const yaml = "text" in text ? parseYaml(text.text, file) : { problems: [text.problem] };
    problems.push(yaml.problems);
    unconfirmed.push(yaml.parsed?.unconfirmed ?? []);
    return yaml.parsed ?? null;
  };
  const fit = <Spec>(schema: z.ZodType<Spec>, yaml: ParsedYaml): Source<Spec> | null => {
    const { value, at, problems: found, leftOut } = validate(schema, yaml);
    problems.push(found);
    for (const entry of leftOut) unread.add(entry);
    return value === undefined ? null : { spec: value, at };
  };
  const top =
    (name: string) =>
    (...path: Path): Located => ({ ...fileProblem(join(shown, name), "").at, path });
  const parseMain = (name: (typeof FILES)[number]): ParsedYaml | null => {
    // A link that leads nowhere is there, too: reading it says so.
    if (lstatSync(join(directory, name), { throwIfNoEntry: false })) return parse(name);
    problems.push([fileProblem(join(shown, name), "is missing; write it (catalog/schemas lists its keys)")]);
    return null;
  };
  const readMain = <Spec>(name: (typeof FILES)[number], schema: z.ZodType<Spec>, empty: Spec): Source<Spec> => {
    const yaml = parseMain(name);
    const source = yaml && fit(schema, yaml);
    if (source) return source;
    anyName = true;
    return { spec: empty, at: top(name) };
  };
  const readFolder = <Spec>(folder: string, schema: z.ZodType<Spec>, key: Word): Readonly<Record<string, Source<Spec>>> => {
    const entries = folderEntries(directory, folder, shown, key);
    problems.push(entries.problems);
    return record(
      entries.names.flatMap((name) => {
        const yaml = parse(join(folder, `${name}.yaml`));
        const source = yaml && fit(schema, yaml);
        if (!source) unread.add(name);
        return source ? [[name, source] as const] : [];
      }),
    );
  };
  const readFamily = (): readonly Source<FamilySpec>[] => {
    const yaml = parseMain("family.yaml");
    const fits = yaml ? FAMILY_STAND_INS.map((standIn) => validate(familySchema, yaml, standIn)) : [];
    problems.push(fits[0]?.problems ?? []);
    const sources = fits.flatMap(({ value, at }) => (value === undefined ? [] : [{ spec: value, at }]));
    if (sources.length === 0) return WHOLE_STAND_INS.map((standIn) => ({ spec: familySchema.parse(standIn), at: top("family.yaml") }));
    return fits[0]?.problems.length === 0 ? sources.slice(0, 1) : sources;
  };

  const readAllMigrations = (codes: readonly string[]) =>
    record(
      codes.map((code) => {
        const read = readMigrations(directory, code, shown);
        problems.push(read.problems);
        return [code, read.files] as const;
      }),
    );

  const families = readFamily();
  const products = readFolder("products", productSchema, CODE);
  const others = {
    environments: readMain("environments.yaml", environmentsSchema, {}),
    teams: readMain("teams.yaml", teamsSchema, {}),
    repositories: readMain("repositories.yaml", repositoriesSchema, { kinds: {}, repositories: {} }),
    products,
    migrations: readAllMigrations(Object.keys(products)),
    secrets: readFolder("secrets", secretsSchema, NAME),
  };
  return {
    readings: families.map((family) => ({ family, ...others })),
    unread: { names: new Set([...unread, ...repositoriesOf(families, [...unread])]), anyName },
    problems: oncePerPlace(problems.flat()),
    unconfirmed: unconfirmed.flat(),
  };
}

const repositoriesOf = (families: readonly Source<FamilySpec>[], codes: readonly string[]): readonly string[] =>
  families.flatMap(({ spec: { family } }) =>
    codes.flatMap((code) => [repositoryName(family, code, "api"), repositoryName(family, code, "ui")]),
  );

/** What is no plain data has its sentence; that it does not fit the schema either says nothing new. */
function oncePerPlace(problems: readonly Problem[]): readonly Problem[] {
  const place = ({ at: { file, path } }: Problem) => [file, ...path].join("\0");
  const odd = new Set(problems.filter(({ check }) => check === "yaml").map(place));
  return problems.filter((problem) => problem.check !== "schema" || !odd.has(place(problem)));
}
