import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogEdits } from "../../../../cli/terraform/catalog-edits";
import { editText, WORDS } from "../../../../cli/terraform/change-text";
import { catalogOfStack } from "../../../../model/edits/catalog-of-stack";
import type { Family } from "../../../../model/family";
import { GITHUB_STACK } from "../../../../contract/stacks";
import { synthesize } from "../../../../stacks/synthesize";

/** Names of a family's stacks. */
export const stacksOf = ({ environments }: Family): readonly string[] => [GITHUB_STACK, ...Object.keys(environments)];

/** What the plan of each stack says about the edits between two catalogs: `live: DANGER live shop: backups 60d → 45d: …` */
export const told = (before: Family, after: Family): readonly string[] =>
  stacksOf(after).flatMap((stack) => {
    const kept = { before: catalogOfStack(before.written.values, stack), after: catalogOfStack(after.written.values, stack) };
    return (catalogEdits(kept, after, stack) ?? []).map((edit) => `${stack}: ${WORDS[edit.weight]} ${editText(edit)}`);
  });

/** The resources of each stack as Terraform would make them, without the catalog that the state keeps. */
export function resourcesOf(family: Family): Readonly<Record<string, unknown>> {
  const directory = mkdtempSync(join(tmpdir(), "edits-"));
  try {
    const stacks = synthesize({ family, allowedActions: [], outputDirectory: directory });
    return Object.fromEntries(
      stacks.map((stack) => [
        stack,
        (JSON.parse(readFileSync(join(directory, "stacks", stack, "cdk.tf.json"), "utf8")) as { resource: unknown }).resource,
      ]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
