import { Argument, Command, Option } from "commander";
import { GITHUB_STACK } from "../../contract/stacks";
import type { Family } from "../../model/family";
import { loadCatalog } from "../../model/load";
import { catalogDirectory } from "../catalog";

/** Each shell asks `sigma complete` with the words up to the cursor, the last of which is being typed. */
const SCRIPTS = {
  bash: `_sigma() {
  local IFS=$'\\n'
  COMPREPLY=($(sigma complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _sigma sigma
`,
  zsh: `#compdef sigma
_sigma() {
  local -a found
  found=("\${(@f)$(sigma complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _sigma sigma
`,
  fish: `complete --command sigma --no-files --arguments '(sigma complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
} as const;

/** `sigma completion <shell>`: a script for the shell's start-up file. */
export const completionCommand = (): Command =>
  new Command("completion")
    .description("Prints a script that completes commands, options and names of the catalog in a shell")
    .addArgument(new Argument("<shell>").choices(Object.keys(SCRIPTS)))
    .action((shell: keyof typeof SCRIPTS) => void process.stdout.write(SCRIPTS[shell]));

/** `sigma complete -- <words>`: what may follow, one a line; asked by the scripts. */
export const completeCommand = (): Command =>
  new Command("complete").argument("[words...]").action((words: readonly string[], _options: object, command: Command) => {
    const { family } = loadCatalog(catalogDirectory(command));
    const root = command.parent ?? command;
    process.stdout.write(
      completions(root, words, family)
        .map((word) => `${word}\n`)
        .join(""),
    );
  });

/**
 * What may stand in place of the last word: subcommands, options, or names of the catalog.
 * @param family null where the catalog has problems; then no name is proposed
 */
export function completions(root: Command, words: readonly string[], family: Family | null): readonly string[] {
  const current = words.at(-1) ?? "";
  let command = root;
  let given = 0;
  let awaiting: Option | undefined;
  for (const word of words.slice(0, -1)) {
    if (awaiting) awaiting = undefined;
    else if (word.startsWith("-"))
      awaiting = command.options.find((option) => (option.long === word || option.short === word) && (option.required || option.optional));
    else {
      const below = given === 0 ? command.commands.find((each) => each.name() === word) : undefined;
      if (below) command = below;
      else given += 1;
    }
  }
  const argument = command.registeredArguments[Math.min(given, command.registeredArguments.length - 1)];
  const proposed = awaiting
    ? (awaiting.argChoices ?? [])
    : current.startsWith("-")
      ? [...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])), "--help"]
      : [
          ...command.commands.map((each) => each.name()).filter((name) => given === 0 && name !== "complete"),
          ...valuesOf(argument, family),
        ];
  return proposed.filter((word) => word.startsWith(current));
}

/** Names of the catalog for the arguments that take them. */
function valuesOf(argument: Argument | undefined, family: Family | null): readonly string[] {
  if (argument?.argChoices) return argument.argChoices;
  if (argument === undefined || family === null) return [];
  const names: Readonly<Record<string, readonly string[]>> = {
    stack: [GITHUB_STACK, ...Object.keys(family.environments)],
    product: Object.keys(family.products),
    environment: Object.keys(family.environments),
    repository: Object.keys(family.repositories),
  };
  return names[argument.name()] ?? [];
}
