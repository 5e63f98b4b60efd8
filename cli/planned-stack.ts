import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explainFailure } from "./explain-failure";
import { terraform, type TerraformResult } from "./terraform";
import { UserError } from "./user-error";

export type Action = "create" | "update" | "replace" | "delete";

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** Terraform's word for why, when it has one: `replace_because_tainted`. */
  readonly reason: string | null;
  /** The chart of a Helm release that goes away; null otherwise. */
  readonly chart: string | null;
}

/** What Terraform would do to one stack; the plan itself is saved beside the configuration. */
export interface PlannedStack {
  readonly stack: string;
  readonly directory: string;
  readonly changes: readonly PlannedChange[];
  /** How many of each type stay as they are. */
  readonly unchanged: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** The file that the cdktf CLI writes too. */
const PLAN = "plan";
/** What the saved plan was made from. */
const PLANNED_FROM = "plan.sha256";

/** Plans one synthesised stack and saves the plan. A failure is a {@link UserError} with Terraform's words and, when it is a known one, the way out. */
export async function planStack(stack: string, directory: string): Promise<PlannedStack> {
  const start = performance.now();
  required(stack, await terraform(directory, ["plan", "-input=false", "-no-color", `-out=${PLAN}`]));
  writeFileSync(join(directory, PLANNED_FROM), configurationDigest(directory));
  const changes = await readPlan(stack, directory);
  return { ...changes, seconds: (performance.now() - start) / 1000 };
}

/** The plan saved by an earlier `sigma plan`; null when there is none. Refused when the catalog or a chart changed since. */
export async function savedPlan(stack: string, directory: string): Promise<PlannedStack | null> {
  if (!existsSync(join(directory, PLAN)) || !existsSync(join(directory, PLANNED_FROM))) return null;
  if (readFileSync(join(directory, PLANNED_FROM), "utf8") !== configurationDigest(directory)) {
    throw new UserError(
      `the saved plan of ${stack} is stale: the catalog or a chart changed since; run npx sigma plan ${stack} and review it again`,
    );
  }
  return { ...(await readPlan(stack, directory)), seconds: 0 };
}

/** The configuration names assets by their hash, so it stands for the charts as well. */
const configurationDigest = (directory: string): string =>
  createHash("sha256")
    .update(readFileSync(join(directory, "cdk.tf.json")))
    .digest("hex");

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode: string;
    readonly action_reason?: string;
    readonly change: { readonly actions: readonly string[]; readonly before: { readonly chart?: string } | null };
  }[];
}

async function readPlan(stack: string, directory: string): Promise<Omit<PlannedStack, "seconds">> {
  const shown = required(stack, await terraform(directory, ["show", "-json", PLAN]));
  const { resource_changes: all = [] } = JSON.parse(shown.stdout) as ShownPlan;
  const changes: PlannedChange[] = [];
  const unchanged: Record<string, number> = {};
  for (const { address, type, mode, action_reason: reason, change } of all) {
    const action = actionOf(change.actions);
    if (mode !== "managed") continue;
    if (action === null) unchanged[type] = (unchanged[type] ?? 0) + 1;
    else changes.push({ address, type, action, reason: reason ?? null, chart: change.before?.chart ?? null });
  }
  return { stack, directory, changes, unchanged };
}

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
function actionOf(actions: readonly string[]): Action | null {
  const [first, second] = actions;
  if (second !== undefined) return "replace";
  return first === "create" || first === "update" || first === "delete" ? first : null;
}

/** Applies the saved plan and nothing else; a plan can be applied once. */
export async function applyPlan(stack: string, directory: string, echo: boolean): Promise<void> {
  rmSync(join(directory, PLANNED_FROM), { force: true });
  required(stack, await terraform(directory, ["apply", "-input=false", "-no-color", PLAN], { echo: echo ? ["stdout"] : [] }));
}

/** Providers and backend of a stack. One stack at a time: Terraform's plugin cache is not safe for several. */
export async function initializeStack(stack: string, directory: string): Promise<void> {
  required(stack, await terraform(directory, ["init", "-input=false", "-no-color"]));
}

function required(stack: string, result: TerraformResult): TerraformResult {
  if (result.status === 0) return result;
  // Terraform says "execution halted" of each resource that it did not come to.
  if (result.interrupted) throw new UserError(`${stack}: interrupted; what was applied is in the state. Go on: npx sigma plan ${stack}`);
  throw new UserError(
    `${stack}: Terraform failed\n${result.stderr.trim() || result.stdout.trim()}\n${explainFailure(stack, result.stderr)}`.trimEnd(),
  );
}

/** All of a stack's resources that stay as they are. */
export const unchangedCount = ({ unchanged }: PlannedStack): number => Object.values(unchanged).reduce((sum, count) => sum + count, 0);
