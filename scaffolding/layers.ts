import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Family, Repository } from "../model/family";
import { compareText } from "../model/problem";
import { partsOf, scaffoldFacts, type ScaffoldFacts } from "./facts";
import { EVERYWHERE, readKindFolder, type KindFolder } from "./kind-folder";
import { withParts } from "./parts";
import { matcher } from "./patterns";
import type { Rendered, RenderedFile } from "./rendered";
import { ScaffoldError } from "./scaffold-error";
import { sourceFiles } from "./source-files";
import { renderPath, renderTemplate } from "./template";

/**
 * The files that the templates give a repository. Later layers replace earlier ones: files of every repository, of its kind, of the repositories
 * that live inside it, and a product's first migrations.
 * @param root the folder `scaffolds`
 */
export function layers(root: string, family: Family, repository: Repository): Rendered {
  const facts = scaffoldFacts(family, repository);
  const everywhere = folderFiles(root, readKindFolder(root, EVERYWHERE, null), facts);
  const own = folderFiles(root, readKindFolder(root, repository.kind.name, repository.contents), facts);
  const parts = partsOf(family, repository).map((part) => ({
    repository: part,
    files: folderFiles(root, readKindFolder(root, part.kind.name, part.contents), scaffoldFacts(family, part)),
  }));
  return new Map([...everywhere, ...withParts(own, parts, repository.name), ...migrations(family, repository)]);
}

/** The files of one kind's folder and of the folders it includes; two sources of one path are an error. */
function folderFiles(root: string, { name, once, shared }: KindFolder, facts: ScaffoldFacts): Rendered {
  const yaml = `scaffolds/${name}/scaffold.yaml`;
  const sources = [{ from: `${name}/files`, to: "." }, ...shared].flatMap(({ from, to }) => {
    const folder = to === "." ? "" : `${renderPath(yaml, to, facts)}/`;
    return readSource(root, from, yaml).map((source) => ({ ...source, from: `scaffolds/${from}/${source.path}`, folder }));
  });
  const belongs = matcher(once.map((pattern) => renderPath(yaml, pattern, facts)));
  const files = sources.flatMap(({ from, folder, path, text, executable }) =>
    occasions(path, facts).map(({ path, facts }) => {
      const target = safe(from, `${folder}${renderPath(from, path, facts)}`);
      return [target, { text: renderTemplate(from, text, facts), executable, once: belongs.matches(target) }, from, text === ""] as const;
    }),
  );
  const idle = belongs.unused();
  if (idle.length > 0) throw new ScaffoldError(idle.map((pattern) => `${yaml}: once: ${pattern} matches no file; fix it or remove it`));
  // A template that renders to nothing is left out; a file that is empty in the scaffold is kept.
  return disjoint(
    files.filter(([, { text }, , meant]) => meant || text.trim() !== ""),
    name,
  );
}

const ENVIRONMENT = "[environment]";

/** A path that names `[environment]` becomes one file for each; its template has that environment's facts as `it.environment`. */
const occasions = (path: string, facts: ScaffoldFacts): readonly { readonly path: string; readonly facts: ScaffoldFacts }[] =>
  path.includes(ENVIRONMENT)
    ? facts.environments.map((environment) => ({ path: path.replaceAll(ENVIRONMENT, environment.name), facts: { ...facts, environment } }))
    : [{ path, facts }];

function readSource(root: string, from: string, yaml: string) {
  if (from.split("/").includes("..")) throw new ScaffoldError(`${yaml}: ${from} leaves the scaffolds; name a folder in them`);
  const folder = join(root, from);
  if (!existsSync(folder)) throw new ScaffoldError(`${yaml}: there is no folder scaffolds/${from}; name one that is there`);
  return sourceFiles(folder, `scaffolds/${from}`);
}

/** A rendered path must stay inside the repository, and out of `.git` and the scaffold's record. */
function safe(from: string, path: string): string {
  const steps = path.split("/");
  if (steps.some((step) => step === "" || step === "." || step === ".." || step.includes("\\")))
    throw new ScaffoldError(`${from}: the path ${path} leaves the repository; name one inside it`);
  if (steps[0] === ".git" || steps[0] === ".sigma")
    throw new ScaffoldError(`${from}: ${steps[0]}/ is not the scaffold's to fill; name another path`);
  return path;
}

type Placed = readonly [path: string, file: RenderedFile, from: string, ...rest: readonly unknown[]];

/** One file per path, also on file systems that ignore case. */
function disjoint(files: readonly Placed[], name: string): Rendered {
  const sources = new Map<string, string>();
  const twice = files.flatMap(([path, , from]) => {
    const other = sources.get(path.toLowerCase());
    sources.set(path.toLowerCase(), from);
    return other === undefined ? [] : [`${name}: ${path} has two sources, ${other} and ${from}; take one away`];
  });
  if (twice.length > 0) throw new ScaffoldError(twice);
  return new Map(files.map(([path, file]) => [path, file]));
}

/** The catalog's first migrations of a product, in its API's repository. */
function migrations({ products }: Family, { product, part }: Repository): Rendered {
  const files = product !== null && part === "api" ? Object.entries(products[product]?.migrations ?? {}) : [];
  // A merged migration may have run somewhere, so only a new file may change what it did.
  return new Map(files.map(([name, text]) => [`migrations/${name}`, { text, executable: false, once: true }]));
}

/** By path, for records and listings that do not depend on the order of the sources. */
export const sorted = (files: Rendered): Rendered => new Map([...files].sort(([a], [b]) => compareText(a, b)));
