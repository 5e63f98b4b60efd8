import { Card, Code, Group, Stack, Table, Text } from "@mantine/core";
import type { StackPlan, ValueFacts, Weight } from "../../page-model";
import { useFamily } from "../family-index";
import { Listing } from "../listing";
import { Section, Tag, View } from "../parts";
import { counted } from "../words";
import { TableHead } from "../table-head";

/** As `sigma plan` calls them. */
const WEIGHTS: Readonly<Record<Weight, { readonly word: string; readonly color: string }>> = {
  refused: { word: "impossible", color: "red" },
  danger: { word: "danger", color: "red" },
  restart: { word: "restarts", color: "orange" },
  notice: { word: "noticed", color: "indigo" },
  quiet: { word: "quiet", color: "gray" },
};

export function Plan() {
  const { plan } = useFamily().model;
  if (plan === null)
    return (
      <View title="Plan" lead="No plan was given to this page.">
        <Text>
          <Code>sigma plan --json &gt; plan.json</Code>, then <Code>sigma page --plan plan.json --out &lt;folder&gt;</Code>: the page then
          shows each edit and each value, before and after.
        </Text>
      </View>
    );
  return (
    <View
      title="Plan"
      lead="What people edited in the catalog since the last apply and what it does; the values that Terraform changes; and what somebody changed outside."
    >
      {plan.map((stack) => (
        <StackSection key={stack.stack} plan={stack} />
      ))}
    </View>
  );
}

function StackSection({ plan: { stack, edits, changes, drift, unchanged } }: { readonly plan: StackPlan }) {
  const lead = `${counted(changes.length, "change")}, ${unchanged.toLocaleString("en")} unchanged`;
  return (
    <Section title={stack} lead={edits === null ? `${lead}; the state holds no catalog to compare with, so no edit is told` : lead}>
      <Stack gap="md">
        {(edits ?? []).map((edit) => (
          <Card withBorder key={edit.name} padding="sm">
            <Group gap="xs" mb={4}>
              <Tag color={WEIGHTS[edit.weight].color}>{WEIGHTS[edit.weight].word}</Tag>
              <Text size="sm" fw={650}>
                {edit.subject} {edit.field}
              </Text>
              <Text size="xs" c="dimmed">
                {edit.file}:{edit.line}
              </Text>
            </Group>
            <Text size="sm" mb="xs">
              {edit.text}
            </Text>
            <Values of={edit.name} values={[{ path: edit.field || "the entry", before: edit.before, after: edit.after }]} />
          </Card>
        ))}
        {drift.map(({ address, deleted, reverted, values }) => (
          <Card withBorder key={address} padding="sm">
            <Group gap="xs" mb="xs">
              <Tag color="orange">changed outside</Tag>
              <Text size="sm" fw={650} className="breaks">
                {address}
              </Text>
              <Text size="xs" c="dimmed">
                {deleted ? "is gone; " : ""}
                {reverted ? "this plan puts it back" : "this plan leaves it"}
              </Text>
            </Group>
            {values.length > 0 && <Values of={address} values={values} titles={["as applied", "as it is"]} />}
          </Card>
        ))}
        <Listing
          things={`changes of ${stack}`}
          empty="Terraform changes nothing."
          rows={changes}
          rowKey={({ address }) => address}
          words={({ address, action, values }) => [address, action, ...values.map(({ path }) => path)].join(" ")}
          columns={[
            {
              title: "Action",
              width: 90,
              cell: ({ action }) => <Tag color={action === "delete" || action === "replace" ? "red" : "gray"}>{action}</Tag>,
            },
            { title: "Resource", width: 260, cell: ({ address }) => <span className="breaks">{address}</span> },
            {
              title: "Values",
              width: 420,
              cell: ({ address, values }) => (values.length === 0 ? "" : <Values of={address} values={values} />),
            },
          ]}
        />
      </Stack>
    </Section>
  );
}

/** Before and after, side by side. */
function Values({
  of,
  values,
  titles = ["before", "after"],
}: {
  readonly of: string;
  readonly values: readonly ValueFacts[];
  readonly titles?: readonly [string, string];
}) {
  return (
    <Table className="values" aria-label={`Values of ${of}`} withTableBorder>
      <TableHead titles={["value", ...titles]} />
      <Table.Tbody>
        {values.map(({ path, before, after }) => (
          <Table.Tr key={path}>
            <Table.Td>{path}</Table.Td>
            <Table.Td className="before">{before ?? "none"}</Table.Td>
            <Table.Td className="after">{after ?? "none"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
