import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { PROJECT_FOLDER } from "../../contract/project-folder";
import type { Family } from "../../model/family";
import { checkCallers } from "../../workflows/check-callers/check-callers";
import { emittedFiles } from "../../workflows/files";
import { libraryProps } from "../../workflows/library-props";
import { counted } from "../../model/counted";
import { requireFamily } from "../catalog";
import { libraryAt } from "../library-at";
import { UserError } from "../user-error";

const WORKFLOWS = ".github/workflows";
/** This checkout, which is the library. */

/** `sigma check callers <folder>`: finds problems that GitHub would report only when a run starts; exit status 1 when there are any. */
export function checkCallersCommand(): Command {
  return new Command("callers")
    .description("Checks the caller workflows of a repository against the family's workflows: inputs, secrets, permissions, outputs, pins")
    .argument("<folder>", "the repository")
    .action((folder: string, _: object, command: Command) => {
      const family = requireFamily(command);
      const callers = workflowsIn(folder);
      const unknown = new Set<string>();
      const problems = checkCallers({
        library: `${family.organization}/${family.infraRepository}`,
        workflows: libraryTexts(family),
        workflowsAt: (commit) => {
          const texts = libraryAt(PROJECT_FOLDER, commit);
          if (!texts) unknown.add(commit);
          return texts;
        },
        releasedCommits: family.workflows.released.map(({ sha }) => sha),
        callers,
      });
      for (const commit of unknown)
        process.stderr.write(
          `commit ${commit} is not in this checkout of the library; what it pins is compared with the present workflows\n`,
        );
      const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}\n`);
      const files = counted(Object.keys(callers).length, "caller workflow");
      process.stdout.write(`${lines.join("")}${problems.length === 0 ? `${files}; no problems` : counted(problems.length, "problem")}\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
}

/** Text of the workflows of a repository, by the path that a message shows. */
function workflowsIn(folder: string): Readonly<Record<string, string>> {
  const directory = resolve(folder, WORKFLOWS);
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => /\.ya?ml$/.test(name)) : [];
  if (names.length === 0) throw new UserError(`${folder} has no workflows in ${WORKFLOWS}; name the folder of a repository`);
  return Object.fromEntries(
    names.sort().map((name) => [relative(process.cwd(), join(directory, name)), readFileSync(join(directory, name), "utf8")]),
  );
}

/** The workflows as this version of the tool emits them, by id. */
function libraryTexts(family: Family): Readonly<Record<string, string>> {
  const emitted = [...emittedFiles(libraryProps(family))].filter(([path]) => path.startsWith(`${WORKFLOWS}/`));
  return Object.fromEntries(emitted.map(([path, text]) => [path.slice(WORKFLOWS.length + 1, -".yml".length), text]));
}
