import { basename, join, relative, resolve } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import { activeRepositories } from "../../model/active";
import type { Family } from "../../model/family";
import { renderRepository } from "../../scaffolding/render";
import { refuseTarget, writeRendered } from "../../scaffolding/write";
import { requireFamily } from "../catalog";
import { firstPullRequest } from "../first-pull-request";
import { requireLibrary, withScaffoldRefusals, unreleased } from "../scaffold-library";
import { scaffoldUpdateCommand } from "./scaffold-update";
import { UserError } from "../user-error";

interface ScaffoldOptions {
  readonly all: boolean;
  readonly out?: string;
}

/** `sigma scaffold <repository>`, `sigma scaffold --all`, `sigma scaffold update <checkout>`. */
export function scaffoldCommand(): Command {
  return new Command("scaffold")
    .description("Writes the initial files of a repository, from the catalog")
    .argument("[repository]", "a repository of the catalog")
    .option("--all", "every repository that the family has on GitHub", false)
    .option(
      "--out <folder>",
      "where to write it, or with --all the folder to write them in; the repository's name, or this folder, when left out",
    )
    .action((repository: string | undefined, options: ScaffoldOptions, command: Command) => {
      withScaffoldRefusals(() => {
        const family = requireFamily(command);
        if ((repository === undefined) === !options.all)
          throw new UserError("name a repository, or write --all for every one: sigma scaffold <repository>");
        if (repository === undefined) scaffoldAll(family, options.out ?? ".");
        else scaffoldOne(family, repository, options.out ?? repository);
      });
    })
    .addCommand(scaffoldUpdateCommand());
}

/** In this project's own folder the repository's checks would read a scaffold's files as its own. */
function refuseInside(target: string): void {
  if (relative(PROJECT_FOLDER, target).startsWith("..")) return;
  throw new UserError(
    `${shown(target)} is inside this repository, whose own checks would refuse a scaffold's files; write it beside: --out ${join("..", basename(target))}`,
  );
}

function scaffoldOne(family: Family, name: string, out: string): void {
  refuseInside(resolve(out));
  const library = requireLibrary(family);
  const files = renderRepository(family, name, library);
  const repository = family.repositories[name];
  if (repository?.state === "archived") throw new UserError(`"${name}" is archived; it gets no scaffold`);
  writeRendered(files, resolve(out));
  const later = repository?.managed === true ? "" : "GitHub has no such repository yet: the catalog plans it, or has its switch off\n";
  const pins = [...files.values()].some(({ text }) => text.includes(library.sha)) ? unreleased(family, library) : "";
  process.stdout.write(`wrote ${files.size} files to ${shown(out)}\n${later}${pins}${firstPullRequest(family, name, shown(out))}`);
}

/** Renders every repository and checks every target folder before it writes the first one. */
function scaffoldAll(family: Family, out: string): void {
  const library = requireLibrary(family);
  refuseInside(resolve(out));
  const rendered = activeRepositories(family).map(({ name }) => ({
    target: resolve(join(out, name)),
    files: renderRepository(family, name, library),
  }));
  for (const { target } of rendered) refuseTarget(target);
  for (const { files, target } of rendered) writeRendered(files, target);
  const lines = rendered.map(({ files, target }) => `  ${shown(target)}: ${files.size} files\n`);
  process.stdout.write(`wrote ${rendered.length} repositories\n${lines.join("")}${unreleased(family, library)}`);
}

const shown = (path: string): string => relative(process.cwd(), resolve(path)) || ".";
