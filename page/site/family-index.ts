import { createContext, useContext } from "react";
import type { DatabaseFacts, PageModel, ProductFacts, RepositoryFacts, TeamFacts } from "../page-model";

/** The model, with what is looked up again and again. */
export interface FamilyIndex {
  readonly model: PageModel;
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly repositories: ReadonlyMap<string, RepositoryFacts>;
  readonly teams: ReadonlyMap<string, TeamFacts>;
  /** By {@link databaseKey}. */
  readonly databases: ReadonlyMap<string, DatabaseFacts>;
  /** Codes of the products that call a product, by its code. */
  readonly callers: ReadonlyMap<string, readonly string[]>;
}

export const databaseKey = (environment: string, key: string): string => `${environment}/${key}`;

export function familyIndex(model: PageModel): FamilyIndex {
  const callers = new Map<string, string[]>();
  for (const { code, calls } of model.products) for (const called of calls) callers.set(called, [...(callers.get(called) ?? []), code]);
  return {
    model,
    products: new Map(model.products.map((product) => [product.code, product])),
    repositories: new Map(model.repositories.map((repository) => [repository.name, repository])),
    teams: new Map(model.teams.map((team) => [team.name, team])),
    databases: new Map(model.databases.map((database) => [databaseKey(database.environment, database.key), database])),
    callers,
  };
}

const Context = createContext<FamilyIndex | null>(null);
export const FamilyProvider = Context.Provider;

export function useFamily(): FamilyIndex {
  const family = useContext(Context);
  if (!family) throw new Error("useFamily outside of FamilyProvider");
  return family;
}
