import { fieldRows } from "../schema/catalog-document";
import { SCHEMAS } from "../schema/json-schema";

/** The catalog's groups and the JSON Schema of their files. Each entry of the last two is a file of its own. */
export const GROUPS = {
  family: { schema: "family.json", folder: false },
  environments: { schema: "environments.json", folder: false },
  teams: { schema: "teams.json", folder: false },
  repositories: { schema: "repositories.json", folder: false },
  products: { schema: "product.json", folder: true },
  secrets: { schema: "secrets.json", folder: true },
} as const;

/** What the schema gives where there is nothing to speak of. */
const NOTHING: readonly string[] = ["required", "`[]`", "`{}`"];

let known: ReadonlyMap<string, string> | undefined;

/**
 * What holds where the catalog does not write a field, as its schema says: `small`, `the environment's`. Null where nothing does.
 * @param path keys from the top of the catalog
 */
export function defaultOf(path: readonly string[]): string | null {
  known ??= new Map(Object.entries(GROUPS).flatMap(([group, { schema, folder }]) => defaults(group, schema, folder)));
  // A key that people choose stands for `<name>`; which ones are, the fields say.
  const [group = "", ...rest] = path;
  return find(known, group, rest);
}

function find(defaults: ReadonlyMap<string, string>, prefix: string, [step, ...rest]: readonly string[]): string | null {
  if (step === undefined) return defaults.get(prefix) || null;
  for (const key of [step, "<name>"]) {
    const next = `${prefix}.${key}`;
    if (defaults.has(next)) return find(defaults, next, rest);
  }
  return null;
}

function defaults(group: string, schema: string, folder: boolean): readonly (readonly [string, string])[] {
  const file = SCHEMAS[schema];
  if (!file) return [];
  const prefix = folder ? `${group}.<name>` : group;
  return [
    [prefix, ""],
    ...fieldRows(file.schema).map(({ key, initial, meaning }) => {
      const said = /Default: (.+)$/.exec(meaning)?.[1] ?? (NOTHING.includes(initial) ? "" : initial.replaceAll("`", ""));
      return [`${prefix}.${key}`, said] as const;
    }),
  ];
}
