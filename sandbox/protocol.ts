import type { ServiceDefinition } from "@grpc/grpc-js";
import { loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { join } from "node:path";
import type { Attribute, Block, Nesting, ProviderSchema, Schema } from "./schema";
import type { Step } from "./plan-change";

/** Messages of the protocol, as they arrive from and go to Terraform; see provider-protocol.proto. */
export interface DynamicValue {
  readonly msgpack: Uint8Array;
}
export interface Diagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly summary: string;
  readonly detail: string;
}
export interface Requests {
  readonly GetProviderSchema: unknown;
  readonly ValidateProviderConfig: { readonly config: DynamicValue };
  readonly ConfigureProvider: { readonly config: DynamicValue };
  readonly ValidateResourceConfig: TypeAndConfig;
  readonly ValidateDataResourceConfig: TypeAndConfig;
  readonly UpgradeResourceState: { readonly type_name: string; readonly raw_state: { readonly json: Uint8Array } };
  readonly ReadResource: { readonly type_name: string; readonly current_state: DynamicValue };
  readonly PlanResourceChange: {
    readonly type_name: string;
    readonly prior_state: DynamicValue;
    readonly proposed_new_state: DynamicValue;
    readonly config: DynamicValue;
  };
  readonly ApplyResourceChange: { readonly type_name: string; readonly prior_state: DynamicValue; readonly planned_state: DynamicValue };
  readonly ImportResourceState: { readonly type_name: string; readonly id: string };
  readonly ReadDataSource: TypeAndConfig;
  readonly StopProvider: unknown;
}
export interface TypeAndConfig {
  readonly type_name: string;
  readonly config: DynamicValue;
}
export interface Responses {
  readonly GetProviderSchema: ReturnType<typeof schemaMessage>;
  readonly ValidateProviderConfig: { readonly diagnostics?: readonly Diagnostic[] };
  readonly ConfigureProvider: { readonly diagnostics?: readonly Diagnostic[] };
  readonly ValidateResourceConfig: { readonly diagnostics?: readonly Diagnostic[] };
  readonly ValidateDataResourceConfig: { readonly diagnostics?: readonly Diagnostic[] };
  readonly UpgradeResourceState: StateAndDiagnostics;
  readonly ReadResource: StateAndDiagnostics;
  readonly PlanResourceChange: {
    readonly planned_state: DynamicValue;
    readonly requires_replace: readonly { readonly steps: readonly Step[] }[];
    readonly diagnostics?: readonly Diagnostic[];
    readonly legacy_type_system: boolean;
  };
  readonly ApplyResourceChange: {
    readonly new_state: DynamicValue;
    readonly diagnostics?: readonly Diagnostic[];
    readonly legacy_type_system: boolean;
  };
  readonly ImportResourceState: {
    readonly imported_resources: readonly { readonly type_name: string; readonly state: DynamicValue }[];
    readonly diagnostics?: readonly Diagnostic[];
  };
  readonly ReadDataSource: StateAndDiagnostics;
  readonly StopProvider: Record<string, never>;
}
interface StateAndDiagnostics {
  readonly state: DynamicValue | null;
  readonly diagnostics?: readonly Diagnostic[];
}

/** The procedures of the protocol, and what each does with a request. */
export type Handlers = { readonly [Name in keyof Requests]: (request: Requests[Name]) => Responses[Name] | Promise<Responses[Name]> };

/** Loads the protocol's service definition. */
export function protocolService(): ServiceDefinition {
  const definition = loadSync(join(__dirname, "provider-protocol.proto"), {
    keepCase: true,
    longs: Number,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  const { tfplugin6 } = loadPackageDefinition(definition);
  const provider = typeof tfplugin6 === "object" && "Provider" in tfplugin6 ? tfplugin6.Provider : undefined;
  if (typeof provider !== "function" || !("service" in provider))
    throw new Error("provider-protocol.proto defines no service tfplugin6.Provider");
  return provider.service;
}

/** Converts a provider's schema to the response of GetProviderSchema. */
export const schemaMessage = ({ provider, resource_schemas, data_source_schemas }: ProviderSchema) => ({
  provider: schema(provider),
  resource_schemas: Object.fromEntries(Object.entries(resource_schemas).map(([type, known]) => [type, schema(known)])),
  data_source_schemas: Object.fromEntries(Object.entries(data_source_schemas).map(([type, known]) => [type, schema(known)])),
  // A program that has the schema already need not ask every new instance for it.
  server_capabilities: { get_provider_schema_optional: true },
});

const schema = ({ version, block }: Schema) => ({ version, block: blockMessage(block) });

interface BlockMessage {
  readonly attributes: readonly AttributeMessage[];
  readonly block_types: readonly { type_name: string; nesting: string; min_items: number; max_items: number; block: BlockMessage }[];
}
interface AttributeMessage {
  readonly name: string;
  readonly type?: Buffer;
  readonly nested_type?: { readonly attributes: readonly AttributeMessage[]; readonly nesting: string };
}

const nestingName = (nesting: Nesting): string => nesting.toUpperCase();

const blockMessage = ({ attributes = {}, block_types = {} }: Block): BlockMessage => ({
  attributes: attributeMessages(attributes),
  block_types: Object.entries(block_types).map(([type_name, { nesting_mode, min_items = 0, max_items = 0, block }]) => ({
    type_name,
    nesting: nestingName(nesting_mode),
    min_items,
    max_items,
    block: blockMessage(block),
  })),
});

const attributeMessages = (attributes: Readonly<Record<string, Attribute>>): AttributeMessage[] =>
  Object.entries(attributes).map(([name, { type, nested_type, ...flags }]) => ({
    name,
    ...flags,
    ...(nested_type === undefined
      ? { type: Buffer.from(JSON.stringify(type)) }
      : { nested_type: { attributes: attributeMessages(nested_type.attributes), nesting: nestingName(nested_type.nesting_mode) } }),
  }));
