import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../contract/project-folder";
import { didYouMean } from "../model/did-you-mean";
import type { Family, Repository } from "../model/family";
import { list } from "../model/problem";
import type { Library } from "../workflows/callers/library";
import { repositoryCallers } from "../workflows/callers/repository-callers";
import { originOf } from "../workflows/files";
import { pinned } from "../workflows/library-workflows";
import { libraryProps } from "../workflows/library-props";
import type { Workflow } from "../workflows/engine/model";
import { renderWorkflow } from "../workflows/engine/render";
import { partsOf, scaffoldFacts } from "./facts";
import { layers, sorted } from "./layers";
import type { Rendered } from "./rendered";
import { manifests } from "./manifests";
import { RECORD, recordText } from "./record";
import { ScaffoldError } from "./scaffold-error";

export type { Library };

/** Composition root: takes the family, returns every file of one repository. */

/** Version of this tool, which a record names. */
export const TOOL_VERSION = (JSON.parse(readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8")) as { version: string }).version;

/**
 * The commit of the workflows that callers pin: the newest released one, else `head`. No cluster admits `head` until it is released; the comment
 * beside the pin says so.
 * @param head the full commit of this checkout
 */
export function callersLibrary(family: Family, head: string): Library {
  return pinned(libraryProps(family), family.workflows.released.at(-1) ?? { sha: head, version: `v${TOOL_VERSION}, not released yet` });
}

/**
 * Every file that a repository is born with, by path, {@link RECORD} included. Deterministic for a family and a library.
 * @throws ScaffoldError for a repository that is not in the catalog or has no files of its own, and for errors in a scaffold
 */
export function renderRepository(family: Family, name: string, library: Library): Rendered {
  const repository = requireRepository(family, name);
  const templates = layers(join(PROJECT_FOLDER, "scaffolds"), family, repository);
  const all = new Map([...templates, ...manifests(sorted(templates))]);
  const workflows = callers(family, repository, library, all);
  const taken = workflows.map(([path]) => path).filter((path) => all.has(path));
  if (taken.length > 0) throw new ScaffoldError(`${name}: ${list(taken)} comes from workflows/callers; take it out of the scaffold`);
  const files = sorted(new Map([...all, ...workflows]));
  const record = { tool: TOOL_VERSION, repository: name, kind: repository.kind.name, contents: repository.contents ?? "", files };
  return sorted(new Map([...files, [RECORD, { text: recordText(record), executable: false, once: false }]]));
}

function requireRepository({ repositories }: Family, name: string): Repository {
  const repository = Object.hasOwn(repositories, name) ? repositories[name] : undefined;
  const names = Object.values(repositories)
    .filter(({ inside }) => inside === null)
    .map((each) => each.name);
  if (!repository) {
    // Names that begin with the text are better suggestions than names that only look alike.
    const begun = names.filter((each) => each.startsWith(`${name}-`));
    const meant = begun.length > 0 ? `; did you mean ${begun.map((each) => `"${each}"`).join(" or ")}?` : didYouMean(name, names);
    throw new ScaffoldError(`no repository "${name}"${meant || `; repositories: ${list(names)}`}`);
  }
  if (repository.inside !== null)
    throw new ScaffoldError(`"${name}" lives inside "${repository.inside}" and is rendered with it: sigma scaffold ${repository.inside}`);
  return repository;
}

type Path = readonly [path: string, file: { readonly text: string; readonly executable: false; readonly once: false }];

function callers(family: Family, repository: Repository, library: Library, files: Rendered): readonly Path[] {
  const origin = `From the scaffold of ${family.infraRepository}; what is changed there reaches this repository as a pull request`;
  return workflowsOf(family, repository, library, files).map((workflow) => [
    `.github/workflows/${workflow.id}.yml`,
    {
      // The repository of the catalog emits the same files for itself.
      text: renderWorkflow(workflow, repository.kind.holdsCatalog ? originOf(workflow) : origin),
      executable: false,
      once: false,
    },
  ]);
}

function workflowsOf(family: Family, repository: Repository, library: Library, files: Rendered): readonly Workflow[] {
  const { kind, name } = repository;
  const facts = scaffoldFacts(family, repository);
  const holds = (folder: string) => [...files.keys()].some((path) => path.startsWith(`${folder}/`));
  return repositoryCallers(
    kind.name,
    {
      library,
      released: family.workflows.released.length > 0,
      name,
      package: facts.package,
      pythonVersions: JSON.stringify(facts.pythonVersions),
      migrations: holds("migrations/core") ? "migrations/core" : "",
      contractTests: holds("tests/contract") ? "tests/contract" : "",
    },
    [...new Set(partsOf(family, repository).map((part) => part.kind.name))],
  );
}
