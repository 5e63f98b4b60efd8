import type { EnvironmentFacts } from "../../page-model";
import { useFamily } from "../family-index";
import { HostLink, PageLink, paths, ProductLink, Several } from "../links";
import { Listing } from "../listing";
import { Facts, Section, Tag, View } from "../parts";
import { approvalText, counted, refsText } from "../words";
import { NotFound } from "./not-found";

export function Environments() {
  const { environments } = useFamily().model;
  return (
    <View title="Environments" lead="In the order of promotion.">
      <Listing
        things="environments"
        rows={environments}
        rowKey={({ name }) => name}
        words={({ name, domain }) => `${name} ${domain}`}
        columns={[
          { title: "Environment", cell: ({ name }) => <PageLink to={paths.environment(name)}>{name}</PageLink> },
          { title: "Domain", width: 180, cell: ({ domain }) => domain },
          { title: "Opened by", width: 220, cell: ({ approvers, waitMinutes }) => approvalText(approvers, waitMinutes) },
          { title: "May come in", cell: ({ refs }) => refsText(refs) },
          { title: "Databases", width: 160, cell: ({ consolidated }) => (consolidated ? "one for all products" : "one per product") },
          { title: "Backups", cell: ({ retentionDays }) => counted(retentionDays, "day") },
        ]}
      />
    </View>
  );
}

export function EnvironmentPage({ name }: { readonly name: string }) {
  const { model } = useFamily();
  const environment = model.environments.find((each) => each.name === name);
  if (!environment) return <NotFound what={`environment “${name}”`} />;
  const here = model.products.filter(({ state, environments }) => state === "active" && name in environments);
  return (
    <View title={name} lead={`${counted(here.length, "product")} on ${environment.domain}`}>
      <Facts facts={facts(environment, model.environments)} />
      <Section title="Products">
        <Listing
          things="products"
          rows={here}
          rowKey={({ code }) => code}
          words={({ code, brand }) => `${code} ${brand}`}
          columns={[
            { title: "Product", cell: ({ code }) => <ProductLink code={code} /> },
            { title: "UI", width: 200, cell: ({ environments }) => <HostLink host={environments[name]?.ui ?? ""} /> },
            { title: "API", width: 200, cell: ({ environments }) => <HostLink host={environments[name]?.api ?? ""} /> },
            { title: "Namespace", width: 160, cell: ({ environments }) => environments[name]?.namespace },
            {
              title: "Database",
              cell: ({ environments }) => {
                const key = environments[name]?.database;
                return key ? <PageLink to={paths.database(name, key)}>{key}</PageLink> : "none";
              },
            },
          ]}
        />
      </Section>
    </View>
  );
}

function facts(environment: EnvironmentFacts, all: readonly EnvironmentFacts[]) {
  const before = all[all.indexOf(environment) - 1];
  return [
    { name: "takes releases from", value: before ? <PageLink to={paths.environment(before.name)}>{before.name}</PageLink> : "the build" },
    { name: "approvers", value: <Several of="team" names={environment.approvers} none="nobody waits" /> },
    { name: "waits", value: counted(environment.waitMinutes, "minute") },
    { name: "may come in", value: refsText(environment.refs) },
    { name: "images", value: environment.allowTags ? "by digest, or by tag" : "by digest alone" },
    { name: "gateway", value: environment.gatewayHost ?? "each product’s own hosts" },
    { name: "cluster", value: environment.cluster.server },
    { name: "Kubernetes", value: environment.cluster.version },
    { name: "monitoring", value: environment.cluster.monitored ? "Prometheus operator" : "none" },
    {
      name: "databases",
      value: `${environment.consolidated ? "one for all products" : "one per product"}, Postgres ${environment.postgresMajor}, ${counted(environment.instances, "instance")}`,
    },
    { name: "backups", value: <Tag>{counted(environment.retentionDays, "day")}</Tag> },
    { name: "archive", value: environment.archive },
  ];
}
