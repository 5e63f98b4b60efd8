import Table from "cli-table3";
import { Command } from "commander";
import { GITHUB_STACK } from "../../contract/stacks";
import type { Family } from "../../model/family";
import { requireFamily } from "../catalog";
import { callsSentence } from "../terraform/plan-report";
import { githubCalls } from "../terraform/github-calls";
import { changeCounts, changeSentence } from "../terraform/planned-changes";
import { applyPlan, planStack, unchangedCount, type PlannedStack, type Stack } from "../terraform/planned-stack";
import type { RehearsalKind } from "../rehearsal/hint";
import { forget, withStandIns } from "../rehearsal/rehearsal";
import { REHEARSAL } from "./sandbox";
import { preparedStacks } from "../terraform/stacks";
import { UserError } from "../user-error";

interface Rehearsed {
  readonly first: PlannedStack;
  readonly second: PlannedStack;
  readonly seconds: number;
}

/** `sigma rehearse` (npm start): the whole family planned, applied and planned again, against stand-in providers. */
export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description("Plans, applies and plans again all stacks against stand-in providers")
    .action(async (_options, command: Command) => {
      const family = requireFamily(command);
      say(`rehearsal of the family ${family.name} with stand-in providers; nothing real is planned or changed`);
      // A fresh folder of its own, so that a rehearsal with `sigma sandbox` is kept.
      forget(REHEARSAL);
      const rehearsed = await withStandIns(REHEARSAL, async (environment) => {
        // What a command under `sigma sandbox` finds in its environment.
        Object.assign(process.env, environment, { SIGMA_REHEARSAL: "start" satisfies RehearsalKind });
        const stacks = await preparedStacks(family, []);
        say(`synthesized ${stacks.map(({ name }) => name).join(", ")}`);
        return Promise.all(stacks.map((stack) => rehearseStack(family, stack)));
      });
      process.stdout.write(summary(family, rehearsed));
      const changing = rehearsed.filter(({ second }) => second.changes.length > 0);
      if (changing.length > 0)
        throw new UserError(`a second plan would still change ${changing.map(({ second }) => second.stack).join(", ")}; it must be empty`);
    });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function rehearseStack(family: Family, stack: Stack): Promise<Rehearsed> {
  const { name, directory } = stack;
  const start = performance.now();
  const first = await planStack(family, stack);
  say(`${name}: planned, ${changeSentence(first)}`);
  await applyPlan(name, directory, false);
  say(`${name}: applied`);
  const second = await planStack(family, stack);
  say(`${name}: planned again, ${changeSentence(second)}`);
  return { first, second, seconds: (performance.now() - start) / 1000 };
}

function summary(family: Family, rehearsed: readonly Rehearsed[]): string {
  const stacks = new Table({
    head: ["stack", "imported", "added", "changed", "unchanged", "second plan", "seconds"],
    style: { head: [], border: [] },
  });
  for (const { first, second, seconds } of rehearsed) {
    const counts = changeCounts(first);
    stacks.push([
      first.stack,
      counts.import,
      counts.add,
      counts.change,
      unchangedCount(second),
      changeSentence(second),
      seconds.toFixed(1),
    ]);
  }
  const products = new Table({
    head: ["product", "repositories", "environment", "hosts", "namespaces", "database", "approvers"],
    style: { head: [], border: [] },
  });
  for (const product of Object.values(family.products).filter(({ state }) => state !== "planned")) {
    Object.values(family.environments).forEach((environment, index) => {
      const own = product.environments[environment.name];
      const database = environment.databases[own?.database ?? ""];
      const schema = database?.consolidated ? `, schema ${product.code}` : "";
      products.push([
        index === 0 ? product.code : "",
        index === 0 ? Object.values(product.repositories).join("\n") : "",
        environment.name,
        own ? [own.hosts.ui, own.hosts.api].join("\n") : "",
        [own?.namespace, database?.namespace].join("\n"),
        database ? `${database.name}${schema}` : "none",
        environment.approvers.join(", ") || "nobody waits",
      ]);
    });
  }
  const calls = rehearsed.flatMap(({ first, second }) => {
    const apply = githubCalls(first);
    const plan = githubCalls(second);
    return apply === null || plan === null ? [] : [callsSentence({ ...apply, plan: plan.plan })];
  });
  return [
    products.toString(),
    stacks.toString(),
    ...calls,
    `A rehearsal shows names, order and effects; the real providers have the last word.`,
    `next: edit catalog/ and see what it does: npx sigma sandbox sigma plan ${Object.keys(family.environments)[0] ?? GITHUB_STACK}. What this machine lacks for the real one: npx sigma doctor`,
    "",
  ].join("\n");
}
