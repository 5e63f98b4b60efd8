import type { Path } from "../position";
import { record } from "../record";

export interface WithoutPaths {
  readonly value: unknown;
  /** Where something of `value` stood before: items of a list move up when others are gone. */
  readonly originalPath: (path: Path) => Path;
}

/** A copy of plain data in which nothing stands at the given paths (steps joined by NUL). */
export function withoutPaths(value: unknown, paths: ReadonlySet<string>): WithoutPaths {
  const originalPath = (path: Path): Path =>
    path.reduce<Path>((done, step) => [...done, typeof step === "number" ? originalIndex(done, step) : step], []);
  const originalIndex = (list: Path, index: number): number => {
    let original = -1;
    for (let kept = -1; kept < index;) {
      original++;
      if (!paths.has([...list, original].join("\0"))) kept++;
    }
    return original;
  };
  return { value: copy(value, paths, ""), originalPath };
}

function copy(value: unknown, gone: ReadonlySet<string>, prefix: string): unknown {
  const inner = (step: string | number, item: unknown): readonly unknown[] => {
    const key = `${prefix}${step}`;
    return gone.has(key) ? [] : [copy(item, gone, `${key}\0`)];
  };
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => inner(index, item));
  if (typeof value !== "object" || value === null) return value;
  return record(Object.entries(value).flatMap(([key, item]) => inner(key, item).map((kept) => [key, kept] as const)));
}

/** A copy of plain data in which `replacement` stands at `path`; nothing changes without a replacement. */
export function withValue(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (replacement === undefined) return value;
  if (step === undefined) return replacement;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = new Map(Object.entries(value));
  entries.set(String(step), withValue(entries.get(String(step)), rest, replacement));
  return record(entries);
}
