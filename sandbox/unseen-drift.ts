import { behaviorOf } from "./behavior-of";
import { loadProvider, PROVIDER_NAMES } from "./provider";
import { SandboxError } from "./sandbox-error";
import type { Attribute, Block } from "./schema";
import { schemaCache } from "./start-providers";

/**
 * Refuses a drift that no plan would show: Terraform compares what the configuration says, and takes over what the service alone decides.
 * `path` is attribute names joined by dots, with numbers for elements of a list; `configured` are the resource's arguments. @throws SandboxError
 */
export function refuseUnseenDrift(directory: string, type: string, path: string, configured: unknown): void {
  const provider = PROVIDER_NAMES.find((name) => type.startsWith(`${name}_`));
  const block = provider && loadProvider(provider, schemaCache(directory)).schema.resource_schemas[type]?.block;
  if (!block || isCompared(block, path.split("."), configured, behaviorOf(type)?.defaults ?? {})) return;
  const names = [...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})];
  const seen = names.filter((name) => isCompared(block, [name], configured, behaviorOf(type)?.defaults ?? {}));
  throw new SandboxError(
    `no plan would show that ${path} of a ${type} changed: the service decides it, no configuration does; what can drift: ${seen.join(", ")}`,
  );
}

type Defaults = Readonly<Record<string, unknown>>;

function isCompared(block: Block, [name = "", ...rest]: readonly string[], configured: unknown, defaults: Defaults): boolean {
  const given = property(configured, name);
  const nested = block.block_types?.[name];
  if (!nested) {
    const attribute = block.attributes?.[name];
    return attribute === undefined || isSettled(attribute, given !== undefined || name in defaults);
  }
  const index = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? 1 : 0;
  // The provider's defaults are known of a resource's own attributes.
  return rest.length === index || isCompared(nested.block, rest.slice(index), Array.isArray(given) ? given[Number(rest[0])] : given, {});
}

/** What nothing gives a value to is compared only where the service does not make one up. */
const isSettled = ({ required = false, optional = false, computed = false }: Attribute, given: boolean): boolean =>
  required || (optional && (given || !computed));

const property = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
