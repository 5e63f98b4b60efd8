import { join } from "node:path";

/**
 * The Sigma family as it was agreed, with nothing confirmed yet: what tests may assert of it value by value.
 * The catalog of this repository is its users' to edit, so no test but test/catalog/ reads it.
 */
export const SIGMA_CATALOG = join(__dirname, "sigma");
