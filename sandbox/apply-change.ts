import { behaviorOf } from "./behavior-of";
import { alreadyExists, tookOver } from "./diagnostics";
import { fillTemplate, inventValues } from "./invent-values";
import type { Diagnostic } from "./protocol";
import type { Block } from "./schema";
import { deleteObject, refusalOf, warningsOf } from "./service-rules";
import type { ObjectValue, Value } from "./values";
import { isObject, textAt } from "./values";
import type { Location, World } from "./world";
import { keyOf, sameObject, toAttributes } from "./world-objects";

export interface Target {
  readonly world: World;
  readonly type: string;
  readonly place: string;
  /** The provider's configuration. */
  readonly configuration: ObjectValue;
  readonly block: Block;
}

export interface Applied {
  readonly state: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies a planned change to the world. A refused change leaves the prior state, so the next plan proposes it again. */
export function applyChange(target: Target, prior: Value, planned: Value): Applied {
  const { world, type, place } = target;
  const refused = refusalOf({ ...target, prior, planned });
  if (refused !== undefined) return { state: prior, diagnostics: [refused] };
  if (!isObject(planned)) {
    deleteObject(world, { place, type, id: keyOf(type, prior) });
    return { state: null, diagnostics: [] };
  }
  const object = finish(target, prior, planned);
  const location: Location = { place, type, id: keyOf(type, object) };
  const diagnostics = warningsOf({ ...target, prior, planned: object });
  if (prior === null) return create(target, location, object, diagnostics);
  if (keyOf(type, prior) !== location.id) world.delete({ ...location, id: keyOf(type, prior) });
  world.update(location, toAttributes(object));
  return { state: object, diagnostics };
}

function create({ world, type }: Target, location: Location, object: ObjectValue, diagnostics: readonly Diagnostic[]): Applied {
  const existing = sameObject(world, location, object);
  const conflict = existing !== undefined && behaviorOf(type)?.refusesExisting === true;
  if (conflict && !world.isLeftover(existing)) return { state: null, diagnostics: [alreadyExists(existing)] };
  if (existing !== undefined) world.delete(existing);
  world.create(location, toAttributes(object));
  return { state: object, diagnostics: conflict ? [tookOver(existing), ...diagnostics] : diagnostics };
}

/** The object as the service returns it: without unknown values, and with its id updated when a name in it changed. */
function finish({ world, type, configuration, block }: Target, prior: Value, planned: ObjectValue): ObjectValue {
  const facts = behaviorOf(type);
  const owner = textAt(configuration, "owner") || "default";
  const object = inventValues(block, planned, { type, facts, owner, number: () => world.number() });
  if (prior === null || facts === undefined || facts.id.includes("{#}")) return object;
  return { ...object, id: fillTemplate(facts.id, object, { owner }) };
}
