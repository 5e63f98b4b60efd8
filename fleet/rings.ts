import { createHash } from "node:crypto";
import type { Family } from "../model/family";
import { fleetMembers } from "../model/fleet-members";
import { compareText } from "../model/problem";

/** In the order in which an update reaches them. */
export const RINGS = ["canary", "half", "all"] as const;
export type Ring = (typeof RINGS)[number];

/** A repository of the fleet, as an update sees it. */
export interface FleetRepository {
  readonly name: string;
  readonly ring: Ring;
  /** Names of the checks that its pull requests must pass. */
  readonly requiredChecks: readonly string[];
}

/**
 * Every repository that has a scaffold, by ring and name. The canaries are those of the catalog, or one of each kind of repositories: every scaffold is tried
 * once. Half of the others follow, then the rest. Who is where depends on names alone, so a new repository moves no other one.
 */
export function fleetOf(family: Family): readonly FleetRepository[] {
  const members = [...fleetMembers(family)].sort((a, b) => compareText(place(a.name), place(b.name)));
  const firstOfKind = new Map([...members].reverse().map(({ name, kind, contents }) => [`${kind.name} ${contents ?? ""}`, name]));
  const canaries = new Set(family.fleet.canaries.length > 0 ? family.fleet.canaries : firstOfKind.values());
  return members
    .map(
      ({ name, requiredChecks }) =>
        ({
          name,
          ring: canaries.has(name) ? "canary" : /^[0-7]/.test(place(name)) ? "half" : "all",
          requiredChecks,
        }) satisfies FleetRepository,
    )
    .sort((a, b) => RINGS.indexOf(a.ring) - RINGS.indexOf(b.ring) || compareText(a.name, b.name));
}

/** A place among all names that has nothing to do with the alphabet. */
const place = (name: string): string => createHash("sha256").update(name).digest("hex");
