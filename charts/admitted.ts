import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/** What a field may be. */
export type AllowedValue = "any" | OneOf | AtLeast | AdmittedFields;

/** One of these values. */
export interface OneOf {
  readonly values: readonly (boolean | number | string | readonly string[])[];
  /** What to write in place of others. */
  readonly instead: string;
}

/** A number, at least so high. */
export interface AtLeast {
  readonly min: number;
  readonly instead: string;
}

/** The fields of an object. */
export interface AdmittedFields {
  /** By name; `[]` behind it says that the field is a list of what is described. */
  readonly allowed: Readonly<Record<string, AllowedValue>>;
  /** Allowed fields that may not be left out. */
  readonly required: readonly string[];
  /** The other fields of the schema, with what to use instead. A field that is named nowhere is refused too. */
  readonly refused: readonly { readonly fields: readonly string[]; readonly instead: string }[];
}

/** A kind of which products have objects. */
export interface AdmittedKind {
  readonly resource: string;
  readonly group: string;
  readonly version: string;
  readonly operations: readonly ("CREATE" | "UPDATE")[];
  /** Whether it holds for the platform too. */
  readonly platform: "admitted" | "refused";
  readonly spec: AdmittedFields;
}

const instead = z.string().min(1);
const value: z.ZodType<AllowedValue> = z.lazy(() =>
  z.union([
    z.literal("any"),
    z.strictObject({ values: z.array(z.union([z.boolean(), z.number(), z.string(), z.array(z.string())])).min(1), instead }),
    z.strictObject({ min: z.int(), instead }),
    fields,
  ]),
);
const fields: z.ZodType<AdmittedFields> = z.strictObject({
  allowed: z.record(z.string(), value),
  required: z.array(z.string()).default([]),
  refused: z.array(z.strictObject({ fields: z.array(z.string()).min(1), instead })).default([]),
});
const admitted = z.object({
  kinds: z.record(
    z.string(),
    z.strictObject({
      resource: z.string(),
      group: z.string(),
      version: z.string(),
      operations: z.array(z.enum(["CREATE", "UPDATE"])).default(["CREATE", "UPDATE"]),
      platform: z.enum(["admitted", "refused"]).default("admitted"),
      spec: fields,
    }),
  ),
});

/** Where it stands what a product's release may ask for, from the repository's root. */
export const ADMITTED = "charts/admitted.yaml";

/** What a product's release may ask for, by kind. */
export const admittedKinds = (): Readonly<Record<string, AdmittedKind>> =>
  admitted.parse(parse(readFileSync(join(__dirname, "admitted.yaml"), "utf8"))).kinds;

/** A field's own name, and whether it is a list of what is described. */
export const fieldName = (key: string): { readonly name: string; readonly isList: boolean } => ({
  name: key.replace(/\[\]$/, ""),
  isList: key.endsWith("[]"),
});

/** Whether a value has fields of its own that are described. */
export const hasFields = (of: AllowedValue): of is AdmittedFields => typeof of === "object" && "allowed" in of;
