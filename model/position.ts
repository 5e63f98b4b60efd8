/** Where something is written: a file of the catalog, line and column from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The way to a value inside its entry, as written there: `["database", "prod", "backups"]`. */
export type Path = readonly (string | number)[];

/** Something written in the catalog: it knows where each of its values stands. */
export interface Entry {
  /** Position of the value at `path`; of the nearest value above it when nothing is written there. */
  readonly at: (...path: Path) => Located;
}

/** A position together with the way that leads to it, which is how a problem names its place. */
export interface Located extends Position {
  readonly path: Path;
}

/**
 * Whether the file writes something at `path`, rather than leaving it to a default. Told by the position, so `path` needs two steps where the entry
 * is a whole file: its first key begins where the file does.
 */
export function isWritten({ at }: Entry, ...path: Path): boolean {
  const above = at(...path.slice(0, -1));
  const place = at(...path);
  return place.line !== above.line || place.column !== above.column;
}
