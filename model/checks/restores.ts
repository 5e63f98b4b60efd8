import { isWritten } from "../position";
import { finding } from "../problem";
import type { Check } from "./check";

/** A restore names one target that has passed, an earlier generation and a new one; later it stays as the origin of the active one. */
export const checkRestore: Check = {
  name: "restore",
  waivable: false,
  run: ({ environments, products }, now) =>
    Object.values(environments).flatMap((environment) =>
      Object.values(environment.databases).flatMap(({ key, restore, generation }) => {
        if (!restore) return [];
        const product = products[key];
        const at = (field: string) =>
          product ? product.at("database", environment.name, "restore", field) : environment.at("sharedDatabase", "restore", field);
        const next = `got ${restore.generation}; the active generation is ${generation}: write a higher one that was never made, ${generation + 1} when none was abandoned, or leave ${generation} as where it came from`;
        return [
          ...(restore.generation >= generation ? [] : [finding(at("generation"), next)]),
          ...(restore.from > generation && restore.from < restore.generation
            ? [
                finding(
                  at("from"),
                  `generation ${restore.from} was never active; write from: ${generation}, the active one, or an earlier one`,
                ),
              ]
            : []),
          ...(restore.from < restore.generation
            ? []
            : [
                finding(
                  at("from"),
                  `got ${restore.from}; generation ${restore.generation} comes from an earlier one; write at most ${restore.generation - 1}, or nothing for the one before`,
                ),
              ]),
          ...(restore.at !== null && new Date(restore.at) > now
            ? [finding(at("at"), `${restore.at} is in the future, where no archive reaches; write a moment that has passed, UTC`)]
            : []),
          ...(restore.at === null && restore.lsn === null
            ? [finding(at("at"), "a restore needs a target; add at (a moment) or lsn (a log position)")]
            : []),
          ...(restore.at !== null && restore.lsn !== null ? [finding(at("lsn"), "a restore has one target; remove at or lsn")] : []),
        ];
      }),
    ),
};

/** Generation and restore of a shared database stand where there is one. */
export const checkSharedDatabase: Check = {
  name: "shared-database",
  waivable: false,
  run: ({ environments, products }) =>
    Object.values(environments)
      .filter(({ databases }) => Object.keys(databases).every((key) => products[key]))
      .flatMap((environment) =>
        ["generation", "restore"]
          .filter((key) => isWritten(environment, "sharedDatabase", key))
          .map((key) =>
            finding(
              environment.at("sharedDatabase", key),
              `${environment.name} has no database but the products' own; remove it, or write it under database.${environment.name} of a product`,
            ),
          ),
      ),
};
