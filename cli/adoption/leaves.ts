/** A value at the end of a path: a text, a number, yes or no, or a set of them. */
export type Leaf = string | number | boolean | null | readonly string[];

/** What tells the entries of a list of blocks apart. */
const KEYS = ["username", "context", "actor_id"];

/**
 * Every value by its path, with the blocks of a list named by what tells them apart: `members.linus.role`, `rules.pull_request.require_code_owner_review`.
 * A value that GitHub does not show is undefined.
 */
export function leavesOf(value: unknown, path: readonly string[] = []): ReadonlyMap<string, Leaf | undefined> {
  const place = path.join(".");
  if (value === undefined) return new Map([[place, undefined]]);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (!items.some(isBlock)) return new Map([[place, items.map(String).sort()]]);
    return merged(items.map((item) => leavesOf(item, [...path, ...nameOf(item, items.length)])));
  }
  if (isBlock(value)) return merged(Object.entries(value).map(([name, inner]) => leavesOf(inner, [...path, name])));
  return new Map([[place, value as Leaf]]);
}

const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A single block without a name of its own has no step in the path. */
function nameOf(item: unknown, count: number): readonly string[] {
  const key = isBlock(item) ? KEYS.find((each) => Object.hasOwn(item, each)) : undefined;
  // GitHub tells logins apart by their letters alone, whatever their case.
  if (isBlock(item) && key !== undefined) return [String(item[key]).toLowerCase()];
  if (count > 1) throw new Error(`blocks without a key among ${KEYS.join(", ")}: ${JSON.stringify(item)}`);
  return [];
}

const merged = (maps: readonly ReadonlyMap<string, Leaf | undefined>[]): ReadonlyMap<string, Leaf | undefined> =>
  new Map(maps.flatMap((map) => [...map]));

/** The path of what names the block that a value is in; null outside of one. */
export function namingPath(path: string, leaves: ReadonlyMap<string, unknown>): string | null {
  const block = path.slice(0, path.lastIndexOf("."));
  return KEYS.map((key) => `${block}.${key}`).find((each) => leaves.has(each)) ?? null;
}

/** Terraform and GitHub say in several ways that there is nothing. */
export const isEmpty = (leaf: Leaf | undefined): boolean =>
  leaf === undefined || leaf === null || leaf === false || leaf === "" || leaf === 0 || (Array.isArray(leaf) && leaf.length === 0);

export const isSame = (one: Leaf | undefined, other: Leaf | undefined): boolean =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other);
