import type { Block, TerraformType } from "./schema";
import { mapValues, typeOf } from "./schema";
import type { ObjectValue, Value } from "./values";
import { isList, isObject, Unknown } from "./values";

export type Json = null | boolean | number | string | JsonList | JsonObject;
export type JsonList = readonly Json[];
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Reads an object from JSON by its schema: an attribute that is missing becomes null, one that the schema does not know is dropped. */
export function blockFromJson(block: Block, json: Json | undefined): ObjectValue {
  const source = isRecord(json) ? json : {};
  return {
    ...mapValues(block.attributes ?? {}, (attribute, name) => fromJson(typeOf(attribute), source[name])),
    ...mapValues(block.block_types ?? {}, ({ nesting_mode: nesting, block: inner }, name): Value => {
      const value = source[name];
      if (nesting === "single") return isRecord(value) ? blockFromJson(inner, value) : null;
      if (nesting === "map") return isRecord(value) ? mapValues(value, (element) => blockFromJson(inner, element)) : {};
      return isJsonList(value) ? value.map((element) => blockFromJson(inner, element)) : [];
    }),
  };
}

function fromJson(type: TerraformType, json: Json | undefined): Value {
  if (json === undefined || json === null) return null;
  if (type === "dynamic")
    return isRecord(json) && "type" in json ? [Buffer.from(JSON.stringify(json["type"])), plain(json["value"])] : null;
  if (typeof type === "string") return scalar(type, json);
  if (type[0] === "object") return isRecord(json) ? mapValues(type[1], (inner, name) => fromJson(inner, json[name])) : null;
  const [kind, element] = type;
  if (kind === "map") return isRecord(json) ? mapValues(json, (value) => fromJson(element, value)) : null;
  return isJsonList(json) ? json.map((value) => fromJson(element, value)) : null;
}

/** A world may have been edited by hand, and a data source may write as text what the resource writes as a number: what can be read as the type is. */
function scalar(type: "string" | "number" | "bool", json: Json): Value {
  if (typeof json === "object") return null;
  if (type === "string") return String(json);
  if (type === "number") return Number.isNaN(Number(json)) ? null : Number(json);
  return String(json) === "true" ? true : String(json) === "false" ? false : null;
}

function plain(json: Json | undefined): Value {
  if (json === undefined) return null;
  if (isJsonList(json)) return json.map(plain);
  return isRecord(json) ? mapValues(json, plain) : json;
}

/** Writes a wholly known value as JSON. Only a `dynamic` value needs care: Terraform writes it as its type and its value. */
export function toJson(value: Value): Json {
  if (value instanceof Unknown || value instanceof Uint8Array) throw new Error("a value that is not known yet cannot be kept");
  if (isList(value)) {
    const [type, inner] = value;
    if (type instanceof Uint8Array) return { type: JSON.parse(Buffer.from(type).toString("utf8")) as Json, value: toJson(inner ?? null) };
    return value.map(toJson);
  }
  return isObject(value) ? mapValues(value, toJson) : value;
}

const isJsonList = (json: Json | undefined): json is JsonList => Array.isArray(json);

export const isRecord = (json: unknown): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);
