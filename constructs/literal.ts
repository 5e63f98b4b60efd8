/**
 * A text as Terraform must read it to give exactly this text back.
 *
 * Every string of a Terraform JSON configuration is a template: `${…}` and `%{…}` in a product's summary would be evaluated. CDKTF in turn takes
 * `${TfToken[…]}` for one of its references, so that name is broken up by an empty interpolation. For text that people write; never for a value that
 * holds a reference to a resource.
 */
export function literal(text: string): string {
  return text.replace(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`).replace(/TfToken\[/g, 'TfToken${""}[');
}

/** {@link literal} for every key and string of a value: keys of an object are templates as well. */
export function literalValue<T>(value: T): T;
export function literalValue(value: unknown): unknown {
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map((item: unknown) => literalValue(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [literal(key), literalValue<unknown>(item)]));
}
