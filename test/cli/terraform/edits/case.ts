import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Edit } from "../../../model/copy-acme";

/** An edit that a person makes, and what the plan of each stack says about it; a stack that is not listed says nothing. */
export interface Case {
  readonly edit: string;
  readonly edits: readonly Edit[];
  /** What cannot be said as a replaced text: files that come or go. */
  readonly files?: (directory: string) => void;
  readonly says: readonly string[];
}

/** Takes a file away. */
export const remove = (file: string) => (directory: string) => {
  rmSync(join(directory, file));
};
/** Adds a file. */
export const write = (file: string, text: string) => (directory: string) => {
  writeFileSync(join(directory, file), text);
};

export const SHOP = "products/shop.yaml";
export const TIDE = "products/tide.yaml";
export const FAMILY = "family.yaml";
export const ENVIRONMENTS = "environments.yaml";
export const TEAMS = "teams.yaml";
export const REPOSITORIES = "repositories.yaml";
/** Room for one more product in the consolidated database. */
export const ROOM: Edit = [FAMILY, "maxConnections: 250", "maxConnections: 400"];
export const LIVE_DATABASE = "live: { size: medium, backups: 60d, generation: 1, restore: { generation: 2, at: 2026-05-22T09:45:52Z } }";
