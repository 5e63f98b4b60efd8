import { TerraformOutput, TerraformResource, type TerraformStack } from "cdktf";
import { APPLIED_CATALOG } from "../contract/stacks";
import { addressOf } from "../constructs/import-blocks";
import { literal } from "../constructs/literal";
import { catalogOfStack } from "../model/edits/catalog-of-stack";
import type { Family } from "../model/family";

/**
 * Keeps in a stack's state the catalog that it was made from, as an output: a plan then holds that catalog before and after, and can say what
 * people edited, in their own words. An output costs no request and no provider.
 */
export function keepCatalog(stack: TerraformStack, { written }: Family): void {
  const output = new TerraformOutput(stack, APPLIED_CATALOG, {
    value: literal(catalogOfStack(written.values, stack.node.id)),
    description: "The catalog that this was made from; read by sigma plan",
    // Not a secret. Otherwise `cdktf deploy` would print pages of it.
    sensitive: true,
  });
  // An apply that ends half-way keeps the catalog of the last complete one, so the next plan still tells what is not done. As an override, because
  // CDKTF 0.21 writes the `dependsOn` of an output as an expression, which Terraform refuses.
  const resources = stack.node.findAll().filter((each): each is TerraformResource => each instanceof TerraformResource);
  output.addOverride("depends_on", resources.map(addressOf));
}
