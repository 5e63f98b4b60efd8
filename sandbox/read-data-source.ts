import { failure } from "./diagnostics";
import { blockFromJson } from "./json-values";
import type { Diagnostic } from "./protocol";
import type { Block } from "./schema";
import type { Value } from "./values";
import { isObject, Unknown } from "./values";
import { toAttributes } from "./world-objects";
import type { World } from "./world";

interface Question {
  readonly world: World;
  readonly place: string;
  readonly type: string;
  readonly block: Block;
  readonly config: Value;
}

type Answer = { readonly state: Value; readonly diagnostic?: undefined } | { readonly diagnostic: Diagnostic };

/**
 * Answers a data source from the managed object of the same type that agrees with every attribute the configuration gives.
 * Nothing else is answered: a data source without such an object is refused, not invented.
 */
export function readDataSource({ world, place, type, block, config }: Question): Answer {
  if (!isObject(config)) return { diagnostic: failure(`data.${type}: no configuration`) };
  const asked = Object.entries(config).filter(([, value]) => value !== null && !(value instanceof Unknown) && typeof value !== "object");
  const objects = world.all(place, type);
  const found = objects.find(([, attributes]) => asked.every(([name, value]) => !(name in attributes) || attributes[name] === value));
  if (found === undefined) {
    const given = asked.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
    return {
      diagnostic: failure(
        `data.${type} with ${given || "no argument"}: not found in ${place}`,
        `The stand-in world answers a data source from an object of the same type that was created here; it has ${objects.length} of type ${type}.`,
      ),
    };
  }
  const given = toAttributes(Object.fromEntries(asked));
  return { state: blockFromJson(block, { ...found[1], ...given }) };
}
