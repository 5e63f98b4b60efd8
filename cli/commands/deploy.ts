import { confirm } from "@inquirer/prompts";
import { Command } from "commander";
import { requireFamily } from "../catalog";
import { unnamedDeletes } from "../terraform/delete-guard";
import { hint } from "../rehearsal/hint";
import { planReport } from "../terraform/plan-report";
import { applyPlan, planStack, savedPlan, type PlannedStack } from "../terraform/planned-stack";
import { preparedStacks } from "../terraform/stacks";
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
      "--allow-delete <address>",
      "a repository, database or namespace that may be deleted, or a database whose clients may come to older or no data, by its address in the plan; once for each",
      collected,
      [],
    )
    .action(async (name: string, { yes, allowDelete }: DeployOptions, command: Command) => {
      const family = requireFamily(command);
      for (const { directory } of await preparedStacks(family, [name])) {
        const plan = (await savedPlan(name, directory)) ?? (await planStack(name, directory));
        process.stdout.write(planReport([plan], "text"));
        refuseUnnamedDeletes(plan, allowDelete);
        if (plan.changes.length === 0) continue;
        if (!yes && !(await agreed(name))) throw new UserError("nothing was applied");
        await applyPlan(name, directory, true);
      }
    });
}

/** Collects one value per option: a variadic option would also consume the stack. */
const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function refuseUnnamedDeletes(plan: PlannedStack, allowed: readonly string[]): void {
  const unnamed = unnamedDeletes(plan, allowed);
  if (unnamed.length === 0) return;
  const repeat = unnamed.map((address) => `--allow-delete ${address}`).join(" ");
  throw new UserError(
    `the plan deletes what cannot be got back, or sends clients of a database to older or no data; nothing was applied:\n${unnamed.map((address) => `  ${address}`).join("\n")}\n` +
      `Revert the edit (state: archived keeps a product's repositories and database), or name each of them: ${hint(`deploy ${plan.stack} ${repeat}`)}`,
  );
}

async function agreed(stack: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError(`stdin is not a terminal, so nothing was applied; after reviewing the plan of ${stack} pass --yes`);
  return confirm({ message: `Apply this plan to ${stack}?`, default: false });
}
