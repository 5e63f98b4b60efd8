import { existsSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The Python that has the migration tool's libraries, with ruff, mypy and squawk beside it.
 * @throws when it is not installed
 */
export function migratePython(): string {
  const python = resolve(__dirname, "../../../.tools/python/migrate/bin/python");
  if (!existsSync(python)) throw new Error("the migration tool's libraries are not installed: run .ci/tools migrate");
  return python;
}
