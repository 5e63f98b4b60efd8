import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** Values of a chart, as YAML has them. */
export type Values = Readonly<Record<string, unknown>>;

const map = z.record(z.string(), z.unknown());

/** What a chart's `values.yaml` gives. */
export const chartDefaults = (folder: string): Values => map.parse(parse(readFileSync(join(folder, "values.yaml"), "utf8")));

/** The values below a key; none when it has none, or is no map. */
export const valuesBelow = (of: Values, key: string): Values => map.safeParse(of[key]).data ?? {};

/** Merges as helm does: maps key by key, everything else replaced; null removes what is there, and stays where nothing is. */
export function mergeValues(below: Values, above: Values): Values {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const present = merged.get(key);
    if (value === null && present !== undefined) merged.delete(key);
    else merged.set(key, isMap(present) && isMap(value) ? mergeValues(present, value) : value);
  }
  return Object.fromEntries(merged);
}

const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
