import { synthesizedResources } from "../../cli/terraform/synthesized";
import type { Family } from "../../model/family";
import { familyPage, type FamilyPageProps } from "../../page/family-page";
import type { PageModel } from "../../page/page-model";

/** The page of a family that was made on a day in spring. */
export const pageOf = (family: Family, more: Partial<FamilyPageProps> = {}): PageModel =>
  familyPage({
    family,
    resources: more.resources ?? synthesizedResources(family),
    unconfirmed: [],
    plan: null,
    madeAt: new Date("2026-05-22T10:00:00Z"),
    ...more,
  });
