import Table from "cli-table3";
import type { Forecast, RequestForecast } from "../../forecast/forecast";
import { HOURLY_LIMIT } from "../../forecast/request-costs";
import { githubCalls } from "./github-calls";
import { hint } from "../rehearsal/hint";
import { takesAway, type Action, type PlannedChange } from "./planned-changes";
import { unchangedCount, type PlannedStack } from "./planned-stack";

export const REPORT_FORMATS = ["json", "markdown"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const SIGNS: Readonly<Record<Action, string>> = { create: "+", update: "~", replace: "±", delete: "-" };

/** A summary of all planned stacks: what changes, and how much of GitHub's hourly limit it needs. */
export function planReport(planned: readonly PlannedStack[], format: ReportFormat | "text"): string {
  if (format === "json")
    return `${JSON.stringify(
      planned.map((plan) => ({ ...plan, githubCalls: githubCalls(plan) })),
      null,
      2,
    )}\n`;
  return format === "markdown" ? markdown(planned) : text(planned);
}

const count = ({ changes }: PlannedStack, action: Action): number => changes.filter((change) => change.action === action).length;

const COLUMNS: readonly (readonly [string, (plan: PlannedStack) => string | number])[] = [
  ["stack", ({ stack }) => stack],
  ["add", (plan) => count(plan, "create")],
  ["change", (plan) => count(plan, "update")],
  ["replace", (plan) => count(plan, "replace")],
  ["delete", (plan) => count(plan, "delete")],
  ["unchanged", unchangedCount],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
];

/** Up to this many updates and additions of a stack are listed; a first plan has hundreds, and the saved plan has them all. */
const LISTED = 40;

function text(planned: readonly PlannedStack[]): string {
  const table = new Table({ head: COLUMNS.map(([name]) => name), style: { head: [], border: [] } });
  for (const plan of planned) table.push(COLUMNS.map(([, value]) => value(plan)));
  const lists = planned.flatMap((plan) => {
    const takenAway = plan.changes.filter(takesAway).length;
    const more = plan.changes.length - takenAway - LISTED;
    return [
      ...plan.changes.slice(0, takenAway + LISTED).map((change) => `${plan.stack}: ${line(change)}`),
      ...(more > 0 ? [`${plan.stack}: and ${more} more; all of them: ${hint(`terraform ${plan.stack} show plan`)}`] : []),
    ];
  });
  return [...lists, table.toString(), ...planned.flatMap(costs), ""].join("\n");
}

function line({ action, address, attributes, replacing, reason, redirection }: PlannedChange): string {
  const names = attributes.map((name) => (replacing.includes(name) ? `${name} (replaces it)` : name));
  const tainted = reason === "replace_because_tainted" ? " (tainted: an error right after its creation; `untaint` keeps it)" : "";
  return `${SIGNS[action]} ${address}${tainted}${names.length > 0 ? `: ${names.join(", ")}` : ""}${redirection === null ? "" : `; ${redirection}`}`;
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

function markdown(planned: readonly PlannedStack[]): string {
  const rows = planned.map((plan) => `| ${COLUMNS.map(([, value]) => value(plan)).join(" | ")} |`);
  const details = planned
    .filter(({ changes }) => changes.length > 0)
    .map(
      (plan) => `<details><summary>${plan.stack}</summary>\n\n\`\`\`diff\n${plan.changes.map(diffLine).join("\n")}\n\`\`\`\n\n</details>\n`,
    );
  return [
    `| ${COLUMNS.map(([name]) => name).join(" | ")} |`,
    `|${COLUMNS.map(() => " --- ").join("|")}|`,
    ...rows,
    "",
    ...details,
    ...planned.flatMap(costs),
    "",
  ].join("\n");
}

/** GitHub colors a diff by its first character. */
const diffLine = (change: PlannedChange): string =>
  change.action === "create"
    ? `+ ${change.address}`
    : change.action === "update" && change.redirection === null
      ? `! ${line(change)}`
      : `- ${line(change)}`;
