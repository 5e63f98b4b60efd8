import { existsSync, readdirSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindingSources, findBinding } from "../../sandbox/binding-source";
import { deriveSchema } from "../../sandbox/derive-schema";
import { loadProvider, PROVIDER_NAMES } from "../../sandbox/provider";
import type { ProviderSchema, Schema } from "../../sandbox/schema";
import { differences, digestOf, digestsOfGenuine, genuineSchema, recordedDigests, schemasOf } from "./schema-digests";

/** Where the genuine schemas are at hand, a difference is named; see {@link genuineSchema}. */
const GENUINE = process.env["SIGMA_PROVIDER_SCHEMAS"];

const cache = mkdtempSync(join(tmpdir(), "schemas-"));
afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
});

describe.each(PROVIDER_NAMES)("%s", (name) => {
  it("is compared with the genuine provider of the version that the binding was made from", () => {
    // Otherwise: test/sandbox/write-schema-digests.ts
    expect(recordedDigests()[name].version).toBe(findBinding(name).providerVersion);
  });

  it("serves the genuine schema of every type, data source and of the provider: versions, names, types, nesting, limits, flags", () => {
    const { digests } = recordedDigests()[name];
    const ours = schemasOf(loadProvider(name, cache).schema);
    const genuine: Readonly<Record<string, Schema>> = GENUINE === undefined ? {} : schemasOf(genuineSchema(GENUINE, name));
    const wrong = [...new Set([...Object.keys(ours), ...Object.keys(digests)])]
      .filter((type) => ours[type] === undefined || digestOf(ours[type]) !== digests[type])
      .map((type) => [type, GENUINE === undefined ? "SIGMA_PROVIDER_SCHEMAS would tell where" : differences(ours[type], genuine[type])]);
    expect(wrong).toEqual([]);
  });
});

if (GENUINE !== undefined)
  it("has recorded the digests of the schemas at hand", () => {
    expect(recordedDigests()).toEqual(digestsOfGenuine(GENUINE));
  });

describe("a digest", () => {
  const team: Schema = {
    version: 0,
    block: { attributes: { name: { type: "string", required: true }, slug: { type: "string", computed: true } } },
  };

  it.each<[string, Schema]>([
    ["a version", { ...team, version: 1 }],
    ["a missing attribute", { version: 0, block: { attributes: { name: { type: "string", required: true } } } }],
    ["a type", { version: 0, block: { attributes: { ...team.block.attributes, name: { type: "bool", required: true } } } }],
    [
      "a flag",
      { version: 0, block: { attributes: { ...team.block.attributes, name: { type: "string", required: true, sensitive: true } } } },
    ],
  ])("tells %s, and it can be said where", (_, other) => {
    expect(digestOf(other)).not.toBe(digestOf(team));
    expect(differences(other, team)).toHaveLength(1);
  });

  it("does not tell an order, a description or a flag that is off", () => {
    const { name, slug } = team.block.attributes ?? {};
    const same = { block: { attributes: { slug, name: { ...name, description: "The name", sensitive: false } } }, version: 0 } as Schema;
    expect(digestOf(same)).toBe(digestOf(team));
    expect(differences(same, team)).toEqual([]);
  });
});

it("derives all but what is listed as corrected from the bindings alone", () => {
  const flags = /"(version|sensitive|write_only)":(true|\d+),?/g;
  const structure = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema).replace(flags, "").replace(/,\}/g, "}"));
  const wrong = PROVIDER_NAMES.flatMap((name) => {
    const style = name === "helm" ? "attributes" : "blocks";
    const derived = schemasOf(structure(deriveSchema(bindingSources(findBinding(name)), style)) as ProviderSchema);
    const served = schemasOf(structure(loadProvider(name, cache).schema) as ProviderSchema);
    return Object.keys(served).filter((type) => differences(derived[type], served[type]).length > 0);
  });
  expect(wrong).toEqual(["github_repository_environment", "kubernetes_endpoint_slice_v1", "kubernetes_manifest"]);
}, 60_000);

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
