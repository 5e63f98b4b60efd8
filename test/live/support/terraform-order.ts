import type { Attributes, SynthesizedStack } from "../../cluster/support/terraform-manifests";

/** One resource of a stack. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Attributes;
}

/**
 * The resources of a stack in the order in which Terraform makes them: each group depends only on groups before it, and its members are made at once.
 * Nothing but `depends_on` orders them, because no value of a stack refers to another resource.
 * @throws when resources wait for each other
 */
export function terraformOrder(stack: SynthesizedStack): Resource[][] {
  const waiting = new Map<string, Resource>(
    Object.entries(stack.resource).flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, attributes]) => [`${type}.${id}`, { type, id, attributes }] as const),
    ),
  );
  const groups: Resource[][] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, { attributes }]) => dependencies(attributes).every((address) => !waiting.has(address)));
    if (ready.length === 0) throw new Error(`these wait for each other: ${[...waiting.keys()].join(", ")}`);
    for (const [address] of ready) waiting.delete(address);
    groups.push(ready.map(([, resource]) => resource));
  }
  return groups;
}

const dependencies = ({ depends_on }: Attributes): readonly string[] => (depends_on as readonly string[] | undefined) ?? [];
