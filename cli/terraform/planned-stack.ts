import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerLock } from "../../contract/project-folder";
import type { Family } from "../../model/family";
import { catalogEdits, type CatalogEdit } from "./catalog-edits";
import { explainFailure } from "./explain-failure";
import { onceEach } from "./once-each";
import { hint } from "../rehearsal/hint";
import { plannedChanges, type PlannedChanges, type ShownPlan } from "./planned-changes";
import { printedJson } from "./printed-json";
import type { Progress } from "./progress";
import { terraform, terraformOrTofu, type TerraformResult } from "./terraform";
import { Interrupted, UserError } from "../user-error";

/** A synthesized stack and the folder in which Terraform runs. */
export interface Stack {
  readonly name: string;
  readonly directory: string;
}

/** What Terraform would do to one stack; the plan itself is saved beside the configuration. */
export interface PlannedStack extends PlannedChanges {
  readonly stack: string;
  readonly directory: string;
  /** What people edited since the last apply; null when the state does not hold the catalog that it was made from. */
  readonly edits: readonly CatalogEdit[] | null;
  readonly seconds: number;
}

/** Name of the plan file; the cdktf CLI uses the same. */
const PLAN = "plan";
const CONFIGURATION = "cdk.tf.json";
/** Name of the file that binds a plan to its stack and to the configuration that was planned. */
const PLANNED_FROM = "plan.sha256";

/** Plans one synthesized stack and saves the plan. A failure is a {@link UserError} with Terraform's words and, when it is a known one, the way out. */
export async function planStack(family: Family, { name: stack, directory }: Stack, progress?: Progress): Promise<PlannedStack> {
  const start = performance.now();
  const shown = progress?.plan(stack, resourceCount(directory));
  try {
    const args = ["plan", "-input=false", "-no-color", `-out=${PLAN}`];
    required(stack, await terraform(directory, args, shown && { watch: shown.read }));
  } finally {
    shown?.end();
  }
  writeFileSync(join(directory, PLANNED_FROM), bindingText(bindingOf(stack, directory)));
  const changes = await readPlan(family, stack, directory);
  return { ...changes, seconds: (performance.now() - start) / 1000 };
}

function resourceCount(directory: string): number {
  const { resource = {} } = JSON.parse(readFileSync(join(directory, CONFIGURATION), "utf8")) as {
    resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
}

/**
 * Whether an earlier `sigma plan` saved a plan. Refused, before Terraform sees it, when it is another stack's or no longer the one that was saved,
 * because a plan brings its own backend along; and when the catalog or a chart changed since.
 */
export function hasSavedPlan({ name: stack, directory }: Stack): boolean {
  if (!existsSync(join(directory, PLAN)) || !existsSync(join(directory, PLANNED_FROM))) return false;
  const [ofStack, plan, configuration] = readFileSync(join(directory, PLANNED_FROM), "utf8").split("\n");
  const expected = bindingOf(stack, directory);
  if (ofStack !== expected.stack || plan !== expected.plan) {
    throw new UserError(
      `${join(directory, PLAN)} is not the plan that was saved for ${stack}: it is another stack's, or something else wrote it; nothing was applied. Run ${hint(`plan ${stack}`)} and review it`,
    );
  }
  if (configuration !== expected.configuration) {
    throw new UserError(
      `the saved plan of ${stack} is stale: the catalog or a chart changed since; run ${hint(`plan ${stack}`)} and review it again`,
    );
  }
  return true;
}

/** The plan that {@link hasSavedPlan} found. */
export async function savedPlan(family: Family, { name: stack, directory }: Stack): Promise<PlannedStack> {
  return { ...(await readPlan(family, stack, directory)), seconds: 0 };
}

/** What a saved plan belongs to, as lines of {@link PLANNED_FROM}. The configuration names assets by their hash, so it stands for the charts as well. */
const bindingOf = (stack: string, directory: string) => ({
  stack: `stack ${stack}`,
  plan: `${digest(join(directory, PLAN))}  ${PLAN}`,
  configuration: `${digest(join(directory, CONFIGURATION))}  ${CONFIGURATION}`,
});

const bindingText = ({ stack, plan, configuration }: ReturnType<typeof bindingOf>): string =>
  `${[stack, plan, configuration].join("\n")}\n`;

const digest = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

async function readPlan(family: Family, stack: string, directory: string): Promise<Omit<PlannedStack, "seconds">> {
  const args = ["show", "-json", PLAN];
  const { stdout } = required(stack, await terraform(directory, args));
  const planned = plannedChanges(printedJson([terraformOrTofu(), ...args].join(" "), stdout) as ShownPlan);
  return { stack, directory, edits: catalogEdits(planned.catalog, family, stack), ...planned };
}

/** Applies the saved plan and nothing else; a plan can be applied once. */
export async function applyPlan(stack: string, directory: string, echo: boolean): Promise<void> {
  rmSync(join(directory, PLANNED_FROM), { force: true });
  required(stack, await terraform(directory, ["apply", "-input=false", "-no-color", PLAN], { echo: echo ? ["stdout"] : [] }));
}

/** Providers and backend of a stack; with the repository's lock file no provider that it does not name, and none with other checksums. One stack at a time: Terraform's plugin cache is not safe for several. */
export async function initializeStack(stack: string, directory: string): Promise<void> {
  required(
    stack,
    await terraform(directory, ["init", "-input=false", "-no-color", ...(existsSync(providerLock(stack)) ? ["-lockfile=readonly"] : [])]),
  );
}

function required(stack: string, result: TerraformResult): TerraformResult {
  if (result.status === 0) return result;
  // Terraform reports "execution halted" for each resource that it did not reach.
  if (result.interrupted) throw new Interrupted(`${stack}: interrupted; what was applied is in the state. Go on: ${hint(`plan ${stack}`)}`);
  throw new UserError(
    `${stack}: Terraform failed\n${onceEach(result.stderr.trim() || result.stdout.trim())}\n${explainFailure(stack, result.stderr)}`.trimEnd(),
  );
}

/** Whether the plan, applied, changes anything: resources, or only the catalog that the state keeps. */
export const changesAnything = ({ changes, catalog }: PlannedStack): boolean => changes.length > 0 || catalog.before !== catalog.after;

/** The unchanged resources of a stack. */
export const unchangedCount = ({ unchanged }: PlannedStack): number => Object.values(unchanged).reduce((sum, count) => sum + count, 0);
