import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useMemo } from "react";
import { useLocation } from "wouter";
import { useFamily } from "./family-index";
import { paths } from "./links";

/** Ctrl K: everything that has a page of its own. */
export function Search() {
  const { model } = useFamily();
  const [, go] = useLocation();
  const actions = useMemo<SpotlightActionData[]>(() => {
    const action = (sort: string, name: string, description: string, to: string): SpotlightActionData => ({
      id: to,
      label: name,
      description: `${sort} · ${description}`,
      onClick: () => {
        go(to);
      },
    });
    return [
      ...model.products.map(({ code, brand, summary }) => action("product", code, `${brand}: ${summary}`, paths.product(code))),
      ...model.environments.map(({ name, domain }) => action("environment", name, domain, paths.environment(name))),
      ...model.databases.map(({ environment, key, name, namespace }) =>
        action("database", `${name} in ${environment}`, namespace, paths.database(environment, key)),
      ),
      ...model.teams.map(({ name, description }) => action("team", name, description, paths.team(name))),
      ...model.repositories.map(({ name, kind, summary }) => action("repository", name, `${kind}: ${summary}`, paths.repository(name))),
    ];
  }, [model, go]);
  return (
    <Spotlight
      actions={actions}
      limit={12}
      shortcut={["mod + K", "/"]}
      nothingFound="Nothing of this name"
      highlightQuery
      searchProps={{ placeholder: "Product, environment, database, team, repository", "aria-label": "Search" }}
    />
  );
}
