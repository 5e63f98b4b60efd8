import { holdDirectory } from "./hold-directory";
import type { Json, JsonObject } from "./json-values";
import { isRecord } from "./json-values";
import { SandboxError } from "./sandbox-error";
import { worldFile } from "./start-providers";
import type { Attributes, Location } from "./world";
import { World } from "./world";

/** An object as Terraform's state names it. The place tells two clusters apart that have an object of the same id. */
export interface ObjectName {
  readonly type: string;
  readonly id: string;
  readonly place?: string;
}

/**
 * Changes one attribute of an object in the world, as somebody would by hand in the service: the next plan sees the drift.
 * `path` is attribute names joined by dots, with numbers for elements of a list (`metadata.0.labels`); `text` is read as the type the attribute has now.
 * @throws SandboxError when there is no such object, attribute or value, or when the directory is in use
 */
export async function driftObject(directory: string, name: ObjectName, path: string, text: string): Promise<void> {
  await withWorld(directory, (world) => {
    const location = find(world, name);
    const attributes = world.get(location) ?? {};
    world.update(location, changed(attributes, path.split("."), text, `${name.type} "${name.id}"`));
  });
}

/** Deletes an object in the world, as somebody would by hand: the next plan creates it again. What belongs to it stays. */
export async function removeObject(directory: string, name: ObjectName): Promise<void> {
  await withWorld(directory, (world) => {
    world.delete(find(world, name));
  });
}

async function withWorld(directory: string, edit: (world: World) => void): Promise<void> {
  const release = holdDirectory(directory);
  try {
    const world = World.open(worldFile(directory));
    edit(world);
    await world.save();
  } finally {
    release();
  }
}

function find(world: World, { type, id, place }: ObjectName): Location {
  const ofType = [...world.objects()].filter((object) => object.type === type);
  const found = ofType.filter(
    (object) => (object.id === id || object.attributes["id"] === id) && (place === undefined || object.place === place),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const candidates = (found.length === 0 ? ofType : found).map((object) => `${object.id} (${object.place})`).join(", ");
  throw new SandboxError(
    found.length === 0
      ? `the world has no ${type} "${id}"; of this type it has: ${candidates || "none"}`
      : `${type} "${id}" is several objects: ${candidates}; name the place as well`,
  );
}

function changed(object: JsonObject, [name = "", ...rest]: readonly string[], text: string, where: string): Attributes {
  const value = object[name];
  if (value === undefined) throw new SandboxError(`${where} has no attribute "${name}"; it has: ${Object.keys(object).join(", ")}`);
  return {
    ...object,
    [name]: rest.length === 0 ? parse(value, text, `${where} ${name}`) : changedWithin(value, rest, text, `${where} ${name}`),
  };
}

function changedWithin(value: Json, path: readonly string[], text: string, where: string): Json {
  if (isRecord(value)) return changed(value, path, text, where);
  if (!Array.isArray(value)) throw new SandboxError(`${where} is ${JSON.stringify(value)}: there is nothing below it`);
  return Object.values(changed(Object.fromEntries(value.entries()), path, text, where));
}

/** Text stays text; anything else is JSON of the kind that is there now. An attribute without a value takes JSON, or else text. */
function parse(current: Json, text: string, where: string): Json {
  if (typeof current === "string") return text;
  const parsed = tryJson(text);
  if (current === null) return parsed ?? text;
  if (parsed !== undefined && typeof parsed === typeof current && Array.isArray(parsed) === Array.isArray(current)) return parsed;
  throw new SandboxError(`${where} is ${JSON.stringify(current)}; "${text}" is no value of that type, write it as JSON`);
}

function tryJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
