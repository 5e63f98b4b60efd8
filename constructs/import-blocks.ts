import { TerraformResource, type TerraformStack } from "cdktf";

/** Address of a resource in Terraform's configuration and state. */
export const addressOf = ({ terraformResourceType, friendlyUniqueId }: TerraformResource): string =>
  `${terraformResourceType}.${friendlyUniqueId}`;

/**
 * Takes over what exists already instead of making it: one `import` block for each resource of the stack that has an id. Call it when the stack is
 * complete. A block without its resource would end every plan, so an address that the stack no longer has is left out; a resource that the state
 * holds already is left alone by Terraform. https://developer.hashicorp.com/terraform/language/import
 * @param ids what the service calls it, by address
 */
export function importExisting(stack: TerraformStack, ids: ReadonlyMap<string, string>): void {
  const blocks = stack.node.findAll().flatMap((each) => {
    const to = each instanceof TerraformResource ? addressOf(each) : null;
    const id = to === null ? undefined : ids.get(to);
    return id === undefined ? [] : [{ to, id }];
  });
  // As an override: `importFrom` would start terraform once in every synth to ask for its version.
  stack.addOverride("import", blocks);
}
