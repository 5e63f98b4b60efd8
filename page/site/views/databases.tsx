import { Alert } from "@mantine/core";
import { databaseKey, useFamily } from "../family-index";
import { PageLink, paths, ProductLink } from "../links";
import { Listing } from "../listing";
import { Facts, Section, Tag, View } from "../parts";
import { counted, scheduleText } from "../words";
import { NotFound } from "./not-found";

export function Databases() {
  const { databases } = useFamily().model;
  return (
    <View
      title="Databases"
      lead="Sizes, generations and backups as the catalog orders them. The newest restorable moment is a fact of the cluster, which this page did not ask."
    >
      <Listing
        things="databases"
        rows={databases}
        rowKey={({ environment, key }) => databaseKey(environment, key)}
        words={({ environment, key, name, namespace, size }) => [environment, key, name, namespace, size].join(" ")}
        columns={[
          {
            title: "Database",
            width: 160,
            cell: ({ environment, key, name }) => <PageLink to={paths.database(environment, key)}>{name}</PageLink>,
          },
          { title: "Environment", cell: ({ environment }) => <PageLink to={paths.environment(environment)}>{environment}</PageLink> },
          { title: "Size", width: 180, cell: ({ size, instances, storage }) => `${size}, ${instances} × ${storage}` },
          {
            title: "Generation",
            width: 150,
            cell: ({ generation, restore }) =>
              restore ? <Tag color="orange">{`${generation}, ${restore.generation} is made`}</Tag> : generation,
          },
          { title: "Base backup", width: 160, cell: ({ backupSchedule }) => scheduleText(backupSchedule) },
          { title: "Kept", cell: ({ retentionDays }) => counted(retentionDays, "day") },
        ]}
      />
    </View>
  );
}

export function DatabasePage({ environment, name: key }: { readonly environment: string; readonly name: string }) {
  const { databases, products } = useFamily();
  const database = databases.get(databaseKey(environment, key));
  if (!database) return <NotFound what={`database “${key}” in ${environment}`} />;
  return (
    <View title={`${database.name} in ${environment}`}>
      {database.restore && (
        <Alert color="orange" variant="outline" title={`Generation ${database.restore.generation} is made`} role="note">
          From generation {database.restore.from}, as it was at {database.restore.to}. The active generation stays {database.generation}{" "}
          until the catalog says otherwise.
        </Alert>
      )}
      <Facts
        facts={[
          { name: "environment", value: <PageLink to={paths.environment(environment)}>{environment}</PageLink> },
          { name: "namespace", value: database.namespace },
          { name: "host", value: database.host },
          { name: "size", value: `${database.size}: ${database.cpu} CPU, ${database.memory} memory` },
          { name: "storage", value: `${database.instances} × ${database.storage}` },
          { name: "connections", value: `at most ${database.maxConnections}` },
          { name: "base backup", value: scheduleText(database.backupSchedule) },
          { name: "kept", value: counted(database.retentionDays, "day") },
          { name: "generation", value: database.generation },
        ]}
      />
      <Section title="Who has a schema in it">
        <Facts
          facts={Object.entries(database.schemas).map(([code, schema]) => ({
            name: `schema ${schema}`,
            value: products.has(code) ? <ProductLink code={code} /> : code,
          }))}
        />
      </Section>
    </View>
  );
}
