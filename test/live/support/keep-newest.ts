import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Removes what begins with the prefix in a folder of kept things, but the newest ones: somebody may be copying one of them. */
export function keepNewest(folder: string, prefix: string, count: number): void {
  const age = (each: string): number => statSync(join(folder, each)).mtimeMs;
  const known = readdirSync(folder)
    .filter((each) => each.startsWith(prefix))
    .sort((one, other) => age(other) - age(one));
  for (const each of known.slice(count)) rmSync(join(folder, each), { recursive: true });
}
