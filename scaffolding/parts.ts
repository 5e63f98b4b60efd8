import type { Repository } from "../model/family";
import { JOINED, joinMakefiles } from "./join-build-files";
import type { Rendered, RenderedFile } from "./rendered";
import { ScaffoldError } from "./scaffold-error";

export interface Part {
  readonly repository: Repository;
  /** The files that its kind's folder gives it. */
  readonly files: Rendered;
}

/**
 * The files of a repository together with those of the repositories that live inside it. A Python package brings its folders, and its requirements
 * join the holder's build files. Anything else keeps all its files, in the folder named after its kind, which its code owners own.
 * @param own the files of the holder's kind; they win where both have a path
 * @throws ScaffoldError where two parts bring different files of one path
 */
export function withParts(own: Rendered, parts: readonly Part[], holder: string): Rendered {
  const brought = new Map<string, RenderedFile & { readonly from: string }>();
  for (const { repository, files } of parts) {
    for (const [path, file] of inHolder(repository, files)) {
      const other = brought.get(path);
      if (other !== undefined && other.text !== file.text && !own.has(path))
        throw new ScaffoldError(
          `${holder}: ${other.from} and ${repository.name} both bring ${path}; let one of them live in a repository of its own`,
        );
      brought.set(path, { ...file, from: repository.name });
    }
  }
  const beside = [...brought].map(([path, { text, executable, once }]) => [path, { text, executable, once }] as const);
  return new Map([...beside, ...parts.reduce(joined, own)]);
}

function inHolder({ imports, kind }: Repository, files: Rendered): Rendered {
  if (imports.length === 0) return new Map([...files].map(([path, file]) => [`${kind.name}/${path}`, file]));
  return new Map([...files].filter(([path]) => path.includes("/") && !path.startsWith(".")));
}

/** The holder's files with what a part needs of them. */
function joined(own: Rendered, { repository, files }: Part): Rendered {
  if (repository.imports.length === 0) return withTargets(own, repository.kind.name, files);
  return new Map(
    [...own].map(([path, file]) => {
      const part = files.get(path);
      const join = Object.hasOwn(JOINED, path) ? JOINED[path] : undefined;
      return [path, part && join ? { ...file, text: join(file.text, part.text) } : file];
    }),
  );
}

/** Make targets that the family's workflows call are passed on to the folder. */
const STARTED = ["validate", "bundle"];

function withTargets(own: Rendered, folder: string, files: Rendered): Rendered {
  const makefile = own.get("Makefile");
  const there = STARTED.filter((target) => new RegExp(`^${target}:`, "m").test(files.get("Makefile")?.text ?? ""));
  if (!makefile || there.length === 0) return own;
  const rules = there.map((target) => `${target}: ## In ${folder}/\n\t$(MAKE) --directory ${folder} ${target}\n`).join("\n");
  return new Map([...own, ["Makefile", { ...makefile, text: joinMakefiles(makefile.text, rules) }]]);
}
