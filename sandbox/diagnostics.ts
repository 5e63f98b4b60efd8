import type { Diagnostic } from "./protocol";
import type { Location } from "./world";

export const failure = (summary: string, detail = ""): Diagnostic => ({ severity: "ERROR", summary, detail });
export const warning = (summary: string, detail = ""): Diagnostic => ({ severity: "WARNING", summary, detail });

const describe = ({ place, type, id }: Location): string => `${type} "${id}" in ${place}`;

export const alreadyExists = (existing: Location): Diagnostic =>
  failure(
    `${describe(existing)} already exists`,
    "Another resource of the configuration made it, or it was made by hand. Give one of the two another name, or take it over with `terraform import`.",
  );

export const tookOver = (existing: Location): Diagnostic =>
  warning(
    `${describe(existing)} was left by an interrupted run and is taken over`,
    "A real service would refuse here, because it already exists: there, `terraform import` is the way.",
  );

export const notFound = (type: string, id: string, place: string): Diagnostic =>
  failure(`${type} "${id}" does not exist in ${place}`, "The stand-in world has no such object, so there is nothing to import.");

export const unknownBehaviour = (type: string): Diagnostic =>
  warning(
    `${type} is rehearsed by its schema alone`,
    "What forces its replacement and which defaults the provider sets is not in the sandbox's table: the real plan may differ. Add a line to sandbox/behaviour/.",
  );
