import type { Attribute, Block, NestedBlock, ProviderSchema } from "./schema";
import { mapValues } from "./schema";

/**
 * What the bindings lose of a schema: maxima other than one, and that a single nested object may be an attribute.
 * Source of everything in this file: `terraform providers schema -json` of github 6.9.0, helm 3.1.1 and kubernetes 2.38.0.
 */
const MAXIMA: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  github_repository_environment: { reviewers: 6 },
  kubernetes_endpoint_slice_v1: { endpoint: 1000, port: 100 },
};
const OBJECTS: Readonly<Record<string, readonly string[]>> = { kubernetes_manifest: ["wait_for"] };

/** Versions of the types' states, where not 0. */
const VERSIONS: Readonly<Record<string, number>> = {
  github_actions_organization_secret: 1,
  github_actions_secret: 1,
  github_branch_protection: 2,
  github_organization_ruleset: 1,
  github_organization_webhook: 1,
  github_repository: 1,
  github_repository_autolink_reference: 1,
  github_repository_ruleset: 1,
  github_repository_webhook: 1,
  helm_release: 2,
  kubernetes_cron_job: 1,
  kubernetes_daemon_set_v1: 1,
  kubernetes_daemonset: 1,
  kubernetes_deployment: 1,
  kubernetes_deployment_v1: 1,
  kubernetes_ingress: 1,
  kubernetes_job: 1,
  kubernetes_job_v1: 1,
  kubernetes_manifest: 1,
  kubernetes_pod: 1,
  kubernetes_pod_v1: 1,
  kubernetes_replication_controller: 1,
  kubernetes_replication_controller_v1: 1,
  kubernetes_service: 1,
  kubernetes_service_v1: 1,
  kubernetes_stateful_set: 1,
  kubernetes_stateful_set_v1: 1,
};

const DATA_VERSIONS: Readonly<Record<string, number>> = { kubernetes_resource: 1, kubernetes_resources: 1 };

const SEALED = ["encrypted_value", "plaintext_value"];
const HOOK = ["configuration.secret", "configuration.url"];
const HELM = ["repository_password", "set_sensitive.value"];
const SECRET = ["data", "binary_data"];

/** Attributes that no plan may print. */
const SENSITIVE: Readonly<Record<string, readonly string[]>> = {
  github_actions_environment_secret: SEALED,
  github_actions_organization_secret: SEALED,
  github_actions_secret: SEALED,
  github_codespaces_organization_secret: SEALED,
  github_codespaces_secret: SEALED,
  github_codespaces_user_secret: SEALED,
  github_dependabot_organization_secret: SEALED,
  github_dependabot_secret: SEALED,
  github_organization_webhook: HOOK,
  github_repository_webhook: HOOK,
  helm_release: HELM,
  kubernetes_secret: SECRET,
  kubernetes_secret_v1: SECRET,
  kubernetes_token_request_v1: ["token"],
};
const SENSITIVE_DATA: Readonly<Record<string, readonly string[]>> = {
  github_app_token: ["token"],
  helm_template: HELM,
  kubernetes_secret: SECRET,
  kubernetes_secret_v1: SECRET,
};
const SENSITIVE_PROVIDER: readonly string[] = ["app_auth.pem_file"];

/** Attributes that Terraform hands over in the configuration only, and keeps in no plan and no state. */
const WRITE_ONLY: Readonly<Record<string, readonly string[]>> = {
  helm_release: ["set_wo", "set_wo.name", "set_wo.type", "set_wo.value"],
  kubernetes_secret: ["data_wo", "binary_data_wo"],
  kubernetes_secret_v1: ["data_wo", "binary_data_wo"],
};

/** Adds to a derived schema what the bindings do not carry. */
export function correctSchema(provider: string, derived: ProviderSchema): ProviderSchema {
  return {
    provider:
      provider === "github"
        ? { ...derived.provider, block: flag(derived.provider.block, SENSITIVE_PROVIDER, "sensitive") }
        : derived.provider,
    resource_schemas: mapValues(derived.resource_schemas, ({ block }, type) => ({
      version: VERSIONS[type] ?? 0,
      block: flag(flag(asObjects(withMaxima(block, type), type), SENSITIVE[type] ?? [], "sensitive"), WRITE_ONLY[type] ?? [], "write_only"),
    })),
    data_source_schemas: mapValues(derived.data_source_schemas, (schema, type) => ({
      version: DATA_VERSIONS[type] ?? 0,
      block: flag(schema.block, SENSITIVE_DATA[type] ?? [], "sensitive"),
    })),
  };
}

const withMaxima = (block: Block, type: string): Block => ({
  ...block,
  ...(block.block_types && {
    block_types: mapValues(block.block_types, (nested, name): NestedBlock => {
      const max_items = MAXIMA[type]?.[name];
      return max_items === undefined ? nested : { ...nested, max_items };
    }),
  }),
});

function asObjects(block: Block, type: string): Block {
  const names = OBJECTS[type] ?? [];
  const blocks = Object.entries(block.block_types ?? {});
  const objects = blocks
    .filter(([name]) => names.includes(name))
    .map(([name, nested]): [string, Attribute] => [name, objectAttribute(nested)]);
  if (objects.length === 0) return block;
  return {
    attributes: { ...block.attributes, ...Object.fromEntries(objects) },
    block_types: Object.fromEntries(blocks.filter(([name]) => !names.includes(name))),
  };
}

const objectAttribute = ({ block }: NestedBlock): Attribute => ({
  type: ["object", mapValues(block.attributes ?? {}, (attribute) => attribute.type ?? "dynamic")],
  optional: true,
});

/** Sets a flag on the attributes at some dotted paths. A path that leads nowhere would leave a secret in the open, so it throws. */
function flag(block: Block, paths: readonly string[], name: "sensitive" | "write_only"): Block {
  return paths.reduce((flagged, path) => flagBlock(flagged, path.split("."), name), block);
}

function flagBlock(block: Block, [step = "", ...rest]: readonly string[], name: "sensitive" | "write_only"): Block {
  const nested = block.block_types?.[step];
  if (nested !== undefined)
    return { ...block, block_types: { ...block.block_types, [step]: { ...nested, block: flagBlock(nested.block, rest, name) } } };
  const attribute = block.attributes?.[step];
  if (attribute === undefined) throw new Error(`no attribute ${[step, ...rest].join(".")} to mark as ${name}`);
  return { ...block, attributes: { ...block.attributes, [step]: flagAttribute(attribute, rest, name) } };
}

function flagAttribute(attribute: Attribute, rest: readonly string[], name: "sensitive" | "write_only"): Attribute {
  if (rest.length === 0 || attribute.nested_type === undefined) return { ...attribute, [name]: true };
  const { attributes } = flagBlock({ attributes: attribute.nested_type.attributes }, rest, name);
  return { ...attribute, nested_type: { ...attribute.nested_type, attributes: attributes ?? {} } };
}
