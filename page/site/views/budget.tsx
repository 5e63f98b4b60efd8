import { Alert, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { useFamily } from "../family-index";
import { Listing } from "../listing";
import { Facts, Section, View } from "../parts";
import { counted } from "../words";

export function Budget() {
  const { budget, resources } = useFamily().model;
  return (
    <View
      title="API budget"
      lead={`GitHub gives an App ${budget.hourlyLimit.toLocaleString("en")} requests in an hour. This is a forecast from the synthesized resources and the measured cost of each type.`}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Bar
          name="A plan of the whole family"
          requests={budget.plan}
          note={`${counted(budget.conditional, "request")} of them are free while nobody has touched the object`}
        />
        <Bar
          name="The first apply"
          requests={budget.firstApply}
          note={`${counted(budget.firstApplyMinutes, "minute")} of it waiting between writes`}
        />
      </SimpleGrid>
      {budget.unmeasured.length > 0 && (
        <Alert color="orange" variant="outline" title="Not counted" role="note">
          The cost of these types was never measured: {budget.unmeasured.join(", ")}.
        </Alert>
      )}
      <Section title="What a plan spends them on">
        <Listing
          things="types"
          rows={budget.byType}
          rowKey={({ type }) => type}
          words={({ type }) => type}
          columns={[
            { title: "Type", width: 260, cell: ({ type }) => type },
            { title: "Requests", cell: ({ requests }) => requests.toLocaleString("en") },
          ]}
        />
      </Section>
      <Section title="Resources by stack">
        <Facts columns={4} facts={Object.entries(resources).map(([name, count]) => ({ name, value: count.toLocaleString("en") }))} />
      </Section>
    </View>
  );
}

function Bar({ name, requests, note }: { readonly name: string; readonly requests: number; readonly note: string }) {
  const { hourlyLimit } = useFamily().model.budget;
  const share = (100 * requests) / hourlyLimit;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {name}: {counted(requests, "request")}, {share.toFixed(1)} % of an hour
      </Text>
      <Progress.Root size="lg">
        <Progress.Section value={Math.min(100, share)} color={share > 100 ? "red" : share > 50 ? "orange" : "indigo"} aria-label={name} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Stack>
  );
}
