import { behaviourOf } from "./behaviour";
import { alreadyExists, notFound, tookOver, unknownBehaviour } from "./diagnostics";
import { inventValues } from "./invent-values";
import type { Json } from "./json-values";
import { blockFromJson } from "./json-values";
import { planChange } from "./plan-change";
import type { DynamicValue, Handlers } from "./protocol";
import { schemaMessage } from "./protocol";
import type { Provider } from "./provider";
import { readDataSource } from "./read-data-source";
import type { Block } from "./schema";
import { consequencesOf, refusalOf, warningsOf } from "./service-rules";
import type { ObjectValue, Value } from "./values";
import { decodeValue, encodeValue, isObject, textAt } from "./values";
import type { Location, World } from "./world";
import { importable, keyOf, sameObject, toAttributes } from "./world-objects";

/** What a provider answers to Terraform over one connection, that is for one provider configuration. */
export function providerHandlers(provider: Provider, world: World): Handlers {
  let configuration: ObjectValue = {};
  const place = (): string => provider.place(configuration);
  const owner = (): string => textAt(configuration, "owner") || "default";
  const block = (type: string): Block => provider.schema.resource_schemas[type]?.block ?? {};
  const locate = (type: string, state: Value): Location => ({ place: place(), type, id: keyOf(type, state) });
  // What the SDK's providers send; it spares them Terraform's strictest checks of planned values. The plugin framework has no such leave.
  const legacy_type_system = provider.style === "blocks";

  return {
    GetProviderSchema: () => schemaMessage(provider.schema),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: () => ({}),
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

    async ReadResource({ type_name, current_state }) {
      const location = locate(type_name, decode(current_state));
      const found = world.get(location);
      if (found !== undefined && world.markSeen(location)) await world.save();
      return { state: encode(found === undefined ? null : blockFromJson(block(type_name), found)) };
    },

    PlanResourceChange({ type_name, prior_state, proposed_new_state }) {
      const facts = behaviourOf(type_name);
      const prior = decode(prior_state);
      const { planned, requiresReplace } = planChange(block(type_name), facts, prior, decode(proposed_new_state));
      const creates = prior === null && planned !== null;
      return {
        planned_state: encode(planned),
        requires_replace: requiresReplace.map((steps) => ({ steps })),
        diagnostics: facts === undefined && creates ? [unknownBehaviour(type_name)] : [],
        legacy_type_system,
      };
    },

    async ApplyResourceChange({ type_name: type, prior_state, planned_state }) {
      const prior = decode(prior_state);
      const planned = decode(planned_state);
      const facts = behaviourOf(type);
      const refused = refusalOf({ world, place: place(), configuration, type, prior, planned });
      if (refused !== undefined) return { new_state: prior_state, diagnostics: [refused], legacy_type_system };
      if (!isObject(planned)) {
        const location = locate(type, prior);
        world.delete(location);
        for (const gone of consequencesOf(world, location, prior)) world.delete(gone);
        await world.save();
        return { new_state: encode(null), legacy_type_system };
      }
      const created = inventValues(block(type), planned, { type, facts, owner: owner(), number: () => world.number() });
      const location = locate(type, created);
      const attributes = toAttributes(created);
      const existing = prior === null ? sameObject(world, location, created) : undefined;
      if (existing !== undefined && facts?.refusesExisting && !world.isLeftover(existing))
        return { new_state: encode(null), diagnostics: [alreadyExists(existing)], legacy_type_system };
      const diagnostics = [
        ...(existing !== undefined && facts?.refusesExisting ? [tookOver(existing)] : []),
        ...warningsOf({ world, place: place(), configuration, type, prior, planned: created }),
      ];
      if (existing !== undefined) world.delete(existing);
      if (prior !== null && keyOf(type, prior) !== location.id) world.delete(locate(type, prior));
      if (prior === null) world.create(location, attributes);
      else world.update(location, attributes);
      await world.save();
      return { new_state: encode(created), diagnostics, legacy_type_system };
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
