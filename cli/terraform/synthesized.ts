import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Family } from "../../model/family";
import { synthesizeFamily } from "./synthesize-family";

/** One resource of a synthesized stack. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  /** Ids of the constructs that hold it, from the stack down. */
  readonly path: readonly string[];
  /** Its arguments, as Terraform reads them. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

interface StackFile {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

/** Every resource that the family has, by a synth that leaves nothing behind. */
export function synthesizedResources(family: Family): readonly Resource[] {
  const directory = mkdtempSync(join(tmpdir(), "sigma-synth-"));
  try {
    const stacks = synthesizeFamily(family, directory);
    return stacks.flatMap((stack) => stackResources(stack, join(directory, "stacks", stack)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The resources of one stack, from the folder in which it was synthesized. */
export function stackResources(stack: string, directory: string): readonly Resource[] {
  const { resource = {} } = JSON.parse(readFileSync(join(directory, "cdk.tf.json"), "utf8")) as StackFile;
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { "//": comment, ...rest }]) => ({
      stack,
      type,
      address: `${type}.${name}`,
      path: (comment as { metadata: { path: string } }).metadata.path.split("/"),
      arguments: rest,
    })),
  );
}
