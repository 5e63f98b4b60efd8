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

/** One summary for all of them: Terraform then prints the first, and how many more there are. */
export const tookOver = (existing: Location): Diagnostic =>
  warning(
    "An object that an interrupted run left is taken over",
    `${describe(existing)} is in the world and not in the state. A real service would refuse to create it again: there, \`terraform import\` is the way.`,
  );

export const notFound = (type: string, id: string, place: string): Diagnostic =>
  failure(`${type} "${id}" does not exist in ${place}`, "The stand-in world has no such object, so there is nothing to import.");

export const unknownBehavior = (type: string): Diagnostic =>
  warning(
    "A type is rehearsed by its schema alone",
    `${type}: what forces its replacement and which defaults the provider sets is not in the sandbox's table: the real plan may differ. Add a line to sandbox/behavior/.`,
  );

/** That is kubernetes_manifest: it has no id, and the real provider asks the cluster for the object's schema in every plan. */
export const noIdentity = (type: string): Diagnostic =>
  failure(
    `${type} cannot be rehearsed`,
    "Its plan needs a running cluster. Put the object into a Helm chart and release that with helm_release.",
  );
