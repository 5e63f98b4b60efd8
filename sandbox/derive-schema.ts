import type { Attribute, Block, NestedBlock, Nesting, ProviderSchema, Schema, TerraformType } from "./schema";
import { mapValues, typeOf } from "./schema";

/** How a provider writes nested things: as blocks (the older SDK) or as nested attributes (the plugin framework). */
export type NestedStyle = "blocks" | "attributes";

/** One attribute of a generated class: the comment above it gives the flags, what follows gives the type. */
interface Member {
  readonly name: string;
  readonly flags: Pick<Attribute, "computed" | "optional" | "required">;
  /** Type of the private field, when it is a plain value. */
  readonly declared: string | undefined;
  /** Class behind the field, when it is a nested thing, and whether that is a set. */
  readonly nestedClass: string | undefined;
  readonly isSet: boolean;
  readonly getter: string;
}

interface GeneratedClass {
  readonly name: string;
  readonly base: string;
  readonly terraformType: string | undefined;
  /** Arguments of `super(...)` after the attribute's name: `false, 0` is a block of at most one item, `false` a single nested object. */
  readonly superArguments: string;
  readonly members: readonly Member[];
}

const CLASS = /^export class (\w+) extends cdktf\.(\w+) \{$/gm;
const MEMBER =
  /^ {2}\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n(?: {2}private _\w+(?:\?: ([^;]+)| = new ([\w.]+)\(this, "\w+"(?:, (true|false))?\));[^\n]*\n)? {2}public get \w+\(\) \{\n {4}return ([^;]+);/gm;

/** Derives a provider's schema from the sources of its binding. Throws at the first form it does not know, rather than guess. */
export function deriveSchema(sources: readonly string[], style: NestedStyle): ProviderSchema {
  const resources: Record<string, Schema> = {};
  const dataSources: Record<string, Schema> = {};
  let provider: Schema | undefined;
  for (const source of sources) {
    const classes = new Map(readClasses(source).map((generated) => [generated.name, generated]));
    for (const generated of classes.values()) {
      const type = generated.terraformType;
      if (type === undefined) continue;
      const schema = { version: 0, block: deriveBlock(generated, { classes, source, style }) };
      if (generated.base === "TerraformResource") resources[type] = schema;
      if (generated.base === "TerraformDataSource") dataSources[type] = schema;
      if (generated.base === "TerraformProvider") provider = schema;
    }
  }
  if (provider === undefined) throw new Error("the binding has no provider class");
  return { provider, resource_schemas: resources, data_source_schemas: dataSources };
}

function readClasses(source: string): GeneratedClass[] {
  const starts = [...source.matchAll(CLASS)];
  return starts.map((start, index) => {
    const body = source.slice(start.index, starts[index + 1]?.index);
    return {
      name: start[1] ?? "",
      base: start[2] ?? "",
      terraformType: /public static readonly tfResourceType = "(\w+)"/.exec(body)?.[1],
      superArguments: /super\(terraformResource, terraformAttribute, ([^)]*)\)/.exec(body)?.[1] ?? "",
      members: [...body.matchAll(MEMBER)].map(([, name = "", computed, optional, required, declared, nestedClass, isSet, getter = ""]) => ({
        name,
        flags: {
          ...(required === "true" && { required: true }),
          ...(optional === "true" && { optional: true }),
          ...(computed === "true" && { computed: true }),
        },
        declared,
        nestedClass,
        isSet: isSet === "true",
        getter,
      })),
    };
  });
}

interface Context {
  readonly classes: ReadonlyMap<string, GeneratedClass>;
  readonly source: string;
  readonly style: NestedStyle;
}

function deriveBlock(generated: GeneratedClass, context: Context): Block {
  const attributes: Record<string, Attribute> = {};
  const blocks: Record<string, NestedBlock> = {};
  for (const member of generated.members) {
    // Terraform's own argument of every provider, not part of its schema.
    if (generated.base === "TerraformProvider" && member.name === "alias") continue;
    const nested = nestedOf(member, context);
    if (nested === undefined) attributes[member.name] = { type: plainType(member, generated.name), ...member.flags };
    else if (context.style === "attributes") attributes[member.name] = asNestedAttribute(nested, member);
    // A block is configuration: what is computed, and nested all the same, is an attribute that holds objects.
    else if (member.flags.computed)
      attributes[member.name] = {
        type: typeOf(asNestedAttribute({ ...nested, nesting: listable(nested.nesting) }, member)),
        ...member.flags,
      };
    else blocks[member.name] = asBlock(nested, member);
  }
  return withoutEmpty({ attributes, block_types: blocks });
}

interface Nested {
  readonly nesting: Nesting;
  readonly atMostOne: boolean;
  readonly block: Block;
}

const listable = (nesting: Nesting): Nesting => (nesting === "single" ? "list" : nesting);

const asNestedAttribute = ({ nesting, block }: Nested, { flags }: Member): Attribute => ({
  nested_type: { attributes: { ...block.attributes, ...mapValues(block.block_types ?? {}, blockAsAttribute) }, nesting_mode: nesting },
  ...flags,
});

const blockAsAttribute = ({ nesting_mode, block }: NestedBlock): Attribute => ({
  nested_type: { attributes: { ...block.attributes, ...mapValues(block.block_types ?? {}, blockAsAttribute) }, nesting_mode },
});

const asBlock = ({ nesting, atMostOne, block }: Nested, { flags }: Member): NestedBlock => ({
  nesting_mode: nesting,
  ...(flags.required && { min_items: 1 }),
  ...(atMostOne && { max_items: 1 }),
  block,
});

/** A nested class, or for the provider's own configuration, which has no such classes, a nested interface. */
function nestedOf(member: Member, context: Context): Nested | undefined {
  const { nestedClass, declared } = member;
  if (nestedClass === undefined) return declared === undefined || declared in DECLARATIONS ? undefined : nestedInterface(declared, context);
  if (nestedClass.startsWith("cdktf.")) return undefined;
  const isList = nestedClass.endsWith("List");
  const reference = isList ? nestedClass.replace(/List$/, "OutputReference") : nestedClass;
  const generated = context.classes.get(reference);
  if (generated === undefined) throw new Error(`class ${reference} of attribute ${member.name} not found in the binding`);
  const block = deriveBlock(generated, context);
  if (isList) return { nesting: member.isSet ? "set" : "list", atMostOne: false, block };
  const atMostOne = generated.superArguments === "false, 0" && context.style === "blocks";
  return { nesting: atMostOne ? "list" : "single", atMostOne, block };
}

const FIELD = /^ {2}readonly (\w+)(\??): ([^;]+);$/gm;

function nestedInterface(declared: string, context: Context): Nested | undefined {
  const [name = "", brackets] = /^(\w+)(\[\])?(?: \| cdktf\.IResolvable)?$/.exec(declared)?.slice(1) ?? [];
  const body = new RegExp(`^export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}$`, "m").exec(context.source)?.[1];
  if (body === undefined) return undefined;
  const functionName = `${name.charAt(0).toLowerCase()}${name.slice(1)}ToTerraform`;
  const mapping = new RegExp(`^export function ${functionName}\\([\\s\\S]*?^\\}$`, "m").exec(context.source)?.[0] ?? "";
  const names = new Map(
    [...mapping.matchAll(/^ {4}(\w+): .*struct!\.(\w+)\)/gm)].map(([, terraform = "", field = ""]) => [field, terraform]),
  );
  const members = [...body.matchAll(FIELD)].map(([, field = "", optional, type]): Member => ({
    name: names.get(field) ?? field,
    flags: optional === "?" ? { optional: true } : { required: true },
    declared: type,
    nestedClass: undefined,
    isSet: false,
    getter: "",
  }));
  const block = deriveBlock({ name, base: "", terraformType: undefined, superArguments: "", members }, context);
  const isList = brackets !== undefined;
  const atMostOne = !isList && context.style === "blocks";
  return { nesting: isList || atMostOne ? "list" : "single", atMostOne, block };
}

