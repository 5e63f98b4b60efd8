import type { Attribute, NestedBlock, ProviderSchema } from "./schema";
import { mapValues } from "./schema";

/** Blocks of a provider's configuration that its environment can fill: `GITHUB_APP_ID`, `GITHUB_APP_INSTALLATION_ID`, `GITHUB_APP_PEM_FILE`. */
const FROM_ENVIRONMENT: readonly string[] = ["app_auth"];

/**
 * The schema that a provider shows once its credentials are in the environment: it then no longer asks for them in the configuration, which is how
 * `app_auth {}` is accepted. A rehearsal signs in nowhere, so the stand-ins always show this one.
 * https://github.com/integrations/terraform-provider-github/blob/v6.9.0/github/provider.go (DefaultFunc of app_auth)
 */
export function signedIn(schema: ProviderSchema): ProviderSchema {
  const { provider } = schema;
  const block_types = mapValues(provider.block.block_types ?? {}, (nested, name) =>
    FROM_ENVIRONMENT.includes(name) ? asOptional(nested) : nested,
  );
  return { ...schema, provider: { ...provider, block: { ...provider.block, block_types } } };
}

const asOptional = (nested: NestedBlock): NestedBlock => ({
  ...nested,
  block: {
    ...nested.block,
    attributes: mapValues(nested.block.attributes ?? {}, (attribute): Attribute => ({ ...attribute, required: false, optional: true })),
  },
});
