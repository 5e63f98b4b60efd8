import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseYaml } from "../model/read/parse-yaml";
import { formatProblem, list } from "../model/problem";
import { validate } from "../model/schema/validate";
import { ScaffoldError } from "./scaffold-error";

/** `scaffold.yaml`, beside `files/`. */
const schema = z.strictObject({
  once: z.array(z.string()).default([]).describe("Patterns of files that belong to the team after birth: an update never touches them"),
  shared: z
    .array(
      z.strictObject({
        from: z.string().describe("A folder of scaffolds/shared: shared/migrate"),
        to: z.string().describe("The folder it becomes: scripts/migrate, or . for the repository's own"),
      }),
    )
    .default([])
    .describe("What several kinds carry, and where"),
});

export type KindFolder = z.infer<typeof schema> & {
  /** From the scaffolds' root: `python-library/core`. */
  readonly name: string;
};

/** The folder of the files that every repository has. */
export const EVERYWHERE = "shared/everywhere";

/**
 * Reads a kind's folder: its files and who owns them after birth.
 * @param root the folder `scaffolds`
 * @throws ScaffoldError for a kind without a folder, and for every error in its scaffold.yaml
 */
export function readKindFolder(root: string, kind: string, contents: string | null): KindFolder {
  const name = contents === null ? kind : `${kind}/${contents}`;
  if (!existsSync(join(root, name, "files")))
    throw new ScaffoldError(`no scaffold for the kind "${name}"; write scaffolds/${name}/files/; there are ${list(kinds(root))}`);
  const file = join(root, name, "scaffold.yaml");
  if (!existsSync(file)) return { name, once: [], shared: [] };
  const shown = `scaffolds/${name}/scaffold.yaml`;
  const { parsed, problems } = parseYaml(readFileSync(file, "utf8"), shown);
  if (!parsed) throw new ScaffoldError(problems.map(formatProblem));
  const fit = validate(schema, parsed);
  const all = [...problems, ...fit.problems];
  if (fit.value === undefined || all.length > 0) throw new ScaffoldError(all.map(formatProblem));
  return { name, ...fit.value };
}

/** Kinds, and contents of kinds, that have a folder. */
const kinds = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /^[^/]+(\/[^/]+)?\/files$/.test(path) && !path.startsWith("shared/"))
    .map((path) => path.slice(0, -"/files".length))
    .sort();
