import { isDeepStrictEqual } from "node:util";
import type { Family } from "../family";
import type { Path } from "../position";
import { isMap, pruned } from "./catalog-of-stack";
import { quiet, WEIGHTS, type Edit, type Told } from "./consequence";
import { below, reaches, TOP, type Place } from "./fields";

/** An edit with what it does. */
export type ToldEdit = Edit & Told;

/**
 * What people edited between two catalogs of one stack, worst first.
 * @param before what the last apply of the stack kept
 * @param family the catalog as it is
 */
export function editsBetween(before: unknown, family: Family, stack: string): readonly ToldEdit[] {
  const [was, is] = [pruned(before, TOP, stack), pruned(family.written.values, TOP, stack)];
  const context = { was: lookup(was), is: lookup(family.written.values), family, stack };
  const edits = changed(was, is, TOP).flatMap(({ place: { path, names, exact }, before: from, after }): readonly ToldEdit[] => {
    const edit: Edit = { path, names, before: from, after, ...context };
    if (exact && !(reaches(exact.reach, names, stack) && (exact.concerns?.(edit) ?? true))) return [];
    return [{ ...edit, ...(plannedThroughout(edit) ?? exact?.says(edit) ?? quiet("")) }];
  });
  return [...edits].sort((one, other) => WEIGHTS.indexOf(one.weight) - WEIGHTS.indexOf(other.weight));
}

interface Changed {
  readonly place: Place;
  readonly before: unknown;
  readonly after: unknown;
}

function changed(before: unknown, after: unknown, place: Place): readonly Changed[] {
  if (isDeepStrictEqual(plain(before), plain(after)) && place.path.length > 0) return reordered(before, after, place);
  const isOne = place.exact !== undefined && (place.exact.whole === true || before === undefined || after === undefined);
  if (isOne || !(isMap(before ?? {}) && isMap(after ?? {}))) return [{ place, before, after }];
  const [from, to] = [before, after].map((value) => (isMap(value) ? value : {})) as [object, object];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const inside = keys.flatMap((key) => changed(valueOf(from, key), valueOf(to, key), below(place, key)));
  return [...inside, ...reordered(before, after, place)];
}

/** Only of environments the order has a meaning: it is that of promotion. */
function reordered(before: unknown, after: unknown, place: Place): readonly Changed[] {
  if (place.path.join(".") !== "environments" || !isMap(before) || !isMap(after)) return [];
  const [from, to] = [Object.keys(before), Object.keys(after)];
  const sameNames = from.length === to.length && from.every((name) => to.includes(name));
  return sameNames && !isDeepStrictEqual(from, to) ? [{ place, before: from, after: to }] : [];
}

/** A map without a prototype equals one with, and an absent key one without a value. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));

const valueOf = (map: object, key: string): unknown =>
  Object.hasOwn(map, key) ? (map as Readonly<Record<string, unknown>>)[key] : undefined;

const lookup =
  (root: unknown) =>
  (...path: Path): unknown =>
    path.reduce<unknown>((value, step) => (isMap(value) ? valueOf(value, String(step)) : undefined), root);

/** An edit below a product that is planned before and after does nothing. */
function plannedThroughout({ path, was, is }: Edit): Told | null {
  const [group, code = ""] = path;
  if (group !== "products" || path.length < 3 || path[2] === "state") return null;
  const planned = [was, is].every((value) => value("products", code, "state") === "planned");
  return planned ? quiet("a planned product has no resources yet") : null;
}
