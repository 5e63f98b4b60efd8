import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { MIGRATION_FILE } from "../../contract/patterns";
import { fileProblem } from "./catalog-files";
import { compareText, type Problem } from "../problem";
import { readCatalogFile } from "./read-file";
import { record } from "../record";

export interface ReadMigrations {
  /** Text by file name. */
  readonly files: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** The migrations that a product's repository is born with: `products/<code>/NNNN_name.sql`, and an undo beside each. */
export function readMigrations(directory: string, code: string, shown: string): ReadMigrations {
  const folder = join("products", code);
  const path = join(directory, folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) return { files: {}, problems: [] };
  const read = readdirSync(path)
    .sort(compareText)
    .map((name) => {
      const file = join(shown, folder, name);
      if (!MIGRATION_FILE.test(name)) return { problem: fileProblem(file, "is no migration; name it NNNN_name.sql or remove it") };
      const text = readCatalogFile(directory, join(folder, name), file);
      return "text" in text ? { entry: [name, text.text] as const } : text;
    });
  return {
    files: record(read.flatMap((each) => ("entry" in each ? [each.entry] : []))),
    problems: read.flatMap((each) => ("problem" in each ? [each.problem] : [])),
  };
}
