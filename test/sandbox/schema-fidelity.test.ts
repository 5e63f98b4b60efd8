import { existsSync, readdirSync, readFileSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { bindingSources, findBinding } from "../../sandbox/binding-source";
import { deriveSchema } from "../../sandbox/derive-schema";
import type { ProviderName } from "../../sandbox/provider";
import { loadProvider, PROVIDER_NAMES } from "../../sandbox/provider";
import type { ProviderSchema } from "../../sandbox/schema";

/** Output of `terraform providers schema -json` of the pinned providers, one file per provider: `<name>-<version>.json`. */
const GENUINE = process.env["SIGMA_PROVIDER_SCHEMAS"];
if (GENUINE === undefined)
  process.stdout.write("SIGMA_PROVIDER_SCHEMAS is unset: derived schemas are not compared with the genuine ones\n");
const compare = GENUINE === undefined ? it.skip : it;

/** Types that the stacks use, or may soon. */
const IN_USE: Readonly<Record<ProviderName, readonly string[]>> = {
  github: [
    ...[
      "repository",
      "repository_ruleset",
      "repository_environment",
      "repository_environment_deployment_policy",
      "repository_file",
      "repository_topics",
    ],
    ...[
      "actions_environment_secret",
      "actions_environment_variable",
      "actions_variable",
      "actions_secret",
      "actions_organization_variable",
    ],
    ...[
      "team",
      "team_members",
      "team_membership",
      "team_repository",
      "team_settings",
      "membership",
      "issue_labels",
      "branch",
      "branch_default",
      "branch_protection",
    ],
    ...[
      "actions_repository_permissions",
      "workflow_repository_permissions",
      "actions_repository_access_level",
      "actions_organization_permissions",
    ],
    ...[
      "organization_settings",
      "organization_ruleset",
      "organization_custom_properties",
      "repository_custom_property",
      "repository_dependabot_security_updates",
    ],
    ...["actions_repository_oidc_subject_claim_customization_template", "actions_organization_oidc_subject_claim_customization_template"],
  ].map((type) => `github_${type}`),
  helm: ["helm_release"],
  kubernetes: [
    ...[
      "namespace",
      "namespace_v1",
      "resource_quota_v1",
      "limit_range_v1",
      "network_policy_v1",
      "service_account_v1",
      "secret_v1",
      "config_map_v1",
      "labels",
    ],
    ...[
      "annotations",
      "role_v1",
      "role_binding_v1",
      "cluster_role_v1",
      "cluster_role_binding_v1",
      "storage_class_v1",
      "priority_class_v1",
      "service_v1",
    ],
    ...["validating_webhook_configuration_v1", "pod_disruption_budget_v1", "deployment_v1", "cron_job_v1", "job_v1"],
  ].map((type) => `kubernetes_${type}`),
};

const cache = mkdtempSync(join(tmpdir(), "schemas-"));
afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
});

function genuine(name: ProviderName): ProviderSchema {
  const file = readdirSync(GENUINE ?? "").find((entry) => entry === `${name}-${findBinding(name).providerVersion}.json`);
  if (file === undefined) throw new Error(`no ${name}-${findBinding(name).providerVersion}.json in ${GENUINE ?? ""}`);
  return JSON.parse(readFileSync(join(GENUINE ?? "", file), "utf8")) as ProviderSchema;
}

/** Deprecation is not in the bindings: it is left out on both sides, as descriptions are. Absent, empty and false are the same. */
function essence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(essence);
  if (typeof value !== "object" || value === null) return value;
  const ignored = ["description", "description_kind", "deprecated"];
  const kept = Object.entries(value).filter(([name, inner]) => inner !== false && !(ignored.includes(name) && typeof inner !== "object"));
  return Object.fromEntries(kept.map(([name, inner]) => [name, essence(inner)]));
}

const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(essence(a), essence(b));

const differing = (derived: ProviderSchema, real: ProviderSchema): string[] => [
  ...(isSame(derived.provider, real.provider) ? [] : ["provider"]),
  ...names(derived.resource_schemas, real.resource_schemas).filter(
    (type) => !isSame(derived.resource_schemas[type], real.resource_schemas[type]),
  ),
  ...names(derived.data_source_schemas, real.data_source_schemas)
    .filter((type) => !isSame(derived.data_source_schemas[type], real.data_source_schemas[type]))
    .map((type) => `data.${type}`),
];

const names = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])];

describe.each(PROVIDER_NAMES)("%s", (name) => {
  compare("serves the genuine schema of every type in use: versions, names, types, nesting, limits, flags", () => {
    const { resource_schemas: derived } = loadProvider(name, cache).schema;
    const { resource_schemas: real } = genuine(name);
    for (const type of IN_USE[name]) expect({ [type]: essence(derived[type]) }).toEqual({ [type]: essence(real[type]) });
  });

  compare("serves the genuine schema of every other type, data source and of the provider", () => {
    expect(differing(loadProvider(name, cache).schema, genuine(name))).toEqual([]);
  });
});

compare(
  "derives all but what is listed as corrected from the bindings alone",
  () => {
    const flags = /"(version|sensitive|write_only)":(true|\d+),?/g;
    const structure = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema).replace(flags, "").replace(/,\}/g, "}"));
    const wrong = PROVIDER_NAMES.flatMap((name) => {
      const style = name === "helm" ? "attributes" : "blocks";
      const derived = structure(deriveSchema(bindingSources(findBinding(name)), style)) as ProviderSchema;
      return differing(derived, structure(genuine(name)) as ProviderSchema);
    });
    expect(wrong).toEqual(["github_repository_environment", "kubernetes_endpoint_slice_v1", "kubernetes_manifest"]);
  },
  60_000,
);

it("knows every resource, data source and provider of the installed bindings", () => {
  const count = PROVIDER_NAMES.map((name) => loadProvider(name, cache).schema).map(({ resource_schemas, data_source_schemas }) => [
    Object.keys(resource_schemas).length,
    Object.keys(data_source_schemas).length,
  ]);
  const folders = PROVIDER_NAMES.map((name) => {
    const lib = readdirSync(join(findBinding(name).directory, "lib"), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== "provider",
    );
    const data = lib.filter((entry) => entry.name.startsWith("data-")).length;
    return [lib.length - data, data];
  });
  expect(count).toEqual(folders);
});

it("keeps what it derived, and derives again when what it kept is cut short", () => {
  const { schema } = loadProvider("helm", cache);
  const [file] = readdirSync(cache).filter((entry) => entry.startsWith("helm-"));
  expect(existsSync(join(cache, file ?? ""))).toBe(true);
  expect(loadProvider("helm", cache).schema).toEqual(schema);
});

it("refuses a binding whose form it does not know rather than guess", () => {
  const source = [
    "export class Thing extends cdktf.TerraformResource {",
    '  public static readonly tfResourceType = "acme_thing";',
    "  // shape - computed: true, optional: false, required: false",
    "  public get shape() {",
    "    return this.getShapeAttribute('shape');",
    "  }",
  ].join("\n");
  expect(() => deriveSchema([source], "blocks")).toThrow("type of Thing.shape not understood");
});
