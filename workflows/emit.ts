import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { PROJECT_FOLDER } from "../contract/project-folder";
import type { Family } from "../model/family";
import { catalogDocument } from "../model/schema/catalog-document";
import { jsonSchemas } from "../model/schema/json-schema";
import { CatalogError, loadFamily } from "../model/load";
import { authenticationFiles } from "../stacks/authentication-files";
import { gitIn, gitOrNull } from "../scaffolding/git";
import { ACTIONS_RECORD, actionsRecord, recordText, unrecorded as unrecordedReleases } from "./allowed-actions";
import { WHOLE_FOLDERS } from "./emitted-paths";
import { emittedFiles } from "./files";
import { libraryProps } from "./library-props";

/**
 * The composition root of everything emitted: the catalog in; workflows, the catalog's JSON Schemas and the clusters' authentication out; and the
 * charts in, their READMEs and the types of their values out.
 */

/** What `npm run emit` writes from the catalog, by path from the repository's root. */
export const filesOf = (family: Family): ReadonlyMap<string, string> =>
  new Map([
    ...emittedFiles(libraryProps(family)),
    ...Object.entries(jsonSchemas()).map(([file, text]) => [`catalog/schemas/${file}`, text] as const),
    ["docs/catalog.md", catalogDocument()] as const,
    [ACTIONS_RECORD, recordText(recordOf(family))] as const,
    ...authenticationFiles(family),
  ]);

const recordOf = ({ workflows: { released } }: Family) =>
  actionsRecord(released, (commit) => gitOrNull(gitIn(PROJECT_FOLDER), ["show", `${commit}:${ACTIONS_RECORD}`]));

/** Why the actions of a released commit are not in the emitted record, one line each. */
const unknownReleases = (family: Family): readonly string[] =>
  unrecordedReleases(family.workflows.released, recordOf(family)).map(
    ({ sha, version }) =>
      `${ACTIONS_RECORD}: what ${version} (${sha}) runs is unknown, since this checkout does not hold it, and its callers would be refused; run: git fetch origin ${sha} && npm run emit`,
  );

/** The first line of an emitted file; JSON has no comments, so its files have none. */
const EMITTED = /^# Emitted (by|from) /;

export interface StaleFile {
  /** From the repository's root. */
  readonly file: string;
  readonly how: "differs" | "missing" | "no builder emits it";
}

/** Emitted files below `root` that differ from what `npm run emit` would write. */
export function staleFiles(root: string, files: ReadonlyMap<string, string>): readonly StaleFile[] {
  const wrong = [...files].flatMap(([file, text]): StaleFile[] => {
    const present = contents(join(root, file));
    return present === text ? [] : [{ file, how: present === undefined ? "missing" : "differs" }];
  });
  return [...wrong, ...filesWithoutBuilder(root, files).map((file): StaleFile => ({ file, how: "no builder emits it" }))];
}

/** The message about stale files: how many, which, and the command that updates them. */
export function staleText(stale: readonly StaleFile[]): string {
  const many = stale.length === 1 ? "1 emitted file is" : `${stale.length} emitted files are`;
  return `${many} not up to date; run: npm run emit\n${stale.map(({ file, how }) => `  ${file}: ${how}\n`).join("")}`;
}

/**
 * Writes the files below `root`, and removes those that were emitted and that no builder emits any more. What somebody wrote by hand in a folder of
 * emitted files stays, and is returned.
 */
export function writeEmitted(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileAtomic.sync(join(root, path), text);
  }
  return filesWithoutBuilder(root, files).filter((path) => {
    const emitted = EMITTED.test(contents(join(root, path)) ?? "");
    if (emitted) rmSync(join(root, path));
    return !emitted;
  });
}

/** Files in folders of emitted files that no builder emits. */
const filesWithoutBuilder = (root: string, files: ReadonlyMap<string, string>): readonly string[] =>
  WHOLE_FOLDERS.flatMap((folder) => listed(join(root, folder)).map((name) => `${folder}/${name}`)).filter((path) => !files.has(path));

const contents = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

const listed = (directory: string): readonly string[] => (existsSync(directory) ? readdirSync(directory).sort() : []);

async function main(arguments_: readonly string[]): Promise<number> {
  const unknown = arguments_.filter((argument) => argument !== "--check");
  if (unknown.length > 0) {
    console.error(`unknown argument ${unknown.join(" ")}; use: npm run emit, or npm run emit -- --check`);
    return 2;
  }
  // Imported here: the type generator is a development package, which an installed `sigma` does not have.
  const { chartFiles } = await import("../charts/chart-files");
  const family = loadFamily(join(PROJECT_FOLDER, "catalog"));
  const files = new Map([...filesOf(family), ...(await chartFiles())]);
  const unrecorded = unknownReleases(family);
  for (const line of unrecorded) console.error(line);
  if (arguments_.includes("--check")) {
    const stale = staleFiles(PROJECT_FOLDER, files);
    if (stale.length > 0) process.stderr.write(staleText(stale));
    return stale.length + unrecorded.length > 0 ? 1 : 0;
  }
  const byHand = writeEmitted(PROJECT_FOLDER, files);
  console.log(`${files.size} files emitted`);
  for (const path of byHand) console.error(`${path}: no builder emits it, and it does not say that one did; move or remove it`);
  return byHand.length + unrecorded.length > 0 ? 1 : 0;
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      if (!(error instanceof CatalogError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
