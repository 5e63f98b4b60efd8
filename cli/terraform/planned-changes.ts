import { isDeepStrictEqual } from "node:util";
import { APPLIED_CATALOG } from "../../contract/stacks";
import { changedValues, type BeforeAndAfter, type ChangedValue } from "./changed-values";
import { databaseRedirection } from "./database-redirection";

export type Action = "create" | "update" | "replace" | "delete";

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Names of the attributes that change, for an update or a replacement, computed ones included. */
  readonly attributes: readonly string[];
  /** The values that change of what the configuration writes, for an update or a replacement; sensitive ones are masked. */
  readonly values: readonly ChangedValue[];
  /** The changed attributes that force a replacement. */
  readonly replacing: readonly string[];
  /** Terraform's reason for the action, if it gives one: `replace_because_tainted`. */
  readonly reason: string | null;
  /** The chart of a Helm release that is deleted; null otherwise. */
  readonly chart: string | null;
  /** The namespace that a deletion or replacement takes away; null for everything else. */
  readonly namespace: string | null;
  /** What an update does to data that it does not delete: clients of a database come to another, older or empty one. Null otherwise. */
  readonly redirection: string | null;
}

/** What somebody changed outside of Terraform since the last apply. */
export interface Drift {
  readonly address: string;
  /** Whether the resource is gone. */
  readonly deleted: boolean;
  /** From what was applied to what is there now. */
  readonly values: readonly ChangedValue[];
  /** Whether this plan puts it back. */
  readonly reverted: boolean;
  /** Why it may be an attack, and what to do before it is put back; null where it is not known as a way in. */
  readonly alarm: string | null;
}

/** The catalog that a stack was made from, and the one that it is made from now, as the stack's output keeps them. */
export interface AppliedCatalog {
  /** Null when the state holds none: the first plan, or a state of an earlier version. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a plan does to the resources of a stack. */
export interface PlannedChanges {
  readonly changes: readonly PlannedChange[];
  readonly drift: readonly Drift[];
  readonly catalog: AppliedCatalog;
  /** Number of existing resources that this plan imports, changed or not. */
  readonly imported: number;
  /** Number of unchanged resources by type. */
  readonly unchanged: Readonly<Record<string, number>>;
}

interface ShownChange extends BeforeAndAfter {
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly after_unknown: Readonly<Record<string, unknown>>;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: object;
}

/** The part of `terraform show -json` that is read here. */
export interface ShownPlan {
  readonly resource_changes?: readonly ShownResource[];
  readonly resource_drift?: readonly ShownResource[];
  readonly output_changes?: Readonly<Record<string, { readonly before?: unknown; readonly after?: unknown }>>;
  readonly configuration?: {
    readonly root_module?: { readonly resources?: readonly { readonly address: string; readonly expressions?: unknown }[] };
  };
}

interface ShownResource {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly action_reason?: string;
  readonly change: ShownChange;
}

/** Deletions and replacements come first, so that nobody misses them in a long or truncated report. */
const ORDER: readonly Action[] = ["delete", "replace", "update", "create"];

/** The changes of a plan that Terraform saved. */
export function plannedChanges({
  resource_changes: all = [],
  resource_drift = [],
  output_changes = {},
  configuration,
}: ShownPlan): PlannedChanges {
  const written = new Map(configuration?.root_module?.resources?.map(({ address, expressions }) => [address, expressions ?? {}]));
  const managed = all.filter(({ mode }) => mode === "managed");
  const changes: PlannedChange[] = [];
  const unchanged: Record<string, number> = {};
  for (const { address, type, action_reason: reason = null, change } of managed) {
    const action = actionOf(change.actions);
    const chart = typeof change.before?.chart === "string" ? change.before.chart : null;
    if (action === null) unchanged[type] = (unchanged[type] ?? 0) + 1;
    else
      changes.push({
        address,
        type,
        action,
        attributes: changedAttributes(change),
        values: change.before === null || change.after === null ? [] : changedValues(change, written.get(address)),
        replacing: replacingAttributes(change),
        reason,
        chart,
        namespace: takenNamespace(type, action, change.before),
        redirection: action === "update" ? databaseRedirection(change.before, change.after) : null,
      });
  }
  const ordered = ORDER.flatMap((action) => changes.filter((change) => change.action === action)).sort(
    (one, other) => Number(takesAway(other)) - Number(takesAway(one)),
  );
  const reverting = new Set(changes.map(({ address }) => address));
  const drift = resource_drift.flatMap(({ address, type, mode, change }): readonly Drift[] => {
    const deleted = change.actions.includes("delete");
    const values = deleted ? [] : changedValues(change, written.get(address));
    // What a provider merely read anew (a version, a time) nobody wrote, so nobody changed it.
    return mode === "managed" && (deleted || values.length > 0)
      ? [{ address, deleted, values, reverted: reverting.has(address), alarm: ALARMS[type] ?? null }]
      : [];
  });
  const { before, after } = output_changes[APPLIED_CATALOG] ?? {};
  const catalog = { before: typeof before === "string" ? before : null, after: typeof after === "string" ? after : null };
  return { changes: ordered, drift, catalog, imported: managed.filter(({ change }) => change.importing !== undefined).length, unchanged };
}

/** What people may change at GitHub without being administrators, and jobs with an identity read. https://docs.github.com/rest/actions/variables#update-an-environment-variable */
const ALARMS: Readonly<Record<string, string>> = {
  github_actions_environment_variable:
    "whoever may write to the repository can forge it, and jobs of this environment turn to what it says; find out who did it (organization's audit log) and which runs came after",
};

/** Whether it takes something away that people have now. */
export const takesAway = ({ action, redirection }: PlannedChange): boolean =>
  action === "delete" || action === "replace" || redirection !== null;

function takenNamespace(type: string, action: Action, before: ShownChange["before"]): string | null {
  if (!/^kubernetes_namespace(_v1)?$/.test(type) || (action !== "delete" && action !== "replace")) return null;
  const [metadata] = (Array.isArray(before?.["metadata"]) ? before["metadata"] : []) as readonly { readonly name?: unknown }[];
  return typeof metadata?.name === "string" ? metadata.name : null;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
function actionOf(actions: readonly string[]): Action | null {
  const [first, second] = actions;
  if (second !== undefined) return "replace";
  return first === "create" || first === "update" || first === "delete" ? first : null;
}

function changedAttributes({ before, after, after_unknown: unknown }: ShownChange): readonly string[] {
  if (before === null || after === null) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names].filter((name) => isUnknown(unknown[name]) || !isDeepStrictEqual(before[name] ?? null, after[name] ?? null)).sort();
}

/** Terraform marks each element of a list or map: `[false]`, `{}`. */
const isUnknown = (mark: unknown): boolean =>
  mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some(isUnknown));

const replacingAttributes = ({ replace_paths: paths = [] }: ShownChange): readonly string[] => [
  ...new Set(paths.map(([name]) => String(name))),
];

/** Counted as Terraform does: a replacement is one addition and one deletion; an imported resource may also count as changed. */
export function changeCounts({ changes, imported }: PlannedChanges): Readonly<Record<"import" | "add" | "change" | "destroy", number>> {
  const count = (...actions: readonly Action[]) => changes.filter(({ action }) => actions.includes(action)).length;
  return { import: imported, add: count("create", "replace"), change: count("update"), destroy: count("delete", "replace") };
}

/** `1 to import, 243 to add, 1 to change`; `no changes`. */
export const changeSentence = (planned: PlannedChanges): string =>
  Object.entries(changeCounts(planned))
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} to ${what}`)
    .join(", ") || "no changes";
