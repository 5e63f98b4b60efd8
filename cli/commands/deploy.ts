import { confirm } from "@inquirer/prompts";
import { Command } from "commander";
import { counted } from "../../model/counted";
import type { Family } from "../../model/family";
import { requireFacts } from "../catalog";
import { formatProblem, type Problem } from "../../model/problem";
import { unreadyFacts } from "../../model/unready-facts";
import { recoverBeforeApply, refuseRefusedDeletions } from "../cluster/before-apply";
import { missingIdentity } from "../cluster/kubeconfig";
import { editText, placeText } from "../terraform/change-text";
import { impossibleEdits, unnamedDangers, unnamedDeletes } from "../terraform/delete-guard";
import { hint, isRehearsal } from "../rehearsal/hint";
import { Progress } from "../terraform/progress";
import { planReport } from "../terraform/plan-report";
import {
  applyPlan,
  changesAnything,
  hasSavedPlan,
  initializeStack,
  planStack,
  savedPlan,
  type PlannedStack,
  type Stack,
} from "../terraform/planned-stack";
import { synthesizedStacks } from "../terraform/stacks";
import { UserError } from "../user-error";

interface DeployOptions {
  readonly yes: boolean;
  readonly allowDelete: readonly string[];
}

/** `sigma deploy <stack>`: applies exactly the saved plan, after showing it and asking. Without one, it plans first. */
export function deployCommand(): Command {
  return new Command("deploy")
    .description("Applies the saved plan of a stack; plans first when there is none")
    .argument("<stack>", "github, or an environment of the catalog")
    .option("--yes", "do not ask", false)
    .option(
      "--allow-delete <name>",
      "what may be lost, once for each: a repository, database, namespace or operator by its address in the plan, a dangerous edit by its name",
      collected,
      [],
    )
    .action(async (name: string, { yes, allowDelete }: DeployOptions, command: Command) => {
      const { family, unconfirmed } = requireFacts(command);
      for (const stack of await synthesizedStacks(family, [name])) {
        const cluster = isRehearsal() ? undefined : family.environments[name];
        if (!isRehearsal()) refuseUnready(unreadyFacts(family, unconfirmed, name), name);
        const missing = cluster ? missingIdentity(cluster) : null;
        if (missing !== null) throw new UserError(missing);
        const saved = hasSavedPlan(stack);
        await initializeStack(name, stack.directory);
        const plan = saved ? await savedPlan(family, stack) : await newPlan(family, stack);
        process.stdout.write(planReport([plan], "text"));
        refuseImpossible(plan);
        refuseUnnamed(plan, allowDelete);
        if (!changesAnything(plan)) continue;
        if (cluster) await refuseRefusedDeletions(cluster, plan);
        if (!yes && !(await agreed(name))) throw new UserError("nothing was applied");
        if (cluster) await recoverBeforeApply(cluster, plan);
        await applyPlan(name, stack.directory, true);
      }
    });
}

async function newPlan(family: Family, stack: Stack): Promise<PlannedStack> {
  const progress = new Progress();
  try {
    return await planStack(family, stack, progress);
  } finally {
    progress.stop();
  }
}

/** Collects one value per option: a variadic option would also consume the stack. */
const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** A rehearsal needs no confirmed facts; a real deploy would carry them to GitHub and into a cluster. */
function refuseUnready(unready: readonly Problem[], stack: string): void {
  if (unready.length === 0) return;
  throw new UserError(
    `nothing was applied to ${stack}, because ${counted(unready.length, "fact")} must be confirmed first:\n${unready.map(formatProblem).join("\n")}\nUntil then, rehearse: npx sigma sandbox sigma deploy ${stack}`,
  );
}

function refuseImpossible(plan: PlannedStack): void {
  const impossible = impossibleEdits(plan);
  if (impossible.length === 0) return;
  throw new UserError(
    `the cluster would refuse this, half-way through; nothing was applied. Take back:\n${impossible.map((edit) => `  ${placeText(edit)} ${editText(edit)}`).join("\n")}`,
  );
}

/** Everything that is lost must be named, all of it at once. */
function refuseUnnamed(plan: PlannedStack, allowed: readonly string[]): void {
  const [addresses, edits] = [unnamedDeletes(plan, allowed), unnamedDangers(plan, allowed)];
  if (addresses.length + edits.length === 0) return;
  const given = [...allowed, ...edits.map(({ name }) => name), ...addresses].map((name) => `--allow-delete ${name}`).join(" ");
  const parts = [
    ...(addresses.length > 0
      ? [
          `the plan deletes what cannot be got back, or sends clients of a database to older or no data; nothing was applied:\n${addresses.map((address) => `  ${address}`).join("\n")}`,
        ]
      : []),
    ...(edits.length > 0
      ? [
          `the plan loses data, access, reachability or control; nothing was applied:\n${edits.map((edit) => `  ${placeText(edit)} ${editText(edit)}`).join("\n")}`,
        ]
      : []),
  ];
  throw new UserError(
    `${parts.join("\n")}\nRevert the edit (state: archived keeps a product's repositories and database), or name each of them: ${hint(`deploy ${plan.stack} ${given}`)}`,
  );
}

async function agreed(stack: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError(`stdin is not a terminal, so nothing was applied; after reviewing the plan of ${stack} pass --yes`);
  return confirm({ message: `Apply this plan to ${stack}?`, default: false });
}
