import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { loadCatalog } from "../../model/load";
import { formatProblem } from "../../model/problem";
import { fieldRows } from "../../model/schema/catalog-document";
import { SCHEMAS } from "../../model/schema/json-schema";
import { copyAcme, type Edit } from "./copy-acme";

/** The day of all tests: exceptions expire. */
export const TODAY = new Date("2026-06-01T12:00:00Z");

/** Mistakes in acme's catalog, and the lines that the check prints about them. */
export interface BadCatalog {
  readonly edits: readonly Change[];
  readonly refusals: readonly string[];
}

/** By the name of the mistake. */
export type BadCatalogs = Readonly<Record<string, BadCatalog>>;

/** An edit, or what is done to a whole file of the copy. */
export type Change = Edit | ((directory: string) => void);

/** A file with this content instead of acme's, or beside it. */
export const written = (file: string, content: string | Buffer) =>
  placed(file, (path) => {
    writeFileSync(path, content);
  });

/** A symbolic link in place of a file. */
export const linked = (file: string, target: string) =>
  placed(file, (path) => {
    symlinkSync(target, path);
  });

/** A file of acme's that is missing. */
export const removed = (file: string) => (directory: string) => {
  rmSync(join(directory, file));
};

/** The rest of a file, from its last entry on, before everything else. */
export const moved = (file: string, entry: string) => (directory: string) => {
  const path = join(directory, file);
  const [before = "", after] = readFileSync(path, "utf8").split(`\n${entry}`);
  if (after === undefined) throw new Error(`${file} has no entry ${JSON.stringify(entry)}`);
  writeFileSync(path, `${entry}${after}${before}\n`);
};

const placed = (file: string, place: (path: string) => void) => (directory: string) => {
  const path = join(directory, file);
  rmSync(path, { force: true });
  mkdirSync(dirname(path), { recursive: true });
  place(path);
};

/** A copy of acme's catalog with the changes of a mistake. @throws when an edit does not find its text exactly once */
export function spoiled(changes: readonly Change[]): string {
  const directory = copyAcme();
  for (const change of changes) {
    if (typeof change === "function") change(directory);
    else editOnce(directory, change);
  }
  return directory;
}

function editOnce(directory: string, [file, from, to]: Edit): void {
  const path = join(directory, file);
  const [before, ...after] = readFileSync(path, "utf8").split(from);
  if (after.length !== 1)
    throw new Error(`${file} holds ${JSON.stringify(from)} ${after.length} times; an edit names a text that is there once`);
  writeFileSync(path, `${before}${to}${after[0]}`);
}

/**
 * The list of keys in the refusal of an unknown one, from the schema: a field that somebody adds is no edit of this corpus.
 * @param map the place in the file, as docs/catalog.md writes it: `<name>.identity.signIn`
 */
export function keysHere(schema: keyof typeof SCHEMAS, map = ""): string {
  const prefix = map === "" ? "" : `${map}.`;
  const keys = fieldRows(SCHEMAS[schema]!.schema).flatMap(({ key }) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  return `keys here: ${keys.filter((key) => !key.includes(".")).join(", ")}`;
}

/** Every regular file of a folder, by its path in it. */
export const filesOf = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(relative(directory, entry.parentPath), entry.name))
    .sort();

/** What the check of a catalog prints, with paths from its folder. */
export function printed(directory: string, today = TODAY): string {
  const { problems } = loadCatalog(directory, { today });
  return problems
    .map((found) => `${formatProblem(found)}\n`)
    .join("")
    .replaceAll(`${relative(process.cwd(), directory)}/`, "");
}
