import { z } from "zod";
import { GITHUB_ADDRESS } from "../../contract/patterns";
import { byName } from "./recurring";

/** catalog/imports.yaml: what GitHub has already, by address. `sigma import` writes it. https://developer.hashicorp.com/terraform/language/import */
export const importsSchema = byName(
  GITHUB_ADDRESS,
  z
    .string()
    .min(1)
    .max(300)
    .regex(/^\S(.*\S)?$/, "write the id as `npx sigma import` does, without spaces around it")
    .meta({ examples: ["1234567"] })
    .describe("Id of what exists already, in the form that Terraform's import takes"),
);

export type ImportsSpec = z.infer<typeof importsSchema>;
