import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../cli/workplace";

/** A row of the table in CONTRIBUTING.md: what is added, in which files, and how many lines it takes. */
export interface Row {
  readonly name: string;
  /** Paths as the table writes them: `constructs/<provider>/<name>.ts`, a folder with a slash at its end. */
  readonly paths: readonly string[];
  readonly lines: { readonly fewest: number; readonly most: number };
}

/** The rows of the table. */
export const rows: readonly Row[] = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, name = ""]) => name !== "to add" && !name.startsWith("---"))
  .map(([, name = "", files = "", lines = ""]) => {
    const [fewest = 0, most = fewest] = lines.split("–").map(Number);
    return { name, paths: pathsIn(files), lines: { fewest, most } };
  });

/** What stands in backquotes and has a folder is a path; commands have spaces. */
function pathsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`\s]+)`/g)].flatMap(([, path = ""]) => (path.includes("/") ? [path] : []));
}

/** Whether a file is one that a path of the table stands for. */
export function isAt(file: string, path: string): boolean {
  const pattern = path
    .replaceAll(/[.+?^$()[\]\\|{}]/g, "\\$&")
    .replaceAll(/<[^>]+>/g, "[^/]+")
    .replaceAll("*", "[^/]*");
  return new RegExp(path.endsWith("/") ? `^${pattern}` : `^${pattern}$`).test(file);
}
