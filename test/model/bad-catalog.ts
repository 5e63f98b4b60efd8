import { cpSync, lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { loadCatalog } from "../../model/load";
import { formatProblem } from "../../model/problem";
import { copyAcme } from "./copy-acme";

/** The day of all tests: exceptions expire. */
export const TODAY = new Date("2026-06-01T12:00:00Z");

/** A copy of acme's catalog with the files of `overlay` above it; a file that says `DELETE` takes acme's away. */
export function overlaid(overlay: string): string {
  const directory = copyAcme();
  const filter = (source: string, destination: string): boolean => {
    const isFile = !lstatSync(source).isDirectory();
    // A link is not written over a file.
    if (isFile) rmSync(destination, { force: true });
    return source !== join(overlay, "expected.txt") && !(isFile && isDelete(source));
  };
  cpSync(overlay, directory, { recursive: true, verbatimSymlinks: true, filter });
  return directory;
}

const isDelete = (file: string): boolean => lstatSync(file).isFile() && readFileSync(file, "utf8") === "DELETE";

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
