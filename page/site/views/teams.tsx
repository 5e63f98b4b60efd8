import { useFamily } from "../family-index";
import { PageLink, paths, Several, TeamLink } from "../links";
import { Listing } from "../listing";
import { Facts, Section, Tags, View } from "../parts";
import { NotFound } from "./not-found";

export function Teams() {
  const { teams, repositories } = useFamily().model;
  return (
    <View title="Teams" lead="Who owns and who approves.">
      <Listing
        things="teams"
        rows={teams}
        rowKey={({ name }) => name}
        words={({ name, description, members }) => [name, description, ...members].join(" ")}
        columns={[
          { title: "Team", cell: ({ name }) => <PageLink to={paths.team(name)}>{name}</PageLink> },
          { title: "Does", width: 220, cell: ({ description }) => description },
          { title: "Part of", cell: ({ parent }) => (parent === null ? "" : <TeamLink name={parent} />) },
          {
            title: "Members",
            width: 200,
            cell: ({ members, maintainers }) => [...new Set([...maintainers, ...members])].join(", ") || "none listed",
          },
          { title: "Repositories", cell: ({ name }) => repositories.filter(({ owner }) => owner === name).length },
        ]}
      />
    </View>
  );
}

export function TeamPage({ name }: { readonly name: string }) {
  const { model, teams } = useFamily();
  const team = teams.get(name);
  if (!team) return <NotFound what={`team “${name}”`} />;
  const products = model.products.filter(({ owners }) => owners.api === name || owners.ui === name).map(({ code }) => code);
  const repositories = model.repositories.filter(({ owner }) => owner === name).map((repository) => repository.name);
  const approves = model.environments.filter(({ approvers }) => approvers.includes(name)).map((environment) => environment.name);
  const below = model.teams.filter(({ parent }) => parent === name).map((each) => each.name);
  const answersFor = model.exceptions.filter(({ owner }) => owner === name).map(({ entry, check }) => `${check} of ${entry}`);
  return (
    <View title={`Team ${name}`} lead={team.description}>
      <Facts
        facts={[
          { name: "maintainers", value: team.maintainers.length === 0 ? "none listed" : <Tags names={team.maintainers} /> },
          { name: "members", value: team.members.length === 0 ? "none listed" : <Tags names={team.members} /> },
          { name: "part of", value: team.parent === null ? "no other team" : <TeamLink name={team.parent} /> },
          { name: "teams in it", value: <Several of="team" names={below} /> },
          { name: "approves releases into", value: approves.join(", ") || "no environment" },
          { name: "answers for exceptions", value: answersFor.join(", ") || "none" },
        ]}
      />
      <Section title="Products">
        <Several of="product" names={products} />
      </Section>
      <Section title="Repositories">
        <Several of="repository" names={repositories} />
      </Section>
    </View>
  );
}
