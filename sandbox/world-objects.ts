import { behaviorOf } from "./behavior-of";
import { fillTemplate } from "./invent-values";
import type { Json } from "./json-values";
import { isRecord, toJson } from "./json-values";
import type { ObjectValue, Value } from "./values";
import { isObject, textAt } from "./values";
import type { Attributes, Location, World } from "./world";

/** The key under which the world keeps an object: its id, where that is enough to tell two objects apart. */
export function keyOf(type: string, state: Value): string {
  const key = behaviorOf(type)?.key;
  return key === undefined || !isObject(state) ? textAt(state, "id") : fillTemplate(key, state, {});
}

/** The existing object with the name of one about to be created. */
export function sameObject(world: World, location: Location, created: ObjectValue): Location | undefined {
  if (world.get(location) !== undefined) return location;
  const unique = behaviorOf(location.type)?.unique;
  if (unique === undefined) return undefined;
  const name = fillTemplate(unique, created, {});
  const found = world.all(location.place, location.type).find(([, attributes]) => fillTemplate(unique, attributes, {}) === name);
  return found && { ...location, id: found[0] };
}

/** Objects that a service always has, such as an organization's settings: an import finds them in every world, with the provider's defaults. */
const ALWAYS_THERE: readonly string[] = ["github_organization_settings"];

/** The object that an import id names: by the template the provider documents, by its id, or by its name. */
export function importable(world: World, place: string, type: string, importId: string): Attributes | undefined {
  const direct = world.get({ place, type, id: importId });
  if (direct !== undefined) return direct;
  const { importId: template, unique } = behaviorOf(type) ?? {};
  const matches = (attributes: Attributes): boolean =>
    [template, unique].some((known) => known !== undefined && fillTemplate(known, attributes, {}) === importId);
  const found = world.all(place, type).find(([, attributes]) => matches(attributes))?.[1];
  if (found !== undefined || !ALWAYS_THERE.includes(type)) return found;
  world.update({ place, type, id: importId }, { ...behaviorOf(type)?.defaults, id: importId });
  return world.get({ place, type, id: importId });
}

/** A wholly known object as the world keeps it. */
export const toAttributes = (value: ObjectValue): Attributes => {
  const json: Json = toJson(value);
  return isRecord(json) ? json : {};
};
