import { planChange } from "../../sandbox/plan-change";
import type { Block } from "../../sandbox/schema";
import type { ObjectValue, Value } from "../../sandbox/values";
import { decodeValue, encodeValue, Unknown, UNKNOWN } from "../../sandbox/values";

const block: Block = {
  attributes: {
    id: { type: "string", optional: true, computed: true },
    name: { type: "string", required: true },
    slug: { type: "string", computed: true },
    kind: { type: "string", optional: true },
    topics: { type: ["set", "string"], optional: true },
    token: { type: "string", optional: true, write_only: true },
  },
  block_types: {
    rule: {
      nesting_mode: "list",
      block: { attributes: { path: { type: "string", required: true }, key: { type: "string", computed: true } } },
    },
    grant: { nesting_mode: "set", block: { attributes: { team: { type: "string", required: true } } } },
  },
};
const config: ObjectValue = {
  id: null,
  name: "shop",
  slug: null,
  kind: null,
  topics: ["b", "a"],
  token: "t",
  rule: [{ path: "/", key: null }],
  grant: [{ team: "x" }, { team: "y" }],
};
const prior: ObjectValue = {
  id: "1",
  name: "shop",
  slug: "shop",
  kind: "plain",
  topics: ["a", "b"],
  token: null,
  rule: [{ path: "/", key: "k" }],
  grant: [{ team: "y" }, { team: "x" }],
};
const facts = { defaults: { kind: "plain" }, forceNew: ["name", "rule.path", "grant.team"], recomputedWith: { name: ["slug"] } };

/** Terraform proposes the configuration, with what was computed before where the configuration is silent. */
const proposal = (more: ObjectValue = {}): ObjectValue => ({
  ...prior,
  ...config,
  id: "1",
  slug: "shop",
  rule: prior["rule"] ?? null,
  ...more,
});

it("leaves open on creation what is computed, sets defaults, and keeps nothing that is write-only", () => {
  expect(planChange(block, facts, { prior: null, proposed: config, config }).planned).toEqual({
    ...config,
    id: UNKNOWN,
    slug: UNKNOWN,
    kind: "plain",
    token: null,
    rule: [{ path: "/", key: UNKNOWN }],
  });
});

it("sees no change in the order of a set, in a default, or in something computed that is null", () => {
  const withoutSlug = { ...prior, slug: null };
  expect(planChange(block, facts, { prior, proposed: proposal(), config })).toEqual({ planned: prior, requiresReplace: [] });
  expect(planChange(block, facts, { prior: withoutSlug, proposed: proposal({ slug: null }), config }).planned).toEqual(withoutSlug);
});

it("keeps on an update what was computed, but what follows from the change", () => {
  const { planned, requiresReplace } = planChange(block, facts, { prior, proposed: proposal({ name: "tide" }), config });
  expect(planned).toMatchObject({ id: "1", name: "tide", slug: UNKNOWN, rule: [{ key: "k" }] });
  expect(requiresReplace).toEqual([[{ attribute_name: "name" }]]);
});

it("names the element of a list that forces a replacement, and of a set the set", () => {
  const changed = proposal({ rule: [{ path: "/docs", key: "k" }], grant: [{ team: "x" }, { team: "z" }] });
  expect(planChange(block, facts, { prior, proposed: changed, config }).requiresReplace).toEqual([
    [{ attribute_name: "rule" }, { element_key_int: 0 }, { attribute_name: "path" }],
    [{ attribute_name: "grant" }],
  ]);
});

it("replaces when a forcing attribute is not known yet", () => {
  expect(planChange(block, facts, { prior, proposed: proposal({ name: UNKNOWN }), config }).requiresReplace).toEqual([
    [{ attribute_name: "name" }],
  ]);
});

it("plans a deletion as nothing", () => {
  expect(planChange(block, facts, { prior, proposed: null, config: null })).toEqual({ planned: null, requiresReplace: [] });
});

describe("on the wire", () => {
  const again = (value: Value): Value => decodeValue(encodeValue(value));

  it("gives back what Terraform knows of an unknown value", () => {
    expect(again([new Unknown(12, Buffer.from([0x81, 0x01, 0xc2]))])).toEqual([new Unknown(12, new Uint8Array([0x81, 0x01, 0xc2]))]);
  });

  it("loses nothing of a fraction, an emoji or a null", () => {
    expect(again({ fraction: 0.1, text: "käse 🧀", nothing: null, whole: 43200 })).toEqual({
      fraction: "0.1",
      text: "käse 🧀",
      nothing: null,
      whole: 43200,
    });
  });
});
