import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { driftObject } from "../../sandbox/edit-world";
import { refuseUnseenDrift } from "../../sandbox/unseen-drift";
import { asUserError } from "./rehearsal";
import { UserError } from "../user-error";

interface Known {
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly name: string;
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

/** Changes one attribute of a deployed resource in the rehearsal's world, as if done by hand. Returns a message for the user. */
export async function drift(directory: string, address: string, attribute: string, value: string): Promise<string> {
  const { stack, type, name, id } = deployedResource(directory, address);
  try {
    refuseUnseenDrift(directory, type, attribute, configuration(directory, stack, type, name));
    const place = clusterOf(directory, stack);
    await driftObject(directory, { type, id, ...(place !== undefined && !type.startsWith("github_") && { place }) }, attribute, value);
  } catch (error) {
    throw asUserError(error);
  }
  return `${attribute} of ${address} is ${value} now; see it: npx sigma sandbox sigma plan ${stack}\n`;
}

function deployedResource(directory: string, address: string): Known {
  const [, stack, plain = address] = /^([a-z0-9-]+):(.+)$/.exec(address) ?? [];
  const matching = states(directory).filter((known) => known.address === plain && (stack === undefined || known.stack === stack));
  const [first, second] = matching;
  if (!first) {
    throw new UserError(
      `nothing is deployed at "${address}" in the rehearsal; deploy first (npx sigma sandbox sigma deploy <stack> --yes), or take an address of npx sigma sandbox sigma terraform <stack> state list`,
    );
  }
  if (second) throw new UserError(`several stacks have ${plain}; write ${matching.map((known) => `${known.stack}:${plain}`).join(" or ")}`);
  return first;
}

/** The arguments of a resource as the last synth of the rehearsal wrote them. */
function configuration(directory: string, stack: string, type: string, name: string): unknown {
  const file = join(directory, "cdktf.out", "stacks", stack, "cdk.tf.json");
  if (!existsSync(file)) return undefined;
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as { resource?: Record<string, Record<string, unknown>> };
  return resource[type]?.[name];
}

/** Two clusters may have an object of the same id, such as the release `baseline`: the stack tells them apart. */
function clusterOf(directory: string, stack: string): string | undefined {
  const file = join(directory, "cdktf.out", "stacks", stack, "cdk.tf.json");
  if (!existsSync(file)) return undefined;
  const { provider } = JSON.parse(readFileSync(file, "utf8")) as { provider?: { kubernetes?: readonly { host?: string }[] } };
  const host = provider?.kubernetes?.[0]?.host;
  return host === undefined ? undefined : `cluster ${host}`;
}

function states(directory: string): readonly Known[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((file) => {
    const stack = /^terraform\.(.+)\.tfstate$/.exec(file)?.[1];
    if (stack === undefined) return [];
    return readState(join(directory, file))
      .resources.filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes }) => ({ stack, type, name, address: `${type}.${name}`, id: attributes.id ?? "" })),
      );
  });
}

function readState(file: string): StateFile {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StateFile;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new UserError(`${file} is half-written; put its .backup in its place, or start again from nothing: npx sigma sandbox reset`);
    throw error;
  }
}
