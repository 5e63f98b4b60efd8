import type { Family } from "../family";
import type { Finding } from "../problem";

/** One rule over the whole family. */
export interface Check {
  /** What its problems and the exceptions from it are called. */
  readonly name: string;
  /** Whether an exception in the catalog can waive its problems for a time. All others must be fixed. */
  readonly waivable: boolean;
  /** Reports everything that it finds at this moment, and never throws. */
  readonly run: (family: Family, now: Date) => readonly Finding[];
}
