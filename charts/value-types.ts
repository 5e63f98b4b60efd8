import { basename } from "node:path";
import { compile } from "json-schema-to-typescript";
import { typedSchema } from "./typed-schema";

/** The type of a chart's values, `PostgresValues`, with the descriptions of its schema as comments: the text of `charts/<chart>-values.ts`. */
export async function chartValueType(folder: string): Promise<string> {
  const chart = basename(folder);
  return compile(typedSchema(folder), `${chart}-values`, {
    bannerComment: `// Emitted from charts/${chart}/values.schema.json; edit that and run: npm run emit`,
    style: { printWidth: 140 },
  });
}
