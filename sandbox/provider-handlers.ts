import { applyChange } from "./apply-change";
import { behaviorOf } from "./behavior-of";
import { noIdentity, notFound, unknownBehavior } from "./diagnostics";
import type { Json } from "./json-values";
import { blockFromJson } from "./json-values";
import { planChange } from "./plan-change";
import type { DynamicValue, Handlers } from "./protocol";
import { schemaMessage } from "./protocol";
import type { Provider } from "./provider";
import { readDataSource } from "./read-data-source";
import type { Block } from "./schema";
import { signedIn } from "./signed-in";
import type { ObjectValue, Value } from "./values";
import { decodeValue, encodeValue, isObject } from "./values";
import type { Location, World } from "./world";
import { importable, keyOf } from "./world-objects";

/** What a provider answers to Terraform over one connection, that is for one provider configuration. */
export function providerHandlers(provider: Provider, world: World): Handlers {
  let configuration: ObjectValue = {};
  const place = (): string => provider.place(configuration);
  const block = (type: string): Block => provider.schema.resource_schemas[type]?.block ?? {};
  const locate = (type: string, state: Value): Location => ({ place: place(), type, id: keyOf(type, state) });
  // What the SDK's providers send; it spares them Terraform's strictest checks of planned values. The plugin framework has no such leave.
  const legacy_type_system = provider.style === "blocks";

  return {
    GetProviderSchema: () => schemaMessage(signedIn(provider.schema)),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: ({ type_name }) => ({
      diagnostics: block(type_name).attributes?.["id"] === undefined ? [noIdentity(type_name)] : [],
    }),
    ValidateDataResourceConfig: () => ({}),
    StopProvider: () => ({}),

    ConfigureProvider({ config }) {
      const decoded = decode(config);
      configuration = isObject(decoded) ? decoded : {};
      return {};
    },

    UpgradeResourceState: ({ type_name, raw_state }) => ({
      state: encode(blockFromJson(block(type_name), JSON.parse(Buffer.from(raw_state.json).toString("utf8")) as Json)),
    }),

    ReadResource({ type_name, current_state }) {
      const location = locate(type_name, decode(current_state));
      const found = world.get(location);
      if (found !== undefined) world.markSeen(location);
      return { state: encode(found === undefined ? null : blockFromJson(block(type_name), found)) };
    },

    PlanResourceChange({ type_name, prior_state, proposed_new_state, config }) {
      const facts = behaviorOf(type_name);
      const prior = decode(prior_state);
      const { planned, requiresReplace } = planChange(block(type_name), facts, {
        prior,
        proposed: decode(proposed_new_state),
        config: decode(config),
      });
      const creates = prior === null && planned !== null;
      return {
        planned_state: encode(planned),
        requires_replace: requiresReplace.map((steps) => ({ steps })),
        diagnostics: facts === undefined && creates ? [unknownBehavior(type_name)] : [],
        legacy_type_system,
      };
    },

    async ApplyResourceChange({ type_name: type, prior_state, planned_state }) {
      const target = { world, type, place: place(), configuration, block: block(type) };
      const { state, diagnostics } = applyChange(target, decode(prior_state), decode(planned_state));
      await world.save();
      return { new_state: encode(state), diagnostics, legacy_type_system };
    },

    ImportResourceState({ type_name, id }) {
      const found = importable(world, place(), type_name, id);
      if (found === undefined) return { imported_resources: [], diagnostics: [notFound(type_name, id, place())] };
      return { imported_resources: [{ type_name, state: encode(blockFromJson(block(type_name), found)) }] };
    },

    ReadDataSource({ type_name, config }) {
      const schema = provider.schema.data_source_schemas[type_name]?.block ?? {};
      const answer = readDataSource({ world, place: place(), type: type_name, block: schema, config: decode(config) });
      return answer.diagnostic === undefined ? { state: encode(answer.state) } : { state: null, diagnostics: [answer.diagnostic] };
    },
  };
}

const decode = ({ msgpack }: DynamicValue): Value => decodeValue(msgpack);
const encode = (value: Value): DynamicValue => ({ msgpack: encodeValue(value) });
