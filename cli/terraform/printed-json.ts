import { UserError } from "../user-error";

/**
 * The JSON object that a program printed. OpenTofu prints warnings about its own configuration to standard output before what it was asked for, for example
 * when TF_CLI_CONFIG_FILE names a file that is not there.
 * @param command what was run, for the refusal
 * @throws UserError with the beginning of what was printed when it holds no JSON object that reaches to its end
 */
export function printedJson(command: string, printed: string): unknown {
  const starts = [...printed.matchAll(/^\s*\{/gm)].map(({ index }) => index);
  for (const start of starts) {
    try {
      return JSON.parse(printed.slice(start)) as unknown;
    } catch {
      // A line of a warning that begins with a brace: the object begins further down.
    }
  }
  const beginning = printed.trim().slice(0, 200);
  throw new UserError(`"${command}" printed ${beginning === "" ? "nothing" : `no JSON, but: ${beginning}`}`);
}
