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
