import { createHash } from "node:crypto";
import { record } from "../record";
import { below, reaches, TOP, type Place } from "./fields";

/**
 * The part of the catalog that a stack is made from, as JSON. The stack keeps it, so that the next plan can say what was edited since the last apply.
 * A field that reaches other stacks alone is left out: its edit changes nothing here.
 */
export const catalogOfStack = (written: unknown, stack: string): string => JSON.stringify(pruned(written, TOP, stack) ?? {});

export function pruned(value: unknown, place: Place, stack: string): unknown {
  const here = place.exact !== undefined && reaches(place.exact.reach, place.names, stack);
  if (place.exact?.whole === true || !isMap(value)) return here ? unsealed(value) : undefined;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = pruned(inner, below(place, key), stack);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  // An entry of which this stack uses no field is kept, empty: that it exists can matter.
  return entries.length > 0 || here ? record(entries) : undefined;
}

/** A sealed value changes with each sealing, which is all that a plan tells; the state need not hold it a second time. */
function unsealed(value: unknown): unknown {
  if (!isMap(value) || typeof value.keyId !== "string" || typeof value.value !== "string") return value;
  return { keyId: value.keyId, sealed: createHash("sha256").update(value.value).digest("hex").slice(0, 12) };
}

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
