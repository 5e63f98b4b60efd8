/**
 * A map by name without a prototype: `constructor` and `toString` are names like any other, and `in` and `[]` find only what was put there.
 */
export function record<Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  const values = { __proto__: null } as unknown as Record<string, Value>;
  for (const [key, value] of entries) values[key] = value;
  return values;
}

export const mapValues = <A, B>(values: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Readonly<Record<string, B>> =>
  record(Object.entries(values).map(([key, value]) => [key, map(value, key)]));
