import { z } from "zod";
import type { StackPlan } from "./page-model";

const text = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);
const anything = z.unknown().transform(text);
const values = z.array(z.object({ path: z.string(), before: anything, after: anything }));

/** The part of `sigma plan --json` that the page shows. */
const planOfStack = z.object({
  stack: z.string(),
  edits: z
    .array(
      z.object({
        name: z.string(),
        subject: z.string(),
        field: z.string(),
        file: z.string(),
        line: z.number(),
        before: anything,
        after: anything,
        weight: z.enum(["refused", "danger", "restart", "notice", "quiet"]),
        text: z.string(),
      }),
    )
    .nullable(),
  changes: z.array(z.object({ address: z.string(), action: z.enum(["create", "update", "replace", "delete"]), values })),
  drift: z.array(z.object({ address: z.string(), deleted: z.boolean(), reverted: z.boolean(), values })),
  unchanged: z.record(z.string(), z.number()).transform((byType) => Object.values(byType).reduce((sum, count) => sum + count, 0)),
});

/** A text is no plan as `sigma plan --json` prints it. The message says where it differs. */
export class NotAPlan extends Error {}

/** Reads what `sigma plan --json` printed. @throws NotAPlan that names every place where the text is something else */
export function givenPlan(json: string): readonly StackPlan[] {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new NotAPlan(`is no JSON: ${(error as Error).message}`);
  }
  const { success, data: plan, error } = z.array(planOfStack).safeParse(data);
  if (success) return plan;
  throw new NotAPlan(error.issues.map(({ path, message }) => `${path.length === 0 ? "the whole" : path.join(".")}: ${message}`).join("; "));
}
