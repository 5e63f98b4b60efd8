import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { Family } from "../model/family";
import { jsonSchemas } from "../model/schema/json-schema";
import { CatalogError, loadFamily } from "../model/load";
import { authenticationFiles } from "../stacks/authentication-files";
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
    ...authenticationFiles(family),
  ]);

/** Folders that hold emitted files and nothing else. */
const WHOLE_FOLDERS = [".github/workflows", "catalog/schemas", "docs/authentication"];

/** Files that differ from what the catalog and the builders say, `path: how`. */
export function staleFiles(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  const wrong = [...files].flatMap(([path, text]) => {
    const present = contents(join(root, path));
    return present === text ? [] : [`${path}: ${present === undefined ? "missing" : "differs"}`];
  });
  const extra = WHOLE_FOLDERS.flatMap((folder) => listed(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => !files.has(path))
    .map((path) => `${path}: no builder emits it`);
  return [...wrong, ...extra];
}

const contents = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

const listed = (directory: string): readonly string[] => (existsSync(directory) ? readdirSync(directory).sort() : []);

async function main(arguments_: readonly string[]): Promise<number> {
  const unknown = arguments_.filter((argument) => argument !== "--check");
  if (unknown.length > 0) {
    console.error(`unknown argument ${unknown.join(" ")}; use: npm run emit, or npm run emit -- --check`);
    return 2;
  }
  const root = join(__dirname, "..");
  // Imported here: the generator of types is a package of development, and who only reads what the catalog emits may not have it.
  const { chartFiles } = await import("../charts/chart-files");
  const files = new Map([...filesOf(loadFamily(join(root, "catalog"))), ...(await chartFiles())]);
  if (arguments_.includes("--check")) {
    const stale = staleFiles(root, files);
    for (const line of stale) console.error(line);
    if (stale.length > 0) console.error(`${stale.length} emitted files are not up to date; run: npm run emit`);
    return stale.length > 0 ? 1 : 0;
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileAtomic.sync(join(root, path), text);
  }
  console.log(`${files.size} files emitted`);
  return 0;
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
