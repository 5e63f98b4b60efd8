import Table from "cli-table3";
import { counted } from "../../model/counted";
import { list } from "../../model/problem";
import type { Adoption } from "./adoption";
import type { Deviation } from "./deviations";
import type { Leaf } from "./leaves";

/** The least width of a terminal that people still read tables in. */
const NARROW = 72;

/** The report for a terminal of so many columns: dangers, then what is in no catalog, then every other change. */
export function adoptionText(adoption: Adoption, columns: number): string {
  const { organization, imports, created, deviations, strangers, hidden } = adoption;
  const width = Math.max(columns, NARROW);
  const dangers = deviations.filter(({ danger }) => danger !== null);
  const others = deviations.filter(({ danger }) => danger === null);
  return [
    `${organization}: ${counted(Object.keys(imports).length, "resource")} of the catalog ${Object.keys(imports).length === 1 ? "is" : "are"} there and will be taken over; the first apply makes ${counted(created.length, "other")}\n`,
    section(
      "Decide before the first apply",
      ["of", "value", "now → the catalog", "what it means"],
      [14, 18, 20, 20],
      width,
      dangers.map((each) => [each.of, each.value, arrow(each), each.danger?.says ?? ""]),
    ),
    section(
      "In no entry of the catalog; an apply leaves it as it is",
      ["of", "kind", "name", "lets"],
      [14, 16, 22, 20],
      width,
      strangers.map(({ of, kind, name, lets }) => [of, kind, name, lets ?? ""]),
    ),
    section(
      "Changed by the first apply",
      ["of", "value", "now → the catalog"],
      [20, 24, 28],
      width,
      others.map((each) => [each.of, each.value, arrow(each)]),
    ),
    hidden.length === 0 ? "" : `GitHub does not show to this token, so nothing is said of it: ${list(hidden)}\n`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** A table that is as wide as the terminal: what is over goes to the columns by their share. */
function section(title: string, head: string[], shares: readonly number[], width: number, rows: readonly string[][]): string {
  if (rows.length === 0) return "";
  const borders = head.length + 1;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => Math.floor((share * (width - borders)) / total));
  const table = new Table({
    head,
    colWidths: widths,
    style: { head: [], border: [] },
  });
  // A cell has a blank on either side.
  table.push(...together(rows).map((row) => row.map((cell, index) => wrapped(cell, (widths[index] ?? 0) - 2))));
  return `${title} (${rows.length})\n${table.toString()}\n`;
}

/** One row for all that have the same: most repositories of an organization differ from the catalog alike. */
function together(rows: readonly string[][]): readonly string[][] {
  const owners = new Map<string, readonly string[]>();
  for (const [of = "", ...rest] of rows) owners.set(JSON.stringify(rest), [...(owners.get(JSON.stringify(rest)) ?? []), of]);
  return [...owners].map(([rest, names]) => [names.join(", "), ...(JSON.parse(rest) as string[])]);
}

/** Breaks lines between words, and a word only where it is longer than a line: nothing of a name or an address is cut away. */
function wrapped(text: string, width: number): string {
  const words = text.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${width}}`, "gu")) ?? [""]);
  return words
    .reduce<readonly string[]>((lines, word) => {
      const last = lines.at(-1);
      return last !== undefined && last.length + 1 + word.length <= width ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
    }, [])
    .join("\n");
}

/** Longest text that a table shows of a value; `--json` has all of it. */
const LONGEST = 120;

const arrow = ({ found, wanted }: Deviation): string => `${shown(found)} → ${shown(wanted)}`;

function shown(leaf: Leaf): string {
  if (leaf === null || leaf === "") return "nothing";
  if (leaf === true || leaf === false) return leaf ? "yes" : "no";
  const text = Array.isArray(leaf) ? leaf.join(", ") || "nothing" : String(leaf);
  if (text.includes("\n")) return counted(text.trimEnd().split("\n").length, "line");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
