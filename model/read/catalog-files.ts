import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../did-you-mean";
import { list, problem, type Problem } from "../problem";
import type { Word } from "../../contract/patterns";
import { IMPORTS_FILE } from "../../contract/stacks";

/** Files that every catalog has. */
export const FILES = ["family.yaml", "environments.yaml", "teams.yaml", "repositories.yaml"] as const;
/** Files that a catalog may have. */
const OPTIONAL_FILES: readonly string[] = [IMPORTS_FILE];
const FOLDERS = ["products", "secrets", "schemas"];

export interface FolderEntries {
  /** Keys of the entries: the files' names without `.yaml`. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** A problem of a file as a whole. */
export const fileProblem = (file: string, message: string): Problem => problem("file", { file, line: 1, column: 1, path: [] }, message);

/** Problems of files and folders that the catalog does not know; most are misspelled names. */
export function unknownFileProblems(directory: string, shown: string): readonly Problem[] {
  const refuse = (name: string, known: readonly string[], what: string) =>
    fileProblem(
      join(shown, name),
      `is no ${what} of the catalog${didYouMean(name, known) || `; it has ${list(known)}: move it elsewhere`}`,
    );
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return FOLDERS.includes(entry.name) || entry.name.startsWith(".") ? [] : [refuse(entry.name, FOLDERS, "folder")];
    const known = [...FILES, ...OPTIONAL_FILES];
    return /\.ya?ml$/i.test(entry.name) && !known.includes(entry.name) ? [refuse(entry.name, known, "file")] : [];
  });
}

/** The `.yaml` files of a folder. A file's name is the entry's key, so it must match the key's pattern. A subfolder belongs to the file of the same name. */
export function folderEntries(directory: string, folder: string, shown: string, key: Word): FolderEntries {
  const path = join(directory, folder);
  if (!existsSync(path)) return { names: [], problems: [] };
  if (!statSync(path).isDirectory())
    return { names: [], problems: [fileProblem(join(shown, folder), "is not a folder; the catalog keeps one file per entry in it")] };
  const entries = readdirSync(path, { withFileTypes: true });
  const at = (name: string) => join(shown, folder, name);
  const keys = entries.filter(({ name }) => name.endsWith(".yaml")).map(({ name }) => name.slice(0, -".yaml".length));
  const others = entries.filter(({ name }) => !name.endsWith(".yaml"));
  return {
    names: keys.filter((name) => key.pattern.test(name)).sort(),
    problems: [
      ...keys
        .filter((name) => !key.pattern.test(name))
        .map((name) => fileProblem(at(`${name}.yaml`), `the name "${name}" is the entry's key; ${key.advice}`)),
      ...others.flatMap((entry) => {
        if (/\.ya?ml$/i.test(entry.name)) return [fileProblem(at(entry.name), `is not read; end its name in .yaml`)];
        if (!entry.isDirectory() || keys.includes(entry.name)) return [];
        return [
          fileProblem(at(entry.name), `belongs to no file here${didYouMean(entry.name, keys)}; name it like one of them or remove it`),
        ];
      }),
    ],
  };
}
