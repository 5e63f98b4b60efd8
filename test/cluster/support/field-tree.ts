import { type AdmittedFields, type AllowedValue, fieldName, hasFields } from "../../../charts/admitted";
import type { Schema } from "./schemas";

/** An object that `charts/admitted.yaml` describes: where it is, in words of that file, and what it may hold. */
export interface DescribedObject {
  /** `containers[]`, `env[]`. */
  readonly path: readonly string[];
  readonly fields: AdmittedFields;
}

/** Every object within one that is described, with itself. */
export function describedObjects(fields: AdmittedFields, path: readonly string[] = []): readonly DescribedObject[] {
  return [
    { path, fields },
    ...Object.entries(fields.allowed).flatMap(([key, value]) => (hasFields(value) ? describedObjects(value, [...path, key]) : [])),
  ];
}

/** Every field that may have some values and not others. */
export const limitedFields = (of: AdmittedFields): readonly (readonly [path: readonly string[], value: AllowedValue])[] =>
  describedObjects(of).flatMap(({ path, fields }) =>
    Object.entries(fields.allowed).flatMap(([key, value]) =>
      value === "any" || hasFields(value) ? [] : [[[...path, key], value] as const],
    ),
  );

/** What a schema and the description of an object do not have in common, as paths below `at`. A map, whose keys are anybody's, has no fields to compare. */
export function disagreements(fields: AdmittedFields, schema: Schema, at: string, resolved: (of: Schema) => Schema): readonly string[] {
  const { properties } = resolved(schema);
  if (properties === undefined) return [];
  const described = [...Object.keys(fields.allowed).map((key) => fieldName(key).name), ...fields.refused.flatMap((each) => each.fields)];
  const twice = described.filter((name, index) => described.indexOf(name) !== index);
  return [
    ...Object.keys(properties).flatMap((name) => (described.includes(name) ? [] : [`${at}.${name}: new, allow or refuse it`])),
    ...described.flatMap((name) => (name in properties ? [] : [`${at}.${name}: the schema has no such field`])),
    ...twice.map((name) => `${at}.${name}: decided on twice`),
    ...Object.entries(fields.allowed).flatMap(([key, value]) => {
      const { name, isList } = fieldName(key);
      const inside = properties[name];
      if (inside === undefined || !hasFields(value)) return [];
      const of = isList ? resolved(inside).items : inside;
      return of ? disagreements(value, of, `${at}.${key}`, resolved) : [`${at}.${key}: the schema has no list there`];
    }),
  ];
}

/** An object with a value at a path; what is on the way is made, and of a list the first item is meant. */
export function withValue(of: Readonly<Record<string, unknown>>, [key = "", ...rest]: readonly string[], value: unknown): object {
  const { name, isList } = fieldName(key);
  const present = of[name];
  if (!isList) return { ...of, [name]: rest.length === 0 ? value : withValue(asMap(present), rest, value) };
  const [first, ...others] = Array.isArray(present) ? (present as readonly unknown[]) : [];
  return { ...of, [name]: [rest.length === 0 ? value : withValue(asMap(first), rest, value), ...others] };
}

const asMap = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** The paths of all fields that an object has and that a description has, in words of the description. */
export function fieldsOf(fields: AdmittedFields, value: unknown, path = ""): readonly string[] {
  return Object.entries(fields.allowed).flatMap(([key, inside]) => {
    const { name, isList } = fieldName(key);
    const present = asMap(value)[name];
    if (present === undefined) return [];
    const below = `${path}.${key}`;
    const items = isList ? (present as readonly unknown[]) : [present];
    return [below, ...(hasFields(inside) ? items.flatMap((item) => fieldsOf(inside, item, below)) : [])];
  });
}
