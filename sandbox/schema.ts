/**
 * The shape of `terraform providers schema -json`, as far as the stand-in providers speak it: one provider, its resource types, its data sources.
 * https://developer.hashicorp.com/terraform/cli/commands/providers/schema
 */
export interface ProviderSchema {
  readonly provider: Schema;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

export interface Schema {
  readonly version: number;
  readonly block: Block;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

export interface Attribute {
  /** Exactly one of `type` and `nested_type` is there. */
  readonly type?: TerraformType;
  readonly nested_type?: NestedType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

export interface NestedType {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly nesting_mode: Nesting;
}

export interface NestedBlock {
  readonly nesting_mode: Nesting;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}

export type Nesting = "single" | "list" | "set" | "map";

export type TerraformType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", TerraformType]
  | readonly ["object", Readonly<Record<string, TerraformType>>];

/** The type of an attribute's value, whether it is written as a type or as nested attributes. */
export function typeOf(attribute: Attribute): TerraformType {
  if (attribute.nested_type === undefined) return attribute.type ?? "dynamic";
  const object: TerraformType = ["object", mapValues(attribute.nested_type.attributes, typeOf)];
  const { nesting_mode: nesting } = attribute.nested_type;
  return nesting === "single" ? object : [nesting, object];
}

export const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
