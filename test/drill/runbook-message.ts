/** What Barman and Postgres say when a restore cannot be, and what docs/runbooks/restore-drill.md says to that. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/Expected empty archive/, "This archive generation is in use. A restored database archives under the next one: raise `generation`."],
  [
    /recovery ended before configured recovery target was reached/,
    "The target is later than the last change in the archive. Restore to an earlier moment, or without a target to take all there is.",
  ],
  [
    /requested recovery stop point is before consistent recovery point/,
    "The target is earlier than the end of the base backup. Restore from an older base backup, or to a later moment.",
  ],
];

/** The runbook's sentence for this output; `undefined` when it has none. */
export function runbookMessage(output: string): string | undefined {
  return MESSAGES.find(([pattern]) => pattern.test(output))?.[1];
}
