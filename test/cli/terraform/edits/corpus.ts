import type { Case } from "./case";
import { DATABASE_EDITS } from "./databases-edits";
import { ENVIRONMENT_EDITS } from "./environments-edits";
import { FAMILY_EDITS } from "./family-edits";
import { ORGANIZATION_EDITS } from "./organization-edits";
import { PRODUCT_EDITS } from "./products-edits";

/** More than a hundred edits of the invented family, each with what its plans say. */
export const CORPUS: readonly Case[] = [...DATABASE_EDITS, ...PRODUCT_EDITS, ...ENVIRONMENT_EDITS, ...FAMILY_EDITS, ...ORGANIZATION_EDITS];
