import { join, resolve } from "node:path";
import type { Family } from "../../model/family";
import { list } from "../../model/problem";
import { initializeStack } from "./planned-stack";
import { synthesizeFamily } from "./synthesize-family";
import { requireTerraform } from "./terraform";
import { Interrupted, UserError } from "../user-error";

/** A synthesised stack and the folder in which Terraform runs. */
export interface Stack {
  readonly name: string;
  readonly directory: string;
}

/** Where a synth goes: what the cdktf CLI takes as well. */
export const outputDirectory = (): string => resolve(process.env.CDKTF_OUTPUT ?? "cdktf.out");

/** One synth of everything; the named stacks, all without a name. */
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

/** Makes stacks ready to plan, one after the other. One that fails does not keep the others from it. */
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

/** One synth of everything, then the named stacks ready to plan. */
export async function preparedStacks(family: Family, names: readonly string[]): Promise<readonly Stack[]> {
  const stacks = await synthesizedStacks(family, names);
  for (const { name, directory } of stacks) await initializeStack(name, directory);
  return stacks;
}
