import type { Weight } from "../../model/edits/consequence";
import { defaultOf } from "../../model/edits/default-of";
import { editsBetween, type ToldEdit } from "../../model/edits/edits-between";
import type { Family } from "../../model/family";
import type { Position } from "../../model/position";
import { GITHUB_STACK } from "../../contract/stacks";
import type { AppliedCatalog } from "./planned-changes";

/** One edit of the catalog since the last apply, with what it does. */
export interface CatalogEdit extends Position {
  /** Keys from the top of the catalog: `products.shop.database.live.backups`. It names the edit where a deploy asks for its name. */
  readonly name: string;
  /** Environment and entry, as people call them: `live shop`. */
  readonly subject: string;
  /** The field of the entry: `backups`. Empty for the entry as a whole. */
  readonly field: string;
  /** As the catalog wrote it; null where it did not. */
  readonly before: unknown;
  readonly after: unknown;
  /** What holds where the catalog writes nothing: `small`. Null where nothing does. */
  readonly initial: string | null;
  readonly weight: Weight;
  /** What is lost, what restarts, what people notice. */
  readonly text: string;
  /** Whether the resources that go are named instead of the edit. */
  readonly namedByAddress: boolean;
}

/** The edits between the catalog of the last apply and the one of this plan, worst first. Null when the state holds no catalog to compare with. */
export function catalogEdits({ before, after }: AppliedCatalog, family: Family, stack: string): readonly CatalogEdit[] | null {
  // An output that does not change is no change of the plan.
  if (before === null) return after === null ? [] : null;
  return editsBetween(JSON.parse(before) as unknown, family, stack).map((edit) => toldEdit(edit, family, stack));
}

function toldEdit({ path, names, before, after, weight, text, namedByAddress }: ToldEdit, { written }: Family, stack: string): CatalogEdit {
  const { file, line, column } = written.at(...path);
  return {
    name: path.join("."),
    subject: subjectOf(path.map(String), names, stack),
    field: fieldOf(path.map(String), names),
    file,
    line,
    column,
    before: before ?? null,
    after: after ?? null,
    initial: defaultOf(path.map(String)),
    weight,
    text,
    namedByAddress: namedByAddress === true,
  };
}

/** The keys that lead to an entry, by group: the rest is a field of it. */
const ENTRY: Readonly<Record<string, number>> = { family: 1, environments: 2, teams: 2, repositories: 3, products: 2, secrets: 2 };
const SORTS: Readonly<Record<string, string>> = { teams: "team ", "repositories.kinds": "kind " };

function subjectOf(path: readonly string[], { environment }: ToldEdit["names"], stack: string): string {
  const [group = ""] = path;
  const sort = SORTS[group] ?? SORTS[path.slice(0, 2).join(".")] ?? "";
  const entry = group === "environments" ? [] : [`${sort}${path[(ENTRY[group] ?? 1) - 1] ?? group}`];
  const place = environment ?? (stack === GITHUB_STACK ? null : stack);
  return [...(place === null ? [] : [place]), ...entry].join(" ") || group;
}

/** `backups` of `products.shop.database.live.backups`: the line already says whose and where. */
function fieldOf(path: readonly string[], { environment }: ToldEdit["names"]): string {
  const [group = ""] = path;
  const inside = path.slice(ENTRY[group] ?? 1).filter((step) => group === "environments" || step !== environment);
  return (group === "products" && inside[0] === "database" ? inside.slice(1) : inside).join(".");
}
