import type { RepositoryFacts } from "../../page-model";
import { useFamily } from "../family-index";
import { PageLink, paths, ProductLink, Several, TeamLink } from "../links";
import { Listing } from "../listing";
import { Facts, Section, StateBadge, Tag, Tags, View } from "../parts";
import { approvalText } from "../words";
import { NotFound } from "./not-found";

export function Repositories() {
  const { repositories } = useFamily().model;
  return (
    <View title="Repositories" lead="The shared ones, and two of each product.">
      <Listing
        things="repositories"
        rows={repositories}
        rowKey={({ name }) => name}
        words={({ name, kind, owner, state, summary }) => [name, kind, owner, state, summary].join(" ")}
        columns={[
          { title: "Repository", width: 200, cell: ({ name }) => <PageLink to={paths.repository(name)}>{name}</PageLink> },
          { title: "Kind", width: 130, cell: ({ kind }) => kind },
          { title: "Owner", cell: ({ owner }) => <TeamLink name={owner} /> },
          { title: "State", cell: ({ state, inside }) => (inside === null ? <StateBadge state={state} /> : <>inside {inside}</>) },
          { title: "Product", cell: ({ product }) => (product === null ? "shared" : <ProductLink code={product} />) },
          { title: "Summary", width: 220, cell: ({ summary }) => summary },
        ]}
      />
    </View>
  );
}

export function RepositoryPage({ name }: { readonly name: string }) {
  const { model, repositories } = useFamily();
  const repository = repositories.get(name);
  if (!repository) return <NotFound what={`repository “${name}”`} />;
  const address = `github.com/${model.family.organization}/${repository.inside ?? name}`;
  return (
    <View title={name} lead={repository.summary}>
      <Facts
        facts={[
          { name: "on GitHub", value: <a href={`https://${address}`}>{address}</a> },
          { name: "kind", value: repository.kind },
          { name: "state", value: <StateBadge state={repository.state} /> },
          { name: "owner", value: <TeamLink name={repository.owner} /> },
          { name: "product", value: repository.product === null ? "shared" : <ProductLink code={repository.product} /> },
          { name: "visibility", value: repository.visibility },
          { name: "image", value: repository.image ?? "builds none" },
          { name: "required checks", value: repository.checks.length === 0 ? "none" : <Tags names={repository.checks} /> },
          ...(repository.inside === null
            ? []
            : [{ name: "kept inside", value: <PageLink to={paths.repository(repository.inside)}>{repository.inside}</PageLink> }]),
        ]}
      />
      <Section title="Who may do what">
        <Facts
          columns={4}
          facts={Object.entries(repository.access).map(([team, may]) => ({ name: may, value: <TeamLink name={team} /> }))}
        />
      </Section>
      <Section title="Who reviews" lead="Code owners, from general to specific: the last match decides.">
        <Facts
          columns={4}
          facts={repository.codeOwners.map(({ path, teams }) => ({ name: path, value: <Several of="team" names={teams} /> }))}
        />
      </Section>
      <Places repository={repository} />
    </View>
  );
}

function Places({ repository: { environments } }: { readonly repository: RepositoryFacts }) {
  const rows = Object.entries(environments);
  return (
    <Section title="GitHub environments">
      <Listing
        things="environments"
        empty="it releases into none"
        rows={rows}
        rowKey={([name]) => name}
        words={([name]) => name}
        columns={[
          { title: "Environment", cell: ([name]) => name },
          { title: "Opened by", width: 240, cell: ([, { approvers, waitMinutes }]) => approvalText(approvers, waitMinutes) },
          {
            title: "Secrets",
            width: 240,
            cell: ([, { secrets }]) =>
              Object.keys(secrets).length === 0
                ? "none"
                : Object.entries(secrets).map(([secret, sealed]) => (
                    <Tag key={secret} color={sealed ? "teal" : "orange"}>{`${secret}: ${sealed ? "sealed" : "no value yet"}`}</Tag>
                  )),
          },
        ]}
      />
    </Section>
  );
}
