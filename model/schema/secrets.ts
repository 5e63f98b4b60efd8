import { z } from "zod";
import { NAME, SECRET_NAME } from "../../contract/patterns";
import { byName } from "./recurring";

/** catalog/secrets/<repository>.yaml: environment → name → sealed value. Written by `sigma secret seal`. */
export const secretsSchema = byName(
  NAME,
  byName(
    SECRET_NAME,
    z
      .strictObject({
        keyId: z
          .string()
          .regex(/^\S{1,100}$/, "use the id that GitHub gave with the key")
          .meta({ examples: ["568250167242549743"] })
          .describe("Id of the environment's public key that sealed it"),
        value: z
          .base64("write the sealed box in base64; `sigma secret seal` does it")
          .min(1)
          .meta({ examples: ["c2VhbGVk…"] })
          .describe("Sealed box, base64; only GitHub can open it")
          .meta({ writeOnly: true }),
      })
      .describe("A sealed value")
      .meta({ writeOnly: true }),
  ).describe("Sealed values of one environment, by name"),
);

export type SecretsSpec = z.infer<typeof secretsSchema>;
