import type { Weight } from "../../model/edits/consequence";
import { counted } from "../../model/counted";
import type { CatalogEdit } from "./catalog-edits";
import { addressText, driftTexts, editText, placeText, preamble, valueTexts } from "./change-text";
import { takesAway, type Drift, type PlannedChange } from "./planned-changes";
import { unchangedCount, type PlannedStack } from "./planned-stack";

/** GitHub's boxes for what nobody may miss. https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const BOXES: readonly (readonly [Weight, string])[] = [
  ["refused", "> [!CAUTION]\n> **Impossible**\n>"],
  ["danger", "> [!CAUTION]\n> **Danger: data, access, reachability or control is lost**\n>"],
  ["restart", "> [!WARNING]\n> **Restarts**\n>"],
];

/**
 * A stack for a comment on a pull request. What is dangerous is never folded away; Terraform's addresses are, where nothing goes away.
 * @param longest characters; what is beyond is counted instead, the edits before Terraform's addresses
 */
export function planMarkdown(plan: PlannedStack, longest: number): string {
  const { stack, edits, drift, changes } = plan;
  const told = preamble(plan);
  const of = (...weights: readonly Weight[]) => (edits ?? []).filter(({ weight }) => weights.includes(weight)).map(item);
  // Edits may take half of the room: a rename has hundreds of them.
  const inEach = (lines: readonly string[]) => fitting(lines, longest / 2 / (BOXES.length + 3));
  const head = [
    `### ${stack}: ${edits === null ? "" : `${counted(edits.length, "edit")}, `}${counted(changes.length, "change")}, ${unchangedCount(plan)} unchanged`,
    "",
    ...(told === null ? [] : [told, ""]),
    ...BOXES.flatMap(([weight, box]) => boxed(box, inEach(of(weight)))),
    ...listOf(inEach(of("notice", "quiet"))),
    ...boxed("> [!CAUTION]\n> **Danger: forged outside the catalog?**\n>", inEach(outside(drift.filter(({ alarm }) => alarm !== null)))),
    ...boxed("> [!IMPORTANT]\n> **Changed outside the catalog**\n>", inEach(outside(drift.filter(({ alarm }) => alarm === null)))),
  ].join("\n");
  return [head, ...terraform(changes, longest - head.length - 500)].join("\n");
}

/** As many lines as there is room for, and the number of the others. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const kept = lines.filter((line) => (left -= line.length + 3) > 0);
  return kept.length === lines.length ? lines : [...kept, `- and ${lines.length - kept.length} more: the saved plan has them all`];
}

const item = (edit: CatalogEdit): string => `- ${escaped(editText(edit))} (\`${placeText(edit)}\`)`;

const outside = (drift: readonly Drift[]): readonly string[] => drift.flatMap(driftTexts).map((line) => `- ${escaped(line)}`);

const listOf = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [...lines, ""]);

const boxed = (box: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [box, ...lines.map((line) => `> ${line}`), ""];

/** What people wrote must not become a mention, a link or a tag. */
const escaped = (text: string): string => text.replace(/[\\`*_<>[\]@#|]/g, (sign) => (sign === "@" ? "@\u200b" : `\\${sign}`));

function terraform(changes: readonly PlannedChange[], room: number): readonly string[] {
  if (changes.length === 0) return [];
  const gone = fitting(changes.filter(takesAway).flatMap(diffLines), room);
  const kept = changes.filter((change) => !takesAway(change));
  const others = fitting(kept.flatMap(diffLines), room - gone.join("\n").length);
  return [
    ...(gone.length === 0 ? [] : [...fenced(gone), ""]),
    ...(others.length === 0
      ? []
      : [`<details><summary>Terraform: ${kept.length} added or changed</summary>`, "", ...fenced(others), "", "</details>", ""]),
  ];
}

/** A fence that no line of a text can close. */
const fenced = (lines: readonly string[]): readonly string[] => ["````diff", ...lines, "````"];

/** GitHub colors a diff by its first character. */
const diffLines = (change: PlannedChange): readonly string[] => [
  `${takesAway(change) ? "-" : change.action === "create" ? "+" : "!"} ${addressText(change).replace(/^\+ /, "")}`,
  ...change.values.flatMap(valueTexts).map((line) => `    ${line}`),
];
