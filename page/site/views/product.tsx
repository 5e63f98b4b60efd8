import { Card, SimpleGrid, Text, Title } from "@mantine/core";
import type { EnvironmentFacts, ProductFacts } from "../../page-model";
import { around, CallGraph } from "../call-graph";
import { databaseKey, useFamily } from "../family-index";
import { HostLink, PageLink, paths, Several, TeamLink } from "../links";
import { Listing } from "../listing";
import { Facts, Section, StateBadge, Tag, Tags, View } from "../parts";
import { approvalText, counted } from "../words";
import { NotFound } from "./not-found";

export function ProductPage({ code }: { readonly code: string }) {
  const family = useFamily();
  const product = family.products.get(code);
  if (!product) return <NotFound what={`product “${code}”`} />;
  const callers = family.callers.get(code) ?? [];
  const repositories = Object.values(product.repositories).flatMap((name) => family.repositories.get(name) ?? []);
  return (
    <View title={product.brand} lead={product.summary}>
      <Card withBorder className="accent" style={{ "--accent": product.accent }}>
        <Facts
          columns={4}
          facts={[
            { name: "code", value: product.code },
            { name: "state", value: <StateBadge state={product.state} /> },
            { name: "owner of the API", value: <TeamLink name={product.owners.api} /> },
            { name: "owner of the UI", value: <TeamLink name={product.owners.ui} /> },
          ]}
        />
      </Card>
      <Section title="Where it is">
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          {family.model.environments.map((environment) => (
            <Place key={environment.name} product={product} environment={environment} />
          ))}
        </SimpleGrid>
      </Section>
      <Section title="Calls">
        <Facts
          facts={[
            { name: "calls", value: <Several of="product" names={product.calls} none="no other product" /> },
            { name: "is called by", value: <Several of="product" names={callers} none="no other product" /> },
            { name: "networks outside", value: product.egress.length === 0 ? "none" : <Tags names={product.egress} /> },
          ]}
        />
        {product.calls.length + callers.length > 0 && (
          <div className="below">
            <CallGraph codes={around(code, 1, family)} center={code} height={260} />
          </div>
        )}
      </Section>
      <Section title="Repositories">
        <Listing
          things="repositories"
          rows={repositories}
          rowKey={({ name }) => name}
          words={({ name }) => name}
          columns={[
            { title: "Repository", width: 200, cell: ({ name }) => <PageLink to={paths.repository(name)}>{name}</PageLink> },
            { title: "Kind", cell: ({ kind }) => kind },
            { title: "State", cell: ({ state }) => <StateBadge state={state} /> },
            { title: "Required checks", width: 200, cell: ({ checks }) => <Tags names={checks} /> },
          ]}
        />
      </Section>
      <Partitions product={product} />
    </View>
  );
}

function Place({ product, environment }: { readonly product: ProductFacts; readonly environment: EnvironmentFacts }) {
  const { databases } = useFamily();
  const place = product.environments[environment.name];
  const database = place?.database ? databases.get(databaseKey(environment.name, place.database)) : undefined;
  return (
    <Card withBorder>
      <Title order={3} size="h5" mb="xs">
        <PageLink to={paths.environment(environment.name)}>{environment.name}</PageLink>
      </Title>
      {!place || product.state !== "active" ? (
        <Text size="sm" c="dimmed">
          {product.state === "active" ? "not here" : `${product.state}: nothing of it serves here`}
        </Text>
      ) : (
        <Facts
          columns={1}
          facts={[
            { name: "UI", value: <HostLink host={place.ui} /> },
            { name: "API", value: <HostLink host={place.api} /> },
            { name: "namespace", value: place.namespace },
            { name: "replicas", value: `${place.replicas.min} to ${place.replicas.max}` },
            { name: "release", value: approvalText(environment.approvers, environment.waitMinutes) },
          ]}
        />
      )}
      {database && product.code in database.schemas && (
        <Text size="sm" mt="sm" component="div">
          <Text size="xs" c="dimmed">
            database
          </Text>
          <PageLink to={paths.database(environment.name, database.key)}>{database.name}</PageLink> <Tag>{database.size}</Tag>{" "}
          <Tag>generation {database.generation}</Tag>
        </Text>
      )}
    </Card>
  );
}

function Partitions({ product: { partitions } }: { readonly product: ProductFacts }) {
  const tables = Object.entries(partitions);
  if (tables.length === 0) return null;
  return (
    <Section title="Partitioned tables">
      <Facts facts={tables.map(([table, { by, keepDays }]) => ({ name: table, value: `by ${by}, kept ${counted(keepDays, "day")}` }))} />
    </Section>
  );
}
