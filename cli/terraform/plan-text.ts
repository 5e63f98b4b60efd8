import { hint } from "../rehearsal/hint";
import { addressText, driftTexts, editText, placeText, preamble, valueTexts, WORDS } from "./change-text";
import { takesAway, type PlannedChange } from "./planned-changes";
import type { PlannedStack } from "./planned-stack";

/** Up to this many updates and additions of a stack are listed; a first plan has hundreds, and the saved plan has them all. */
const LISTED = 40;

/** Up to this many values of one resource are listed. */
const VALUES = 12;

/** A stack for people at a terminal: edits and what they do, dangers first; then what was changed outside; one level down what Terraform does. */
export function planText(plan: PlannedStack): readonly string[] {
  const { stack, edits, drift, changes } = plan;
  const told = preamble(plan);
  return [
    ...(told === null ? [] : [told]),
    ...(edits ?? []).flatMap((edit) => [`${WORDS[edit.weight].padEnd(10)} ${editText(edit)}`, `${" ".repeat(11)}${placeText(edit)}`]),
    ...drift.flatMap((each) =>
      driftTexts(each).map((line) => `${each.alarm === null ? "" : `${WORDS.danger.padEnd(10)} `}changed outside the catalog: ${line}`),
    ),
    ...(changes.length === 0 ? [] : [`${stack}: Terraform changes`, ...resources(stack, changes)]),
  ];
}

function resources(stack: string, changes: readonly PlannedChange[]): readonly string[] {
  const takenAway = changes.filter(takesAway).length;
  const more = changes.length - takenAway - LISTED;
  return [
    ...changes.slice(0, takenAway + LISTED).flatMap(resource),
    ...(more > 0 ? [`  and ${more} more; all of them: ${hint(`terraform ${stack} show plan`)}`] : []),
  ];
}

function resource(change: PlannedChange): readonly string[] {
  const values = change.values.flatMap(valueTexts);
  return [
    `  ${addressText(change)}`,
    ...values.slice(0, VALUES).map((line) => `      ${line}`),
    ...(values.length > VALUES ? [`      and ${values.length - VALUES} more values`] : []),
  ];
}
