/** Where something is written: a file of the catalog, line and column from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The path of a value inside its entry: `["database", "prod", "backups"]`. */
export type Path = readonly (string | number)[];

/** An entry of the catalog, which knows the position of each of its values. */
export interface Entry {
  /** Position of the value at `path`, or of its nearest parent when the file does not write that value. */
  readonly at: (...path: Path) => Located;
}

/** A position with the path that leads to it. Problems use it to name their place. */
export interface Located extends Position {
  readonly path: Path;
}

/**
 * Whether the file writes a value at `path` instead of relying on a default. This compares positions, so where the entry is a whole file `path` needs
 * at least two steps: the first key begins where the file does.
 */
export function isWritten({ at }: Entry, ...path: Path): boolean {
  const above = at(...path.slice(0, -1));
  const place = at(...path);
  return place.line !== above.line || place.column !== above.column;
}
