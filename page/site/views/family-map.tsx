import { Anchor, Card, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { Fragment } from "react";
import { Link } from "wouter";
import type { EnvironmentFacts, ProductFacts } from "../../page-model";
import { databaseKey, useFamily } from "../family-index";
import { HostLink, paths, ProductLink, Several } from "../links";
import { Listing, type Column } from "../listing";
import { Figure, Section, StateBadge, Tag, View } from "../parts";
import { approvalText, counted, daysText, daysUntil, refsText } from "../words";

/** The first view: figures, promotion, and products by environment. */
export function FamilyMap() {
  const { model } = useFamily();
  const columns: readonly Column<ProductFacts>[] = [
    { title: "Product", width: 200, cell: (product) => <ProductCell product={product} /> },
    { title: "Owners", width: 110, cell: ({ owners }) => <Several of="team" names={[...new Set(Object.values(owners))]} /> },
    ...model.environments.map(({ name }) => ({
      title: name,
      width: 230,
      cell: (product: ProductFacts) => <PlaceCell product={product} environment={name} />,
    })),
  ];
  return (
    <View
      title={`The ${model.family.name} family`}
      lead={`${counted(model.products.length, "product")} of ${model.family.organization} on ${model.family.domain}, as the catalog has them.`}
    >
      <Figures />
      <Section title="Promotion" lead="One image digest goes from left to right. Each stage says who opens it and what may come in.">
        <Promotion />
      </Section>
      <Section title="Products by environment">
        <Listing
          things="products"
          rows={model.products}
          columns={columns}
          rowKey={({ code }) => code}
          words={({ code, brand, summary, owners, state }) => [code, brand, summary, owners.api, owners.ui, state].join(" ")}
        />
      </Section>
    </View>
  );
}

function Figures() {
  const { model } = useFamily();
  const [next] = model.exceptions;
  const share = (100 * model.budget.plan) / model.budget.hourlyLimit;
  const active = model.products.filter(({ state }) => state === "active").length;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md">
      <Figure name="Products" value={active} note={`active, of ${model.products.length}`} />
      <Figure name={<To path="/databases">Databases</To>} value={model.databases.length} note={`Postgres ${model.family.postgresMajor}`} />
      <Figure
        name={<To path="/exceptions">Exceptions</To>}
        value={model.exceptions.length}
        note={next === undefined ? "nothing is waived" : `the next ends ${daysText(daysUntil(next.expires))}`}
        alarm={next !== undefined && daysUntil(next.expires) <= 30}
      />
      <Figure
        name={<To path="/to-confirm">To confirm</To>}
        value={model.unconfirmed.length}
        note="facts that the catalog only supposes"
        alarm={model.unconfirmed.length > 0}
      />
      <Figure
        name={<To path="/budget">API budget</To>}
        value={`${share.toFixed(share < 10 ? 1 : 0)} %`}
        note={`of GitHub’s hour for one plan`}
        alarm={share > 50}
      />
    </SimpleGrid>
  );
}

const To = ({ path, children }: { readonly path: string; readonly children: string }) => (
  <Anchor component={Link} href={path} size="sm" fw={500}>
    {children}
  </Anchor>
);

function Promotion() {
  const { environments } = useFamily().model;
  return (
    <Group align="stretch" gap="sm">
      {environments.map((environment, index) => (
        <Fragment key={environment.name}>
          {index > 0 && (
            <span className="arrow" aria-hidden>
              →
            </span>
          )}
          <Stage environment={environment} />
        </Fragment>
      ))}
    </Group>
  );
}

const Stage = ({ environment }: { readonly environment: EnvironmentFacts }) => (
  <Card withBorder className="stage" padding="md">
    <Group justify="space-between" mb={4}>
      <Anchor component={Link} href={paths.environment(environment.name)} fw={650} size="lg">
        {environment.name}
      </Anchor>
      <Tag>{environment.consolidated ? "one database" : "database per product"}</Tag>
    </Group>
    <Text size="sm">{approvalText(environment.approvers, environment.waitMinutes)}</Text>
    <Text size="sm" c="dimmed">
      {refsText(environment.refs)}
    </Text>
    <Text size="sm" c="dimmed">
      backups kept {counted(environment.retentionDays, "day")}
    </Text>
  </Card>
);

const ProductCell = ({ product: { code, brand, accent, state } }: { readonly product: ProductFacts }) => (
  <Stack gap={2} className="accent" pl="sm" style={{ "--accent": accent }}>
    <ProductLink code={code} />
    <Text size="sm" c="dimmed">
      {brand}
    </Text>
    {state !== "active" && <StateBadge state={state} />}
  </Stack>
);

function PlaceCell({ product, environment }: { readonly product: ProductFacts; readonly environment: string }) {
  const { databases } = useFamily();
  const place = product.environments[environment];
  const database = place?.database ? databases.get(databaseKey(environment, place.database)) : undefined;
  if (product.state !== "active" || !place)
    return (
      <Text size="sm" c="dimmed">
        {database && product.code in database.schemas ? "not deployed; its database is kept" : "not deployed"}
      </Text>
    );
  return (
    <Stack gap={2}>
      <HostLink host={place.ui} />
      <HostLink host={place.api} />
      <Text size="xs" c="dimmed">
        {place.replicas.min}–{place.replicas.max} replicas
        {database && (
          <>
            {" · "}
            <Anchor component={Link} href={paths.database(environment, database.key)} size="xs" underline="always">
              {database.name}
            </Anchor>
            , {database.size}
          </>
        )}
      </Text>
    </Stack>
  );
}
