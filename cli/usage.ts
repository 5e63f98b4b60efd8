import type { Command } from "commander";
import { EXAMPLES } from "./examples";

/** Exit status of a command that was typed wrongly, as of most programs; 1 is that of work that failed. */
const USAGE = 2;

/** Every command below a program, by the words that call it. */
export const commandsOf = (command: Command, words: readonly string[] = []): ReadonlyMap<string, Command> =>
  new Map([[words.join(" "), command], ...command.commands.flatMap((each) => [...commandsOf(each, [...words, each.name()])])]);

/** What holds for all commands: examples in each help, a suggestion and status 2 where somebody mistyped. */
export function asPeopleExpect(program: Command): Command {
  for (const [words, command] of commandsOf(program)) {
    const examples = EXAMPLES[words] ?? [];
    if (examples.length > 0)
      command.addHelpText("after", `\nExamples:\n${examples.map((example) => `  $ npx sigma ${example}\n`).join("")}`);
    command.showSuggestionAfterError().exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE));
  }
  return program;
}
