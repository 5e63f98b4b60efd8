import { Group, SegmentedControl, Select } from "@mantine/core";
import { useState } from "react";
import { around, CallGraph } from "../call-graph";
import { useFamily } from "../family-index";
import { ProductLink, Several } from "../links";
import { Listing } from "../listing";
import { Section, View } from "../parts";

/** A picture of more products than this shows lines, not calls. */
const READABLE = 40;
const WHOLE = "the whole family";

export function Calls() {
  const family = useFamily();
  const { products } = family.model;
  const talking = products.filter(({ code, calls }) => calls.length > 0 || family.callers.has(code));
  const whole = talking.length <= READABLE;
  const [center, setCenter] = useState(
    whole
      ? WHOLE
      : mostCalled(
          talking.map(({ code }) => code),
          family.callers,
        ),
  );
  const [steps, setSteps] = useState("1");
  const codes = center === WHOLE ? talking.map(({ code }) => code) : around(center, Number(steps), family);
  return (
    <View
      title="Who calls whom"
      lead="An arrow is a way that the network opens, from the caller’s pods to the API of the other. Everything else between products is closed."
    >
      {talking.length > 0 && (
        <Section title="Graph">
          <Group mb="sm" align="end">
            <Select
              label="Around"
              data={[...(whole ? [WHOLE] : []), ...talking.map(({ code }) => code)]}
              value={center}
              onChange={(value) => {
                if (value !== null) setCenter(value);
              }}
              searchable
              allowDeselect={false}
              limit={50}
            />
            {center !== WHOLE && (
              <SegmentedControl
                aria-label="How far"
                value={steps}
                onChange={setSteps}
                data={[
                  { value: "1", label: "one call" },
                  { value: "2", label: "two calls" },
                ]}
              />
            )}
          </Group>
          <CallGraph codes={codes} center={center === WHOLE ? null : center} height={Math.min(640, 200 + 40 * codes.length)} />
        </Section>
      )}
      <Section title="As a table">
        <Listing
          things="products"
          rows={products}
          rowKey={({ code }) => code}
          words={({ code, calls, egress }) => [code, ...calls, ...egress].join(" ")}
          columns={[
            { title: "Product", cell: ({ code }) => <ProductLink code={code} /> },
            { title: "Calls", width: 200, cell: ({ calls }) => <Several of="product" names={calls} /> },
            { title: "Is called by", width: 200, cell: ({ code }) => <Several of="product" names={family.callers.get(code) ?? []} /> },
            { title: "Networks outside", width: 180, cell: ({ egress }) => egress.join(", ") || "none" },
          ]}
        />
      </Section>
    </View>
  );
}

const mostCalled = (codes: readonly string[], callers: ReadonlyMap<string, readonly string[]>): string =>
  codes.reduce((best, code) => ((callers.get(code)?.length ?? 0) > (callers.get(best)?.length ?? 0) ? code : best), codes[0] ?? "");
