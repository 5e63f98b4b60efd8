import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";

/** A view with its heading, which is read out and named in the tab when somebody comes to it. */
export function View({ title, lead, children }: { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const family = document.documentElement.dataset.family ?? "";
    document.title = `${title} · ${family}`;
    // Not on the first view: who opens the page starts at its top.
    if (document.documentElement.dataset.visited) heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset.visited = "yes";
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className="heading">
          {title}
        </Title>
        {lead !== undefined && (
          <Text c="dimmed" mt={4} maw={760}>
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}

export function Section({ title, lead, children }: { readonly title: string; readonly lead?: ReactNode; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb={lead === undefined ? "sm" : 2}>
        {title}
      </Title>
      {lead !== undefined && (
        <Text size="sm" c="dimmed" mb="sm" maw={760}>
          {lead}
        </Text>
      )}
      {children}
    </section>
  );
}

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, as a definition list. */
export function Facts({ facts, columns = 3 }: { readonly facts: readonly Fact[]; readonly columns?: number }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: Math.min(2, columns), md: columns }} spacing="md" verticalSpacing="sm" m={0}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" m={0} className="breaks">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

/** One number that says how the family is, with the way to its page. */
export function Figure({
  name,
  value,
  note,
  alarm = false,
}: {
  readonly name: ReactNode;
  readonly value: ReactNode;
  readonly note: string;
  readonly alarm?: boolean;
}) {
  return (
    <Card withBorder padding="md" className={alarm ? "figure alarm" : "figure"}>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Text className="figure-value">{value}</Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Card>
  );
}

const STATES: Readonly<Record<string, string>> = { active: "teal", planned: "gray", archived: "gray", "switched off": "gray" };

export const StateBadge = ({ state }: { readonly state: string }) => (
  <Badge variant="dot" color={STATES[state] ?? "gray"} tt="none" fw={500}>
    {state}
  </Badge>
);

export const Tag = ({ children, color = "gray" }: { readonly children: ReactNode; readonly color?: string }) => (
  <Badge variant="light" color={color} tt="none" fw={500} className="tag">
    {children}
  </Badge>
);

export const Tags = ({ names }: { readonly names: readonly string[] }) => (
  <Group gap={6}>
    {names.map((name) => (
      <Tag key={name}>{name}</Tag>
    ))}
  </Group>
);
