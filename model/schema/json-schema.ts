import type { z } from "zod";
import { jsonSchemaOf } from "./schema-field";
import { environmentsSchema } from "./environments";
import { familySchema } from "./family";
import { importsSchema } from "./imports";
import { productSchema } from "./product";
import { repositoriesSchema } from "./repositories";
import { secretsSchema } from "./secrets";
import { teamsSchema } from "./teams";

/** The schema of each catalog file, by the name of its JSON Schema. */
export const SCHEMAS: Readonly<Record<string, { readonly title: string; readonly schema: z.ZodType }>> = {
  "family.json": { title: "catalog/family.yaml", schema: familySchema },
  "environments.json": { title: "catalog/environments.yaml, in promotion order", schema: environmentsSchema },
  "teams.json": { title: "catalog/teams.yaml", schema: teamsSchema },
  "repositories.json": { title: "catalog/repositories.yaml", schema: repositoriesSchema },
  "product.json": { title: "catalog/products/<code>.yaml", schema: productSchema },
  "imports.json": { title: "catalog/imports.yaml, written by sigma import; most catalogs have none", schema: importsSchema },
  "secrets.json": { title: "catalog/secrets/<repository>.yaml, written by sigma secret seal", schema: secretsSchema },
};

/**
 * JSON Schema (2020-12) of each catalog file, by file name, for editors. It does not contain the rules that span several values; those are in
 * model/checks/.
 */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([file, { title, schema }]) => {
      const { $schema, ...rest } = jsonSchemaOf(schema);
      return [
        file,
        `${JSON.stringify({ $schema, title, $comment: "Emitted from model/schema/; never edited by hand.", ...rest }, null, 2)}\n`,
      ];
    }),
  );
}
