import type { Weight } from "../../model/edits/consequence";
import type { CatalogEdit } from "./catalog-edits";
import type { ChangedValue } from "./changed-values";
import type { Action, Drift, PlannedChange } from "./planned-changes";
import type { PlannedStack } from "./planned-stack";

/** How a report calls the weight of an edit; what hurts is in capitals. */
export const WORDS: Readonly<Record<Weight, string>> = {
  refused: "IMPOSSIBLE",
  danger: "DANGER",
  restart: "restarts",
  notice: "noticed",
  quiet: "quiet",
};

const SIGNS: Readonly<Record<Action, string>> = { create: "+", update: "~", replace: "±", delete: "-" };

/** `live shop: backups 60d → 30d: archives older than 30 days are deleted; …` */
export function editText({ subject, field, before, after, initial, text }: CatalogEdit): string {
  const what = field === "" ? "" : ` ${field}`;
  return `${subject}:${what} ${transition(before, after, initial)}: ${text}`;
}

function transition(before: unknown, after: unknown, initial: string | null): string {
  if (isMap(before ?? after)) return before === null ? "added" : after === null ? "removed" : "changed";
  const unwritten = initial === null ? "none" : `${initial} (default)`;
  return `${before === null ? unwritten : shown(before)} → ${after === null ? unwritten : shown(after)}`;
}

/** `catalog/products/shop.yaml:9` */
export const placeText = ({ file, line }: CatalogEdit): string => `${file}:${line}`;

/** Longer texts are cut: the file and the saved plan have them all. */
const LONGEST = 72;

/** A value on one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
    return value.length === 0 ? "none" : cut(value.map(String).join(", "));
  return cut(typeof value === "string" ? value.replaceAll("\n", "⏎") : JSON.stringify(value));
}

/** Without the middle: two digests or addresses often differ at their ends alone. */
const cut = (text: string): string =>
  text === "" ? '""' : text.length > LONGEST ? `${text.slice(0, LONGEST - 25)}…${text.slice(-24)}` : text;

const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** `~ github_repository.shop`, with what makes Terraform replace it and where clients of a database go. */
export function addressText({ action, address, replacing, reason, redirection }: PlannedChange): string {
  const forced = replacing.length > 0 ? ` (replaced because of ${replacing.join(", ")})` : "";
  const tainted = reason === "replace_because_tainted" ? " (tainted: an error right after its creation; `untaint` keeps it)" : "";
  return `${SIGNS[action]} ${address}${forced}${tainted}${redirection === null ? "" : `; ${redirection}`}`;
}

/** `values.size.memory: 4Gi → 16Gi`; of a long text, such as CODEOWNERS, the lines that differ. */
export function valueTexts({ path, before, after }: ChangedValue): readonly string[] {
  if (path === "chart") return ["chart: its files changed"];
  if (typeof before === "string" && typeof after === "string" && (before.includes("\n") || after.includes("\n"))) {
    const [from, to] = [before.split("\n"), after.split("\n")];
    const [gone, come] = [from.filter((line) => !to.includes(line)), to.filter((line) => !from.includes(line))];
    return [`${path}:`, ...gone.map((line) => `  - ${line}`), ...come.map((line) => `  + ${line}`)];
  }
  return [`${path}: ${shown(before)} → ${shown(after)}`];
}

/** One line for each value that somebody changed outside. */
export function driftTexts(drift: Drift): readonly string[] {
  const { alarm } = drift;
  return changeTexts(drift).map((line) => (alarm === null ? line : `${line}; ${alarm}`));
}

function changeTexts({ address, deleted, values, reverted }: Drift): readonly string[] {
  if (deleted) return [`${address} is gone; ${reverted ? "this plan makes it again" : "the catalog has it no longer either"}`];
  return values.map(({ path, before, after }) => {
    const follows = reverted
      ? `this plan puts ${shown(before)} back; to keep ${shown(after)}, write it into the catalog`
      : "this plan leaves it";
    return `${address} ${path}: ${shown(before)} → ${shown(after)}; ${follows}`;
  });
}

/** What the reader has to know before the edits; null when there is nothing to say. */
export function preamble({ stack, edits, changes, catalog, drift }: PlannedStack): string | null {
  const edited = changes.some(({ action }) => action !== "create");
  if (edits === null)
    return edited
      ? `${stack}: the state does not hold the catalog that it was made from, so edits are told from the next apply on; until then the values below say what changes`
      : `${stack}: a first plan; everything is made`;
  if (edits.length > 0 || changes.length === 0) return null;
  const outside = new Set(drift.map(({ address }) => address));
  return catalog.after === null || changes.every(({ address }) => outside.has(address))
    ? null
    : `${stack}: no edit of the catalog; this repository's code or charts changed, or the last apply did not end`;
}
