import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "./api-client";

/** A schema of the API server's OpenAPI v3 documents. Custom kinds are there as their CustomResourceDefinitions describe them. */
export interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly nullable?: boolean;
  readonly $ref?: string;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly { readonly group: string; readonly version: string; readonly kind: string }[];
}

export type Schemas = Readonly<Record<string, Schema>>;

/** Where kubeconform finds what {@link writeSchemas} wrote. */
export const schemaLocation = (directory: string): string => join(directory, "{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json");

/**
 * Writes a JSON schema per kind that the API server describes, in which a field that is not described is an error.
 * @returns the files' names; custom kinds are described a while after they are established
 */
export async function writeSchemas(api: ApiClient, directory: string): Promise<ReadonlySet<string>> {
  const written = new Set<string>();
  const index = await api.get<{ paths: Readonly<Record<string, unknown>> }>("/openapi/v3");
  for (const path of Object.keys(index.paths)) {
    if (!/^apis?\/(?:[^/]+\/)?v[^/]+$/.test(path)) continue;
    const { components } = await api.get<{ components?: { schemas?: Schemas } }>(`/openapi/v3/${path}`);
    const schemas = components?.schemas ?? {};
    for (const [name, schema] of Object.entries(schemas)) {
      // Several kinds: an object of the API machinery, such as DeleteOptions.
      const [kind, ...others] = schema["x-kubernetes-group-version-kind"] ?? [];
      if (kind === undefined || others.length > 0) continue;
      const used = Object.fromEntries(namesUsed(name, schemas).map((each) => [each, strict(schemas[each] ?? {})]));
      const file = schemaFile(kind.group, kind.version, kind.kind);
      writeFileSync(join(directory, file), JSON.stringify({ $ref: `#/components/schemas/${name}`, components: { schemas: used } }));
      written.add(file);
    }
  }
  return written;
}

/** For the core kinds, which have no group, kubeconform takes the version for one. */
export const schemaFile = (group: string, version: string, kind: string): string =>
  `${group || version}_${version}_${kind.toLowerCase()}.json`;

/** A schema's name and those of all that it refers to. */
function namesUsed(name: string, schemas: Schemas): readonly string[] {
  const found = new Set([name]);
  // A set's iteration includes what is added meanwhile.
  for (const each of found) {
    for (const [, used] of JSON.stringify(schemas[each]).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used !== undefined) found.add(used);
    }
  }
  return [...found];
}

/** OpenAPI's dialect as plain JSON schema, closed where Kubernetes would silently drop a field. */
function strict(schema: Schema): object {
  const { properties, items, additionalProperties, allOf } = schema;
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true || schema["x-kubernetes-embedded-resource"] === true;
  const closed = properties !== undefined && additionalProperties === undefined && !open;
  const type = schema["x-kubernetes-int-or-string"] === true ? ["integer", "string"] : schema.type;
  const nullable = schema.nullable === true && typeof type === "string" ? [type, "null"] : type;
  return {
    ...schema,
    ...(nullable === undefined ? {} : { type: nullable }),
    ...(properties === undefined ? {} : { properties: mapped(properties) }),
    ...(items === undefined ? {} : { items: strict(items) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(strict) }),
    ...(typeof additionalProperties === "object" ? { additionalProperties: strict(additionalProperties) } : {}),
    ...(closed ? { additionalProperties: false } : {}),
  };
}

const mapped = (schemas: Schemas) => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, strict(schema)]));
