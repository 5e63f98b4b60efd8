import { rmSync } from "node:fs";
import type { Family } from "../../model/family";
import { loadFamily } from "../../model/load";
import { copyAcme, type Edit } from "../model/copy-acme";

export type { Edit };

/** The invented family after a person edited its catalog; an edit that finds nothing to replace fails. */
export function editedAcme(...edits: readonly Edit[]): Family {
  const directory = copyAcme(...edits);
  try {
    return loadFamily(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
