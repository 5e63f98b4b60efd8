import type { CatalogEdit } from "./catalog-edits";
import type { PlannedChange } from "./planned-changes";
import type { PlannedStack } from "./planned-stack";

/** Types whose deletion loses code or data: repositories, and namespaces with what they hold. */
const GUARDED = new Set(["github_repository", "kubernetes_namespace", "kubernetes_namespace_v1"]);

/** The operators' releases: without them nobody is in control of databases, certificates and hosts. */
const OPERATORS = /^helm_release\.operators_/;

/** Matches the chart of a database release: `postgres`. The copied chart keeps the name of its construct. */
const DATABASE_CHART = /postgres/;

const isGuarded = ({ type, address, chart }: PlannedChange): boolean =>
  GUARDED.has(type) || OPERATORS.test(address) || (type === "helm_release" && DATABASE_CHART.test(chart ?? ""));

/**
 * Addresses that the plan deletes, replaces or sends clients away from, although nobody named them.
 * `prevent_destroy` protects an entry that is there; taking the entry's file away takes the protection away as well.
 */
export function unnamedDeletes({ changes }: PlannedStack, allowed: readonly string[]): readonly string[] {
  return changes
    .filter((change) => change.redirection !== null || ((change.action === "delete" || change.action === "replace") && isGuarded(change)))
    .map(({ address }) => address)
    .filter((address) => !allowed.includes(address));
}

/** Dangerous edits that nobody named. One whose resources go is named by their addresses. */
export const unnamedDangers = ({ edits }: PlannedStack, allowed: readonly string[]): readonly CatalogEdit[] =>
  (edits ?? []).filter(({ weight, namedByAddress, name }) => weight === "danger" && !namedByAddress && !allowed.includes(name));

/** Edits that the cluster would refuse half-way through an apply. */
export const impossibleEdits = ({ edits }: PlannedStack): readonly CatalogEdit[] =>
  (edits ?? []).filter(({ weight }) => weight === "refused");
