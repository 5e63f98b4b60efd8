import { stringify } from "yaml";

/** The text of catalog/imports.yaml. */
export const importsFile = (imports: Readonly<Record<string, string>>): string => `\
# yaml-language-server: $schema=schemas/imports.json
# Written by sigma import: what GitHub has already and the first plan takes over. Delete it when that plan is applied.
${stringify(imports, { lineWidth: 0 })}`;
