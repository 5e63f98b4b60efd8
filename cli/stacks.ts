import { join, resolve } from "node:path";
import type { Family } from "../model/family";
import { list } from "../model/problem";
import { initializeStack } from "./planned-stack";
import { requireTerraform } from "./terraform";
import { UserError } from "./user-error";

/** A synthesised stack and the folder in which Terraform runs. */
export interface Stack {
  readonly name: string;
  readonly directory: string;
}

/** Where a synth goes: what the cdktf CLI takes as well. */
export const outputDirectory = (): string => resolve(process.env.CDKTF_OUTPUT ?? "cdktf.out");

/** One synth of everything, then the named stacks (all without a name) ready to plan. */
export async function preparedStacks(family: Family, names: readonly string[]): Promise<readonly Stack[]> {
  await requireTerraform();
  const { synthesize } = await import("../stacks/synthesize");
  const { allowedActionPatterns } = await import("../workflows/actions");
  const output = outputDirectory();
  const all = synthesize({ family, allowedActions: allowedActionPatterns, outputDirectory: output, localState: process.env.SIGMA_LOCAL_STATE === "true" });
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new UserError(`no stack ${list(unknown)}; stacks: ${list(all)}`);
  const stacks = all.filter((name) => names.length === 0 || names.includes(name)).map((name) => ({ name, directory: join(output, "stacks", name) }));
  for (const { name, directory } of stacks) await initializeStack(name, directory);
  return stacks;
}
