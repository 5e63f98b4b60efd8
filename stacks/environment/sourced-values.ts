import type { Entry, Located, Path } from "../../model/position";
import type { ValueOrigin } from "./release-values";

/** A value of a release together with where the catalog writes it. */
export interface Sourced<Value> extends Entry {
  readonly value: Value;
}

/** The values of a chart, each with its source. All are named; an optional one that the catalog does not give is null. */
export type SourcedValues<Values> = { readonly [Key in keyof Values]-?: Sourced<Values[Key]> };

/** A value that `entry` writes at `path`, or that is computed from what is written there. */
export const from = <Value>(value: Value, entry: Entry, ...path: Path): Sourced<Value> => ({ value, ...below(entry, ...path) });

/** The part of an entry at `path`. */
export const below = (entry: Entry, ...path: Path): Entry => ({ at: (...rest): Located => entry.at(...path, ...rest) });

/** The values without their sources. */
export const valuesOf = <Values>(sourced: SourcedValues<Values>): Values =>
  Object.fromEntries(Object.entries<Sourced<unknown>>(sourced).map(([key, { value }]) => [key, value])) as Values;

/** The sources without the values. What a construct adds to them has no source of its own: then `entry` is named. */
export const originOf =
  (sourced: Readonly<Record<string, Entry>>, entry: Entry): ValueOrigin =>
  ([first = "", ...rest]) =>
    sourced[first]?.at(...rest) ?? entry.at();
