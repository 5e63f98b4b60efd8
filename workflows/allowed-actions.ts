import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../contract/project-folder";
import { actions, closureOf, patternsOf } from "./actions";

/** The emitted file that says which actions run at this commit, and which at released ones. Each release carries its own with it. */
export const ACTIONS_RECORD = ".github/actions.json";

export interface ActionsRecord {
  /** What the workflows of this commit run, nested actions included: `owner/name[/path]@<commit>`. */
  readonly uses: readonly string[];
  /** What released commits run, by commit, each as that commit says of itself. */
  readonly released: Readonly<Record<string, readonly string[]>>;
}

interface Released {
  readonly sha: string;
  readonly version: string;
}

/**
 * What runs at this commit and at every released one. A commit that leaves `workflows.released` leaves the record, and with it what it alone used.
 * @param recordAt text of {@link ACTIONS_RECORD} at a commit; null where the checkout does not hold it (a shallow clone): what is recorded already stays
 */
export function actionsRecord(
  released: readonly Released[],
  recordAt: (commit: string) => string | null,
  present: ActionsRecord = readRecord(),
): ActionsRecord {
  const recorded = released.flatMap(({ sha }) => {
    const text = recordAt(sha);
    const uses = text === null ? present.released[sha] : (JSON.parse(text) as ActionsRecord).uses;
    return uses ? [[sha, uses] as const] : [];
  });
  return { uses: closureOf(Object.values(actions)), released: Object.fromEntries(recorded) };
}

/** Released commits of which nobody knows what they run: their callers could be refused. */
export const unrecorded = (released: readonly Released[], { released: recorded }: ActionsRecord): readonly Released[] =>
  released.filter(({ sha }) => !Object.hasOwn(recorded, sha));

export const recordText = (record: ActionsRecord): string => `${JSON.stringify(record, null, 2)}\n`;

const readRecord = (): ActionsRecord => JSON.parse(readFileSync(join(PROJECT_FOLDER, ACTIONS_RECORD), "utf8")) as ActionsRecord;

export interface ActionsOfFamily {
  readonly workflows: { readonly released: readonly Released[] };
  readonly actions: { readonly allowed: readonly string[] };
}

/**
 * What the Actions policy of the family's repositories admits: what the library runs at this commit and at every commit that callers may pin, since GitHub
 * asks the policy of today about a workflow of then; and what the family allows its teams, by exactly these commits.
 */
export function allowedActions(
  { workflows: { released }, actions: { allowed } }: ActionsOfFamily,
  record: ActionsRecord = readRecord(),
): readonly string[] {
  const library = [...closureOf(Object.values(actions)), ...released.flatMap(({ sha }) => record.released[sha] ?? [])];
  return [...new Set([...patternsOf(library), ...allowed])].sort();
}
