import Table from "cli-table3";
import type { Forecast, RequestForecast } from "../../forecast/forecast";
import { HOURLY_LIMIT } from "../../forecast/request-costs";
import { githubCalls } from "./github-calls";
import { planMarkdown } from "./plan-markdown";
import { planText } from "./plan-text";
import type { Action } from "./planned-changes";
import { unchangedCount, type PlannedStack } from "./planned-stack";

export const REPORT_FORMATS = ["json", "markdown"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report of all planned stacks: what people edited and what it does, what Terraform changes, and how much of GitHub's hourly limit it needs. */
export function planReport(planned: readonly PlannedStack[], format: ReportFormat | "text"): string {
  if (format === "json") return `${JSON.stringify(planned.map(forPrograms), null, 2)}\n`;
  return format === "markdown" ? markdown(planned) : text(planned);
}

/** GitHub takes comments and issues of 65,536 characters. */
const COMMENT = 60_000;

/** Of seven stacks there is room for each in one comment. */
const BRIEF = 8_000;

/** Beside all facts the report for people, and a brief one for a comment with several stacks. */
function forPrograms({ catalog, ...plan }: PlannedStack) {
  const full = { ...plan, catalog };
  return {
    ...plan,
    keepsCatalog: catalog.before !== catalog.after,
    githubCalls: githubCalls(full),
    report: planMarkdown(full, COMMENT),
    brief: planMarkdown(full, BRIEF),
  };
}

const count = ({ changes }: PlannedStack, action: Action): number => changes.filter((change) => change.action === action).length;

const COLUMNS: readonly (readonly [string, (plan: PlannedStack) => string | number])[] = [
  ["stack", ({ stack }) => stack],
  ["edits", ({ edits }) => edits?.length ?? "-"],
  ["add", (plan) => count(plan, "create")],
  ["change", (plan) => count(plan, "update")],
  ["replace", (plan) => count(plan, "replace")],
  ["delete", (plan) => count(plan, "delete")],
  ["outside", ({ drift }) => drift.length],
  ["unchanged", unchangedCount],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
];

function text(planned: readonly PlannedStack[]): string {
  const table = new Table({ head: COLUMNS.map(([name]) => name), style: { head: [], border: [] } });
  for (const plan of planned) table.push(COLUMNS.map(([, value]) => value(plan)));
  return [...planned.flatMap(planText), table.toString(), ...planned.flatMap(costs), ""].join("\n");
}

function markdown(planned: readonly PlannedStack[]): string {
  return [
    `| ${COLUMNS.map(([name]) => name).join(" | ")} |`,
    `|${COLUMNS.map(() => " --- ").join("|")}|`,
    ...planned.map((plan) => `| ${COLUMNS.map(([, value]) => value(plan)).join(" | ")} |`),
    "",
    ...planned.map((plan) => planMarkdown(plan, COMMENT)),
    ...planned.flatMap(costs),
    "",
  ].join("\n");
}

function costs(plan: PlannedStack): readonly string[] {
  const calls = githubCalls(plan);
  return calls === null ? [] : [callsSentence(calls)];
}

const share = ({ requests, hourlyShare }: RequestForecast): string =>
  `${requests} (${(100 * hourlyShare).toFixed(1)} % of ${HOURLY_LIMIT} per hour)`;

/** GitHub requests of a plan and its apply, the time the provider waits between writes, and the types without a measured cost. */
export function callsSentence({ plan, apply, unmeasured }: Forecast): string {
  const unknown =
    unmeasured.length === 0 ? "" : `; not counted, because their cost was never measured: ${unmeasured.map(({ type }) => type).join(", ")}`;
  return `GitHub calls: a plan ${share(plan)}, this apply ${share(apply)}, ${Math.ceil(apply.delaySeconds / 60)} min of it waiting between writes${unknown}`;
}
