import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";

/**
 * A value as it travels between Terraform and a provider. An object carries every attribute of its schema, absent ones as null.
 * A `dynamic` attribute is the pair of its type, as JSON in bytes, and its value.
 */
export type Value = null | boolean | number | string | Uint8Array | Unknown | readonly Value[] | ObjectValue;
export interface ObjectValue {
  readonly [name: string]: Value;
}

/** A value to be known after apply. Terraform may attach what it already knows of it; that travels back unchanged. */
export class Unknown {
  constructor(
    readonly type: number,
    readonly payload: Uint8Array,
  ) {}
}

export const UNKNOWN = new Unknown(0, new Uint8Array(1));

/** Extension type 12 is a refined unknown, 0 a plain one. */
const UNKNOWN_TYPES = [0, 12] as const;

const extensions = new ExtensionCodec();
for (const type of UNKNOWN_TYPES) {
  extensions.register({
    type,
    encode: (value) => (value instanceof Unknown && value.type === type ? value.payload : null),
    decode: (payload) => new Unknown(type, payload.slice()),
  });
}
const decoder = new Decoder({ extensionCodec: extensions });
const encoder = new Encoder({ extensionCodec: extensions });

export const decodeValue = (bytes: Uint8Array): Value => (bytes.length === 0 ? null : (decoder.decode(bytes) as Value));

export const encodeValue = (value: Value): Buffer => Buffer.from(encoder.encode(fractionsAsText(value)));

/** Terraform reads a fraction from text without loss (`0.1`), and the same fraction as a binary float as another number. */
function fractionsAsText(value: Value): Value {
  if (typeof value === "number") return Number.isInteger(value) ? value : String(value);
  if (isList(value)) return value.map(fractionsAsText);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fractionsAsText(inner)]));
}

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: Value | undefined): value is ObjectValue =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) && !(value instanceof Unknown);

/** The text at a path of attribute names, through a list or a set at its first element: `textAt(state, "metadata.name")`. Empty when absent, unknown or no text. */
export function textAt(value: unknown, path: string): string {
  let here = value;
  for (const name of path.split(".")) {
    if (Array.isArray(here)) here = here[0] as unknown;
    here = typeof here === "object" && here !== null && name in here ? (here as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return typeof here === "string" || typeof here === "number" || typeof here === "boolean" ? String(here) : "";
}
