import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { worldFile } from "../sandbox/start-providers";
import { World } from "../sandbox/world";
import { list } from "../model/problem";
import { UserError } from "./user-error";

interface Known {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly id: string;
}

interface StateFile {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: { readonly id?: string } }[];
  }[];
}

/** Sets one attribute of an object in the rehearsal's world, as if somebody had clicked. Returns a sentence about it. */
export async function drift(directory: string, address: string, attribute: string, value: string): Promise<string> {
  const known = knownResource(directory, address);
  const world = World.open(worldFile(directory));
  const objects = [...world.objects()].filter(({ type, attributes }) => type === known.type && attributes.id === known.id);
  const [object, twin] = objects;
  if (!object)
    throw new UserError(
      `${address} is in the state, but not in the world any more; a plan will say so: npx sigma sandbox sigma plan ${known.stack}`,
    );
  if (twin)
    throw new UserError(
      `${known.type} "${known.id}" is in ${list(objects.map(({ place }) => place))}; edit ${worldFile(directory)} by hand`,
    );
  if (!Object.hasOwn(object.attributes, attribute)) {
    throw new UserError(`${known.type} has no attribute "${attribute}"; attributes: ${Object.keys(object.attributes).sort().join(", ")}`);
  }
  const before = JSON.stringify(object.attributes[attribute]);
  const after = parsed(value);
  world.update(object, { ...object.attributes, [attribute]: after });
  await world.save();
  return `${attribute} of ${known.address} was ${before}, is ${JSON.stringify(after)}; see it: npx sigma sandbox sigma plan ${known.stack}\n`;
}

function knownResource(directory: string, address: string): Known {
  const [, stack, plain = address] = /^([a-z0-9-]+):(.+)$/.exec(address) ?? [];
  const all = states(directory);
  const matching = all.filter((each) => each.address === plain && (stack === undefined || each.stack === stack));
  const [first, second] = matching;
  if (!first)
    throw new UserError(
      `nothing is deployed at "${address}"; deploy first (npx sigma sandbox sigma deploy <stack>), or take an address of npx sigma sandbox sigma terraform <stack> state list`,
    );
  if (second) throw new UserError(`several stacks have ${plain}; write ${matching.map((each) => `${each.stack}:${plain}`).join(" or ")}`);
  return first;
}

function states(directory: string): readonly Known[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((file) => {
    const stack = /^terraform\.(.+)\.tfstate$/.exec(file)?.[1];
    if (stack === undefined) return [];
    const { resources } = JSON.parse(readFileSync(join(directory, file), "utf8")) as StateFile;
    return resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes }) => ({ stack, type, address: `${type}.${name}`, id: attributes.id ?? "" })),
      );
  });
}

/** `true`, `3` and `["a"]` as JSON; everything else is a text. */
function parsed(value: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}
