import { Command } from "commander";
import type { Environment } from "../../model/family";
import { requireFamily } from "../catalog";
import { missingIdentity } from "../cluster/kubeconfig";
import { isRehearsal } from "../rehearsal/hint";
import { planReport, REPORT_FORMATS, type ReportFormat } from "../terraform/plan-report";
import { Progress } from "../terraform/progress";
import { planStack } from "../terraform/planned-stack";
import { UserError } from "../user-error";
import { initializedStacks, synthesizedStacks } from "../terraform/stacks";

/** `sigma plan [stack…]`: one synth, then Terraform on all named stacks side by side; each plan is saved for `sigma deploy`. */
export function planCommand(): Command {
  return new Command("plan")
    .description("Plans the named stacks, or all, and saves each plan for `sigma deploy`")
    .argument("[stack...]", "github, or environments of the catalog")
    .option("--json", "for programs")
    .option("--markdown", "for a comment on a pull request")
    .action(async (names: readonly string[], options: Partial<Record<ReportFormat, boolean>>, command: Command) => {
      const family = requireFamily(command);
      const stacks = await synthesizedStacks(family, names);
      // Plans every stack even when one fails, so that all problems are visible at once.
      const nobody = stacks.flatMap(({ name }) => identityProblem(family.environments[name]) ?? []);
      const { ready, failures: uninitialized } = await initializedStacks(
        stacks.filter(({ name }) => identityProblem(family.environments[name]) === null),
      );
      const failures = [...nobody.map((problem) => new UserError(problem)), ...uninitialized];
      // A program waits without looking.
      const progress = options.json ? undefined : new Progress();
      const results = await Promise.allSettled(ready.map((stack) => planStack(family, stack, progress)));
      progress?.stop();
      const planned = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      const format = REPORT_FORMATS.find((each) => options[each]) ?? "text";
      if (planned.length > 0) process.stdout.write(planReport(planned, format));
      const all = [...failures, ...results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []))];
      if (all.length > 0) throw new AggregateError(all);
    });
}

/** A rehearsal, and the stack that manages GitHub, need no cluster. */
const identityProblem = (environment: Environment | undefined): string | null =>
  environment === undefined || isRehearsal() ? null : missingIdentity(environment);
