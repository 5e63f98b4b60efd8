import { z } from "zod";
import { AUDIENCE, CLAIM, CLIENT_ID, OBJECT, SCOPE } from "../../contract/patterns";
import { httpsUrl } from "./recurring";
import { word } from "./words";

/** Envoy Gateway's limits of a token's provider. https://gateway.envoyproxy.io/docs/api/extension_types/#jwtprovider */
const MAX_AUDIENCES = 8;
const MAX_ADDRESS = 253;

const address = httpsUrl.refine((text) => text.length <= MAX_ADDRESS, `write at most ${MAX_ADDRESS} characters`);

const signIn = z
  .strictObject({
    clientId: word(CLIENT_ID).describe("The client at the provider, which must know https://<UI host>/oauth2/callback of every product"),
    secret: word(OBJECT).describe(
      "Existing Secret in the platform's namespace <family>-<environment>, with the client's secret as `client-secret`. No product's Pod can read it",
    ),
    scopes: z
      .array(word(SCOPE))
      .min(1)
      .default(["openid"])
      .describe("What is asked for when somebody signs in; with some providers it decides for whom the access token is. Default: openid"),
  })
  .describe(
    "How people sign in on the UIs' hosts: OpenID Connect's code flow. Access tokens must be JWTs for one of the audiences. Default: nobody can, which only an environment without UIs may say",
  );

/** Who is let in, by any provider that signs JWTs: no code knows one by name. */
export const identity = z
  .strictObject({
    issuer: address.describe(
      "The provider, as its tokens name it in `iss`; for signing in it describes itself at /.well-known/openid-configuration below",
    ),
    jwks: address.describe("Where the provider's keys are; its description calls it jwks_uri"),
    audiences: z
      .array(word(AUDIENCE))
      .min(1)
      .max(MAX_AUDIENCES)
      .describe("A token is accepted when it is for one of these; others in each environment"),
    actorClaim: word(CLAIM).describe("The claim that names the caller, a text: email, sub"),
    roleClaim: word(CLAIM).describe("The claim with the caller's groups, of which a product's `roles` makes roles"),
    signIn: signIn.optional(),
  })
  .describe("Who calls: checked by the gateway for every host. Default: none, which the check `identity` refuses where there are products");

export type IdentitySpec = z.infer<typeof identity>;
