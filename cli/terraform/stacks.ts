import { join, resolve } from "node:path";
import type { Family } from "../../model/family";
import { list } from "../../model/problem";
import { initializeStack, type Stack } from "./planned-stack";
import { synthesizeFamily } from "./synthesize-family";
import { requireTerraform } from "./terraform";
import { Interrupted, UserError } from "../user-error";

/** Output folder of a synth; the cdktf CLI uses the same. */
export const outputDirectory = (): string => resolve(process.env.CDKTF_OUTPUT ?? "cdktf.out");

/** Synthesizes everything once and returns the named stacks, or all when none is named. */
export async function synthesizedStacks(family: Family, names: readonly string[]): Promise<readonly Stack[]> {
  await requireTerraform();
  const output = outputDirectory();
  const all = synthesizeFamily(family, output);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new UserError(`no stack ${list(unknown)}; stacks: ${list(all)}`);
  return all
    .filter((name) => names.length === 0 || names.includes(name))
    .map((name) => ({ name, directory: join(output, "stacks", name) }));
}

/** Initializes stacks one after the other. A stack that fails does not stop the others. */
export async function initializedStacks(
  stacks: readonly Stack[],
): Promise<{ readonly ready: readonly Stack[]; readonly failures: readonly unknown[] }> {
  const ready: Stack[] = [];
  const failures: unknown[] = [];
  for (const stack of stacks) {
    try {
      await initializeStack(stack.name, stack.directory);
      ready.push(stack);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      failures.push(error);
    }
  }
  return { ready, failures };
}

/** Synthesizes everything once and initializes the named stacks. */
export async function preparedStacks(family: Family, names: readonly string[]): Promise<readonly Stack[]> {
  const stacks = await synthesizedStacks(family, names);
  for (const { name, directory } of stacks) await initializeStack(name, directory);
  return stacks;
}
