import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useFamily } from "../family-index";
import { Listing } from "../listing";
import { Tags, View } from "../parts";
import { counted } from "../words";

/** What the synthesized policies open. */
export function Network() {
  const { admitted, environments } = useFamily().model;
  const [environment, setEnvironment] = useState(environments[0]?.name ?? "");
  return (
    <View
      title="Network"
      lead="Every namespace of the family starts closed in both directions. These policies, read from the synthesized stacks, open what is written here and nothing else."
    >
      <div>
        <SegmentedControl
          aria-label="Environment"
          value={environment}
          onChange={setEnvironment}
          data={environments.map(({ name }) => name)}
        />
      </div>
      <Listing
        key={environment}
        things="ways"
        rows={admitted.filter((way) => way.environment === environment)}
        rowKey={(way) => JSON.stringify(way)}
        words={({ policy, group, direction, pods, peers, ports }) => [policy, group, direction, pods, ...peers, ...ports].join(" ")}
        columns={[
          { title: "Policy", width: 150, cell: ({ policy }) => policy },
          { title: "Namespaces", cell: ({ namespaces, group }) => `${counted(namespaces, "namespace")} of ${group}` },
          { title: "Pods", width: 170, cell: ({ pods }) => pods },
          { title: "Direction", width: 90, cell: ({ direction }) => (direction === "in" ? "← from" : "→ to") },
          { title: "Other end", width: 260, cell: ({ peers }) => peers.join("; ") },
          { title: "Ports", cell: ({ ports }) => <Tags names={ports} /> },
        ]}
      />
    </View>
  );
}
