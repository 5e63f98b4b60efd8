/** What act prints, read as gates: a step that runs on its own and passes or fails. */

const line = /^\[[^\]]*\]\s+(?:✅|❌)\s+(Success|Failure) - Main (.*?) \[/gm;

/** Names of the steps that failed, sorted; of a step in several jobs one failure is enough. */
export const failedGates = (output: string): readonly string[] =>
  [...new Set([...output.matchAll(line)].flatMap(([, result, name = ""]) => (result === "Failure" ? [name] : [])))].sort();

/** Names of the steps that passed. */
export const passedGates = (output: string): readonly string[] =>
  [...new Set([...output.matchAll(line)].flatMap(([, result, name = ""]) => (result === "Success" ? [name] : [])))].sort();

/** Colors, which tools print because act says that it has a terminal. */

const COLORS = /\u001b(\[[0-9;]*m|\(B)/g;

/** Everything that a step printed. Jobs run side by side, so only lines of the step's own job count. */
export function said(output: string, step: string): string {
  const job = new RegExp(`^\\[([^\\]]*)\\] ⭐ Run Main ${step}$`, "m").exec(output)?.[1];
  if (job === undefined) throw new Error(`no step "${step}" ran`);
  const own = output
    .replace(COLORS, "")
    .split("\n")
    .filter((each) => each.startsWith(`[${job}]`));
  const from = own.findIndex((each) => each.endsWith(`⭐ Run Main ${step}`));
  const to = own.findIndex((each, index) => index > from && /(Success|Failure) - Main /.test(each));
  return own.slice(from, to + 1).join("\n");
}
