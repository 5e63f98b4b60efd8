import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In one place of one file of a repository. A text that is not there is an error: it would make a test of nothing. */
export function replace(repository: string, file: string, text: string, by: string): void {
  const content = readFileSync(join(repository, file), "utf8");
  if (!content.includes(text)) throw new Error(`${file} has no "${text}"`);
  writeFileSync(join(repository, file), content.replace(text, by));
}