const GETTERS: readonly (readonly [RegExp, TerraformType])[] = [
  [/^this\.getStringAttribute\(/, "string"],
  [/^this\.getNumberAttribute\(/, "number"],
  [/^this\.getBooleanAttribute\(/, "bool"],
  [/^this\.getStringMapAttribute\(/, ["map", "string"]],
  [/^this\.getAnyMapAttribute\(/, "dynamic"],
  [/^this\.getListAttribute\(/, ["list", "string"]],
  [/^cdktf\.Fn\.tolist\(this\.getListAttribute\(/, ["set", "string"]],
  [/^this\.getNumberListAttribute\(/, ["list", "number"]],
  [/^cdktf\.Token\.asNumberList\(cdktf\.Fn\.tolist\(this\.getNumberListAttribute\(/, ["set", "number"]],
];

const MAPS: Readonly<Record<string, TerraformType>> = {
  "cdktf.StringMap": ["map", "string"],
  "cdktf.StringMapList": ["list", ["map", "string"]],
};

const DECLARATIONS: Readonly<Record<string, TerraformType>> = {
  string: "string",
  number: "number",
  boolean: "bool",
  "boolean | cdktf.IResolvable": "bool",
  "string[]": ["list", "string"],
  "number[]": ["list", "number"],
  "{ [key: string]: string }": ["map", "string"],
};

function plainType({ name, nestedClass, declared, getter }: Member, owner: string): TerraformType {
  const type =
    GETTERS.find(([form]) => form.test(getter))?.[1] ??
    (nestedClass === undefined ? undefined : MAPS[nestedClass]) ??
    (declared === undefined ? undefined : DECLARATIONS[declared]);
  if (type === undefined) throw new Error(`type of ${owner}.${name} not understood: ${declared ?? nestedClass ?? getter}`);
  return type;
}

const withoutEmpty = ({ attributes, block_types }: Required<Block>): Block => ({
  ...(Object.keys(attributes).length > 0 && { attributes }),
  ...(Object.keys(block_types).length > 0 && { block_types }),
});
