import type { Family } from "../family";
import type { Problem } from "../problem";

/** One rule over the whole family, at this moment. It reports, never throws, and never hides the next problem. */
export type Check = (family: Family, now: Date) => readonly Problem[];
