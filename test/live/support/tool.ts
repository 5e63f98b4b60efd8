import { join } from "node:path";
import { TOOLS } from "../../cluster/support/cluster";

/** A program of `.ci/tools`. */
export const tool = (name: string): string => join(TOOLS, name);

/** A file beside those programs: images, charts, manifests. */
export const toolsPath = (...path: readonly string[]): string => join(TOOLS, "..", ...path);
