import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findBinding } from "../../sandbox/binding-source";
import { PROVIDER_NAMES, type ProviderName } from "../../sandbox/provider";
import type { ProviderSchema, Schema } from "../../sandbox/schema";

/** Of one provider: a digest for each resource type, `data.` data source, and for `provider`, its configuration. */
export interface ProviderDigests {
  /** Of the genuine provider. */
  readonly version: string;
  readonly digests: Readonly<Record<string, string>>;
}

/** Where {@link recordedDigests} are kept. */
export const DIGESTS_FILE = join(__dirname, "schema-digests.json");

export const recordedDigests = (): Readonly<Record<ProviderName, ProviderDigests>> =>
  JSON.parse(readFileSync(DIGESTS_FILE, "utf8")) as Record<ProviderName, ProviderDigests>;

/**
 * The genuine schema of the provider that the installed binding was made from.
 * @param folder output of `terraform providers schema -json`, the part of one provider in each file: `<name>-<version>.json`
 */
export function genuineSchema(folder: string, name: ProviderName): ProviderSchema {
  return JSON.parse(readFileSync(join(folder, `${name}-${findBinding(name).providerVersion}.json`), "utf8")) as ProviderSchema;
}

export function digestsOfGenuine(folder: string): Readonly<Record<ProviderName, ProviderDigests>> {
  const entries = PROVIDER_NAMES.map((name) => {
    const digests = mapValues(schemasOf(genuineSchema(folder, name)), digestOf);
    return [name, { version: findBinding(name).providerVersion, digests }];
  });
  return Object.fromEntries(entries) as Record<ProviderName, ProviderDigests>;
}

/** By the names of {@link ProviderDigests}. */
export const schemasOf = ({ provider, resource_schemas, data_source_schemas }: ProviderSchema): Readonly<Record<string, Schema>> => ({
  provider,
  ...resource_schemas,
  ...Object.fromEntries(Object.entries(data_source_schemas).map(([name, schema]) => [`data.${name}`, schema])),
});

/** 64 bits: enough to notice a difference, which nobody makes on purpose. */
export const digestOf = (schema: Schema): string =>
  createHash("sha256")
    .update(JSON.stringify(essence(schema)))
    .digest("hex")
    .slice(0, 16);

/**
 * What a schema says, in one order of names. Deprecation is not in the bindings: it is left out, as descriptions are. Absent and false are the same.
 */
export function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== "object" || value === null) return value;
  const ignored = ["description", "description_kind", "deprecated"];
  const kept = Object.entries(value).filter(([name, inner]) => inner !== false && !(ignored.includes(name) && typeof inner !== "object"));
  return Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, essence(inner)]));
}

/** Where two schemas differ: `block.attributes.name.optional`. */
export function differences(ours: unknown, genuine: unknown, path = ""): readonly string[] {
  const [one, other] = [essence(ours), essence(genuine)];
  if (!isRecord(one) || !isRecord(other)) return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => differences(one[name], other[name], path === "" ? name : `${path}.${name}`));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const mapValues = <T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Readonly<Record<string, R>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
